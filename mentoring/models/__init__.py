"""Who helps whom: training, mentors, pairings."""

from mentoring.models.agreement import Agreement
from mentoring.models.agreement_template import AgreementTemplate
from mentoring.models.aim import Aim
from mentoring.models.application import Application
from mentoring.models.block import Block
from mentoring.models.booking import Booking
from mentoring.models.calendar_feed import CalendarFeed
from mentoring.models.check_in import CheckIn
from mentoring.models.chosen_number import ChosenNumber
from mentoring.models.concern import Concern
from mentoring.models.desk_item import DeskItem
from mentoring.models.directory import (
    DirectoryChange,
    DirectorySet,
    DirectorySnapshot,
    DirectoryWord,
)
from mentoring.models.hold import Hold
from mentoring.models.imports import Import
from mentoring.models.kept_texts import KeptTexts
from mentoring.models.line_management import LineManagement
from mentoring.models.mark import MentorMark
from mentoring.models.meeting import Meeting
from mentoring.models.meeting_note import MeetingNote
from mentoring.models.message import Message, MessageDraft
from mentoring.models.pairing import Pairing
from mentoring.models.past import PastCount
from mentoring.models.profile import MentorProfile
from mentoring.models.proposal import ProposalDraft
from mentoring.models.record import MentoringRecord
from mentoring.models.reflection import Reflection, Thanks
from mentoring.models.saved_search import SavedSearch
from mentoring.models.search_letter import SearchLetter
from mentoring.models.step import NextStep
from mentoring.models.tally import Tally, TallyLine
from mentoring.models.telling import Telling
from mentoring.models.training import TrainingCompletion
from mentoring.models.training_day import TrainingDay
from mentoring.models.wording import Wording

__all__ = [
    "Agreement",
    "AgreementTemplate",
    "Aim",
    "Application",
    "Block",
    "Booking",
    "CalendarFeed",
    "CheckIn",
    "ChosenNumber",
    "Concern",
    "DeskItem",
    "DirectoryChange",
    "DirectorySet",
    "DirectorySnapshot",
    "DirectoryWord",
    "Hold",
    "Import",
    "KeptTexts",
    "LineManagement",
    "Meeting",
    "MeetingNote",
    "MentorMark",
    "MentorProfile",
    "MentoringRecord",
    "Message",
    "MessageDraft",
    "NextStep",
    "Pairing",
    "PastCount",
    "ProposalDraft",
    "Reflection",
    "SavedSearch",
    "SearchLetter",
    "Tally",
    "TallyLine",
    "Telling",
    "Thanks",
    "TrainingCompletion",
    "TrainingDay",
    "Wording",
]
