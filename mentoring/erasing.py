"""A member who is forgotten: what is open ends by its verbs, then the register is carried out."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import letters
from accounts.erasing import addresses_of, end_sessions, forget_in_the_log, forget_letters
from accounts.models import Erasure, Member
from accounts.models.erasure import fingerprint, require_no_role
from accounts.models.member import FORMER
from accounts.tasks import send_letter
from history.models import Event
from lib import mail
from lib.privacy import ledger
from lib.privacy.erasing import erase as carry_out
from lib.text import normalise_number
from mentoring import enrolments
from mentoring.directory.text import spelling, store
from mentoring.directory.text.sayings import Saying, texts_of
from mentoring.holding import keep_what_is_held
from mentoring.models import Import, MentoringRecord, MentorProfile, Pairing, Wording
from mentoring.models.pairing_races import in_turn
from mentoring.models.record import TELLING
from mentoring.stopping import end_or_close, hold_enrolments, stop_mentoring
from mentoring.tasks import announce
from registration.models import Enrolment

SIDES = ("mentor", "mentee")
TAKEN_BACK = ("member.erasure_withdrawn", "member.erasure_lifted")


@in_turn
def ask_to_be_erased(member: Member, now: datetime | None = None) -> bool:
    """The member asks to be forgotten, and is found in the directory no more from now on.

    Raises:
        NotAllowed: while they hold a role of the office.
    """
    if profile := MentorProfile.objects.lock(member):
        profile.leave_directory(member)
    if event := Erasure.objects.ask(member, now):
        announce(event)
    return bool(event)


@in_turn
def enter_erasure(member: Member, identity: str, by: Member, now: datetime | None = None) -> bool:
    """The office enters that a member has written that they wish to be forgotten.

    They are found in the directory no more from now on, and a letter tells them. False
    when it is asked already.

    Raises:
        NotAllowed: without the permission, or while the member holds a role of the office.
    """
    profile = MentorProfile.objects.lock(member)
    if not (event := Erasure.objects.enter(member, identity, by, now)):
        return False
    if profile:
        profile.leave_directory(member, through=by)
    announce(event)
    return True


@in_turn
def erase(erasure: Erasure, now: datetime | None = None) -> bool:
    """Carry out what a member has asked for, whole or not at all. False when not due.

    Open pairings end by their verbs, and the others are told; the rest is the register's.
    The ledger has its line before the commit: of a member who is erased there is one.
    Whether it is due is asked under a lock of the member's row too: nothing is held meanwhile.

    Raises:
        NotAllowed: when they hold a role by now.
    """
    now = now or timezone.now()
    if not Erasure.objects.due(now).filter(pk=erasure.pk).select_for_update().exists():
        return False
    member = Member.objects.get(pk=erasure.member_id)
    require_no_role(member)
    is_reached = letters.has_open_door(member)
    goodbye = Member.objects.get(pk=member.pk)
    end_everything(member, now)
    forget(member)
    Erasure.objects.filter(pk=erasure.pk).update(done_at=now)
    Event.objects.record("member.erased", by=None, on=member, at=now)
    if is_reached:
        say_goodbye(goodbye)
    ledger.write(ledger.Line(member.pk, fingerprint(member), now))
    return True


def say_goodbye(member: Member) -> None:
    """The last letter, written while the address is known and sent after the erasure."""
    words = Wording.objects.words("erasure_done", member.language)
    letter = mail.written("erasure_done", to=member, context={"words": words, "path": "/"})
    send_letter.enqueue(
        subject=str(letter.subject),
        text=str(letter.body),
        html=str(letter.alternatives[0][0]),
        to=member.email,
        message_id=mail.message_id("erasure", fingerprint(member)),
    )


def replay(line: ledger.Line) -> bool:
    """Erase again whom a copy of the database has brought back. False when nobody is.

    Nobody is written to twice, and what is open ends as it did. Who thought again after the
    line was written stays: their erasure was never committed.
    """
    with transaction.atomic():
        member = Member.objects.select_for_update().filter(pk=line.key).first()
        if member is None or fingerprint(member) != line.mark or has_stayed(member, line.at):
            return False
        done, _is_new = Erasure.objects.get_or_create(
            member=member, defaults={"asked_at": line.at, "due_at": line.at}
        )
        if done.done_at:
            return False
        for holding in member.role_holdings.all():
            holding.delete()
        member.keep_office_in_step()
        end_everything(member, timezone.now())
        forget(member)
        due = min(done.due_at, line.at)
        Erasure.objects.filter(pk=done.pk).update(due_at=due, done_at=line.at)
        Event.objects.record("member.erased", by=None, on=member)
        return True


def has_stayed(member: Member, since: datetime) -> bool:
    """Whether their wish was taken back since then, by them or by the office.

    A copy from before does not say so.
    """
    later = Event.objects.about(member).filter(at__gt=since)
    return later.filter(verb__in=TAKEN_BACK).exists()


def end_everything(member: Member, now: datetime) -> None:
    """Leave the directory, end and close every pairing, leave every route."""
    open_to_both = Pairing.objects.open()
    mine = Enrolment.objects.open().filter(member=member)
    theirs = open_to_both.filter(mentor=member) | open_to_both.filter(mentee=member)
    keys = {*mine.values_list("pk", flat=True), *theirs.values_list("enrolment_id", flat=True)}
    hold_enrolments(sorted(keys))
    stop_mentoring(member, now=now)
    for pairing in open_to_both.filter(mentee=member).order_by("pk"):
        end_or_close(pairing, member, "", now)
    for enrolment in mine.order_by("pk"):
        enrolments.close(enrolment, "leave", member)


def forget(member: Member) -> None:
    """What the register says, and what is kept where no key says whose it is.

    What is held of them goes behind those who handle concerns first.
    """
    keep_what_is_held(member)
    addresses = addresses_of(member)
    said = what_was_said(member)
    end_sessions(member)
    forget_letters(addresses)
    forget_in_the_log({member.name, *addresses})
    forget_in_imports({member.name, *addresses}, member.membership_number or "")
    carry_out(
        member,
        {
            "accounts.Member": lambda one: one.forget(fingerprint(one)),
            "mentoring.MentoringRecord": forget_in_records,
        },
    )
    forget_in_the_directory(member, said)


def what_was_said(member: Member) -> frozenset[str]:
    """The words of a mentor's profile, by which the directory finds it."""
    texts = texts_of(MentorProfile.objects.filter(member=member).values_list("pk", flat=True))
    return frozenset().union(*(Saying.of(each).words for each in texts.values()))


