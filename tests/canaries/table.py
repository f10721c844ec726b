"""Who may read what somebody has typed: every field of text about people, in one class each.

What each role of the office reads of it stands in office.txt.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from accounts.models import Member
from accounts.roles import Permission
from mentoring.models import Concern, Hold, Pairing
from mentoring.models.agreement_text import AgreementText
from mentoring.models.proposal import ProposalText
from registration.models import Term
from staff.members import in_sight

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


def handlers_and_author(row: Concern) -> set[int]:
    """And whoever complained."""
    return handlers(row) | ({row.reporter_id} if row.reporter_id else set())


def holders(row: Hold) -> set[int]:
    """Those who handle concerns, unless it is about them."""
    found = {member.pk for member in Member.objects.all() if may(member, "handle_concerns")}
    return found - {row.concern.about_id if row.concern else row.member_id}


def holders_and_held(row: Hold) -> set[int]:
    """And whoever reported it, or whose training it is."""
    return holders(row) | {row.concern.reporter_id if row.concern else row.member_id}


def office(row: Any) -> set[int]:
    """Those who record training, and who read what was recorded."""
    return {member.pk for member in Member.objects.all() if may(member, "see_training")}


def importers(_row: Any) -> set[int]:
    """Those who import lists, while the rows are kept."""
    return {member.pk for member in Member.objects.all() if may(member, "import_lists")}


def reached_by(row: Member) -> set[int]:
    """Oneself, those of the office who read addresses, and whom one works or has spoken with."""
    found = {row.pk} | those_who_may("see_addresses") | partners(row)
    return found.union(*(handlers(concern) for concern in Concern.objects.filter(reporter=row)))


def numbered_for(row: Member) -> set[int]:
    """Oneself, the other on a mentoring record, and the office as far as it sees the member."""
    viewers = [m for m in Member.objects.all() if in_sight(m).filter(pk=row.pk).exists()]
    keepers = those_who_may("record_training")
    return {row.pk} | partners(row) | keepers | {viewer.pk for viewer in viewers}


def partners(row: Member) -> set[int]:
    """With whom a pairing of this member has started."""
    mine = Pairing.objects.filter(Q(mentor=row) | Q(mentee=row), activated_at__isnull=False)
    return {key for pairing in mine for key in (pairing.mentor_id, pairing.mentee_id)}


def members(_row: Any) -> set[int]:
    """Everybody who is signed in."""
    return set(Member.objects.values_list("pk", flat=True))


def applicant_and_office(row: Any) -> set[int]:
    """Whoever applied, and those of the office who read applications."""
    return {row.member_id} | those_who_may("see_applications")


def entered_of(row: Any) -> set[int]:
    """Whose erasure it is, and those of the office who enter such."""
    return {row.member_id} | those_who_may("enter_erasures")


def those_who_may(permission: str) -> set[int]:
    return {member.pk for member in Member.objects.all() if may(member, permission)}


def office_and_booked(row: Any) -> set[int]:
    """Those who record training, and whoever is or was on the roll of the day."""
    return office(row) | set(row.bookings.values_list("member", flat=True))


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
    "Application.reason": applicant_and_office,
    "Application.words": applicant_and_office,
    "CalendarFeed.token_hash": nobody,
    "Concern.answer": handlers_and_author,
    "Concern.attached": handlers,
    "Concern.email": handlers,
    "Concern.outcome": handlers,
    "Concern.words": handlers,
    "Erasure.identity": entered_of,
    "Hold.kept": holders,
    "Hold.why": holders_and_held,
    "Import.findings": importers,
    "Import.refusal": importers,
    "Import.rows": importers,
    "Meeting.place": two,
    "Meeting.shared_note": two,
    "MeetingNote.text": author,
    "Member.email": reached_by,
    "Member.membership_number": numbered_for,
    "Member.password": nobody,
    "Member.pronouns": members,
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
    "Registrant.job_title": members,
    "Registrant.organisation": members,
    "SavedSearch.name": owner,
    "SavedSearch.query": owner,
    "Thanks.text": two,
    "TrainingCompletion.code": owner,
    "TrainingCompletion.note": office,
    "TrainingCompletion.withdrawal_reason": office,
    "TrainingDay.cancel_reason": office_and_booked,
    "TrainingDay.place": office_and_booked,
    "TrainingDay.provider": office_and_booked,
    "TrainingDay.trainer": office_and_booked,
}

# What is there for signed-in members to read, and what nobody has typed.
OPEN = {
    *(f"AgreementTemplate.{name}" for name in AGREED),
    "AgreementTemplate.language",
    "ChosenNumber.name",
    "ChosenNumber.value",
    "DataCopy.content",  # a zip; who reads what in it, tests/mentoring/test_copying.py holds
    "DirectorySet.dimension",
    "DirectorySet.keys",
    "DirectoryWord.key",
    "DirectoryWord.word",
    "Import.columns",  # numbers of cells, keys of rows and counts
    "Import.counts",
    "Import.set_aside",
    "Import.written",
    "Meeting.uid",
    *(f"Member.{name}" for name in ("called", "filed_as", "language", "name", "time_zone")),
    "MentorProfile.help_with",
    "MentorProfile.story",
    "MentoringRecord.status",
    "PastCount.reason",
    "SavedSearch.known",
    "SavedSearch.told",
    *(f"Wording.{name}" for name in ("language", "letter", "words")),
    "Telling.uid",
    "TrainingCompletion.provider",
}


def models_about_people() -> Iterator[type[models.Model]]:
    for app in ("accounts", "registration", "mentoring"):
        found = apps.get_app_config(app).get_models()
        yield from (model for model in found if not issubclass(model, Term))


def fields_of_text() -> Iterator[str]:
    """Every field about people that can hold words. One of a few choices holds none."""
    for model in models_about_people():
        for field in model._meta.concrete_fields:
            if isinstance(field, TEXT) and not field.choices:
                yield f"{model.__name__}.{field.name}"
