"""Sets of mentors, trainings, pairings and what is in them, in the words of the domain."""

from mentoring.querysets.mentors import MentorQuerySet, TrainingQuerySet
from mentoring.querysets.notes import MarkQuerySet, SavedSearchQuerySet
from mentoring.querysets.pairings import MessageQuerySet, PairingQuerySet

__all__ = [
    "MarkQuerySet",
    "MentorQuerySet",
    "MessageQuerySet",
    "PairingQuerySet",
    "SavedSearchQuerySet",
    "TrainingQuerySet",
]