def forget_in_the_directory(member: Member, said: frozenset[str]) -> None:
    """Words that only they said are found by nobody any more, nor kept anew from what they were."""
    store.take_turn()
    store.forget_for_good(MentorProfile.objects.filter(member=member).values_list("pk", flat=True))
    spelling.forget(store.unsaid(said))


def forget_in_records(member: Member) -> None:
    """Each record keeps its facts and its code. Two that would say the same are numbered."""
    for side in SIDES:
        told: set[tuple[Any, ...]] = set()
        for record in MentoringRecord.objects.filter(**{f"pairing__{side}": member}).order_by("pk"):
            setattr(record, f"{side}_number", "")
            number, name = 1, str(FORMER)
            while (facts := says(record, side, name)) in told:
                number += 1
                name = f"{FORMER} ({number})"
            told.add(facts)
            setattr(record, f"{side}_name", name)
            record.save(update_fields=[f"{side}_name", f"{side}_number"])


def says(record: MentoringRecord, side: str, name: str) -> tuple[Any, ...]:
    """What a record would say with this name."""
    setattr(record, f"{side}_name", name)
    return (record.pairing_id, *(getattr(record, fact) for fact in TELLING))


def forget_in_imports(names: set[str], membership_number: str) -> None:
    """Rows of lists in which they stand are emptied, and what was found about those rows."""
    for each in Import.objects.filter(emptied_at__isnull=True).select_for_update(no_key=True):
        spelled = {name.casefold() for name in names}
        lines = {
            number for number, cells in each.rows if is_named_in(cells, spelled, membership_number)
        }
        if lines:
            each.rows = [[n, [""] * len(c) if n in lines else c] for n, c in each.rows]
            each.findings = [f for f in each.findings if f.get("row") not in lines]
            each.save(update_fields=["rows", "findings"])


def is_named_in(cells: list[str], spelled: set[str], membership_number: str) -> bool:
    """Whether one of the cells has a name or an address, or is the number."""
    said = [str(cell).casefold() for cell in cells]
    numbers = {normalise_number(str(cell)) for cell in cells} - {""}
    return membership_number in numbers or any(name in cell for cell in said for name in spelled)
