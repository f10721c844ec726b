"""What a member works towards, and the words the scheme uses for it."""

from registration.models.award import Award
from registration.models.enrolment import Enrolment, EnrolmentStatus
from registration.models.registrant import Registrant
from registration.models.remit import Remit, in_sight_of, noted_in_sight_of
from registration.models.route import Route
from registration.models.vocabulary import (
    KnowledgeArea,
    Language,
    MeetingWay,
    OrganisationKind,
    Region,
    Sector,
    Term,
)

__all__ = [
    "Award",
    "Enrolment",
    "EnrolmentStatus",
    "KnowledgeArea",
    "Language",
    "MeetingWay",
    "OrganisationKind",
    "Region",
    "Registrant",
    "Remit",
    "Route",
    "Sector",
    "Term",
    "in_sight_of",
    "noted_in_sight_of",
]
