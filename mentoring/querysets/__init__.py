"""Sets of mentors, trainings, pairings and what is in them, in the words of the domain."""

from mentoring.querysets.agreements import AgreementQuerySet, AgreementTemplateQuerySet
from mentoring.querysets.check_ins import CheckInQuerySet
from mentoring.querysets.concerns import ConcernQuerySet
from mentoring.querysets.meetings import MeetingQuerySet
from mentoring.querysets.mentors import MentorQuerySet, TrainingQuerySet
from mentoring.querysets.notes import BlockQuerySet, MarkQuerySet, SavedSearchQuerySet
from mentoring.querysets.pairings import MessageQuerySet, PairingQuerySet
from mentoring.querysets.plans import PlanQuerySet
from mentoring.querysets.tellings import TellingQuerySet
from mentoring.querysets.training_days import BookingQuerySet, TrainingDayQuerySet

__all__ = [
    "AgreementQuerySet",
    "AgreementTemplateQuerySet",
    "BlockQuerySet",
    "BookingQuerySet",
    "CheckInQuerySet",
    "ConcernQuerySet",
    "MarkQuerySet",
    "MeetingQuerySet",
    "MentorQuerySet",
    "MessageQuerySet",
    "PairingQuerySet",
    "PlanQuerySet",
    "SavedSearchQuerySet",
    "TellingQuerySet",
    "TrainingDayQuerySet",
    "TrainingQuerySet",
]
