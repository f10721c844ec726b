"""Who may read what somebody has typed: every field of text of mentoring, in one class each."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from accounts.models import Member
from accounts.roles import Permission
from mentoring.models import Pairing
from mentoring.models.agreement_text import AgreementText
from mentoring.models.proposal import ProposalText

Readers = Callable[[Any], set[int]]
TEXT = (models.TextField, models.CharField, models.JSONField, models.BinaryField, models.UUIDField)


def pairing_of(row: Any) -> Pairing:
    """The pairing that a row is of, or is."""
    if isinstance(row, Pairing):
        return row
    found: Pairing = row.pairing if hasattr(row, "pairing") else row.meeting.pairing
    return found


def two(row: Any) -> set[int]:
    """The two of the pairing."""
    return {pairing_of(row).mentor_id, pairing_of(row).mentee_id}


def author(row: Any) -> set[int]:
    """The side that wrote it, alone."""
    return {getattr(pairing_of(row), f"{row.side}_id")}


def author_until_shared(row: Any) -> set[int]:
    """The side that wrote it, and the other once it is shared."""
    return two(row) if row.shared_at else author(row)


def owner(row: Any) -> set[int]:
    """The member whose own it is."""
    return {row.mentee_id if hasattr(row, "mentee_id") else row.member_id}


def handlers(row: Any) -> set[int]:
    """Those who handle concerns, unless it is about them."""
    found = {member.pk for member in Member.objects.all() if may(member, "handle_concerns")}
    return found - {row.about_id}


def office(row: Any) -> set[int]:
    """Those who record training, and who read what was recorded."""
    return {member.pk for member in Member.objects.all() if may(member, "see_training")}


def importers(_row: Any) -> set[int]:
    """Those who import lists, while the rows are kept."""
    return {member.pk for member in Member.objects.all() if may(member, "import_lists")}


def may(member: Member, permission: str) -> bool:
    return member.may(Permission(permission))


def nobody(_row: Any) -> set[int]:
    """Kept as a hash, or known to whoever was given it and shown to nobody again."""
    return set()


AGREED = [field.name for field in AgreementText._meta.get_fields()]
PROPOSED = [field.name for field in ProposalText._meta.get_fields()]

# Model and field, and who may read it.
PRIVATE: dict[str, Readers] = {
    **{f"Agreement.{name}": two for name in AGREED},
    **{f"Pairing.{name}": two for name in PROPOSED},
    **{f"ProposalDraft.{name}": owner for name in PROPOSED},
    "Aim.text": two,
    "CalendarFeed.token_hash": nobody,
    "Concern.attached": handlers,
    "Concern.email": handlers,
    "Concern.outcome": handlers,
    "Concern.words": handlers,
    "Import.findings": importers,
    "Import.refusal": importers,
    "Import.rows": importers,
    "Meeting.place": two,
    "Meeting.shared_note": two,
    "MeetingNote.text": author,
    "MentorMark.note": owner,
    "MentoringRecord.code": two,
    "MentoringRecord.mentee_name": two,
    "MentoringRecord.mentee_number": two,
    "MentoringRecord.mentor_name": two,
    "MentoringRecord.mentor_number": two,
    "MentoringRecord.route": two,
    "Message.text": two,
    "MessageDraft.text": author,
    "NextStep.text": two,
    "Pairing.decline_note": two,
    "Pairing.office_note": two,
    "Reflection.differently": author_until_shared,
    "Reflection.learned": author_until_shared,
    "Reflection.went_well": author_until_shared,
    "SavedSearch.name": owner,
    "SavedSearch.query": owner,
    "Thanks.text": two,
    "TrainingCompletion.note": office,
    "TrainingCompletion.withdrawal_reason": office,
}

# What is there for signed-in members to read, and what nobody has typed.
OPEN = {
    *(f"AgreementTemplate.{name}" for name in AGREED),
    "AgreementTemplate.language",
    "DirectorySet.dimension",
    "DirectorySet.keys",
    "DirectoryWord.key",
    "DirectoryWord.word",
    "Import.columns",  # numbers of cells, keys of rows and counts
    "Import.counts",
    "Import.set_aside",
    "Import.written",
    "Meeting.uid",
    "MentorProfile.help_with",
    "MentorProfile.story",
    "MentoringRecord.status",
    "SavedSearch.known",
    "SavedSearch.told",
    "TrainingCompletion.provider",
}


def fields_of_text() -> Iterator[str]:
    """Every field of mentoring that can hold words. One of a few choices holds none."""
    for model in apps.get_app_config("mentoring").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXT) and not field.choices:
                yield f"{model.__name__}.{field.name}"
