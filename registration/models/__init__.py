"""What a member works towards, and the words the scheme uses for it."""

from registration.models.award import Award
from registration.models.enrolment import Enrolment, EnrolmentStatus
from registration.models.registrant import Registrant
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
    "Route",
    "Sector",
    "Term",
]
