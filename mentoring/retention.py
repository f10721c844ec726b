"""What is kept no longer than it is needed: each rule says what is due, and what is done then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Exists, F, OuterRef, ProtectedError, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Erasure, Member
from history.models import Event, Gap, Look
from lib.privacy import registered
from lib.privacy.erasing import empty
from mentoring import holding, letting_go
from mentoring.erasing import forget
from mentoring.models import Concern, KeptTexts, Pairing
from mentoring.models.kept_texts import days_before, proposals_over, to_be_told
from mentoring.models.pairing_races import in_turn
from mentoring.tasks import announce

OVER = _("Removed, as the time for which it is kept is over.")
# What two people wrote to and for each other. Records, reflections and thanks are not among it.
TEXTS = {
    f"mentoring.{name}": way
    for way, names in {
        "pk": ("Pairing",),
        "pairing": (
            *("Message", "MessageDraft", "Agreement", "Aim", "NextStep", "Meeting", "CheckIn"),
        ),
        "meeting__pairing": ("MeetingNote",),
    }.items()
    for name in names
}


@dataclass(frozen=True)
class Rule:
    """One line of the table: what it is about, which rows are due, and what is done to each."""

    what: str
    due: Callable[[datetime], QuerySet[Any]]
    act: Callable[[Any, datetime], bool]


# Accounts that were never proved ---------------------------------------------


def unproved(now: datetime) -> QuerySet[Member]:
    """Who signed up and never proved an address. Those entered from a list have no password."""
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    old = Member.objects.filter(joined_at__lte=days_before(now, "UNPROVED_DAYS"))
    never = old.filter(~Exists(proved), last_login__isnull=True, is_staff=False, is_active=True)
    return never.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by("pk")


def remove_unproved(member: Member, now: datetime) -> bool:
    """The row goes; of one whose record somebody has looked at, all but the key."""
    with transaction.atomic():
        held = unproved(now).select_for_update().filter(pk=member.pk).first()
        if held is None:
            return False
        try:
            with transaction.atomic():
                held.delete()
        except ProtectedError:
            Erasure.objects.create(member=held, asked_at=now, due_at=now, done_at=now)
            forget(held)
            Event.objects.record("member.erased", by=None, on=held, at=now)
        return True


# What two people wrote ---------------------------------------------------------


@in_turn
def tell_of_the_end(pairing: Pairing, now: datetime) -> bool:
    """Both hear that the texts will go, with the way to a copy. False when they have heard."""
    pairing.hold()
    kept, is_new = KeptTexts.objects.get_or_create(pairing=pairing, defaults={"told_at": now})
    if is_new:
        announce(Event.objects.record("keeping.announced", by=None, on=kept, at=now))
    return is_new


@in_turn
def empty_proposal(pairing: Pairing, now: datetime) -> bool:
    """The texts of a proposal that came to nothing go. False when they have gone."""
    pairing.hold()
    kept, is_new = KeptTexts.objects.get_or_create(pairing=pairing, defaults={"emptied_at": now})
    if is_new:
        remove_texts(kept, now)
    return is_new


@in_turn
def empty_pairing(kept: KeptTexts, now: datetime) -> bool:
    """The texts of a pairing that is over go. False when they have gone, or are not due."""
    kept.pairing.hold()
    if not KeptTexts.objects.due(now).filter(pk=kept.pk).exists():
        return False
    remove_texts(kept, now)
    return True


def remove_texts(kept: KeptTexts, now: datetime) -> None:
    """As if both had gone, for what the two wrote; who mentored whom and when stays."""
    KeptTexts.objects.filter(pk=kept.pk).update(emptied_at=now)
    for table in registered():
        if way := TEXTS.get(table.model):
            rows = table.of._base_manager.filter(**{way: kept.pairing_id})
            empty(table, lambda _columns, rows=rows: rows, str(OVER))  # type: ignore[misc]
    Event.objects.record("keeping.removed", by=None, on=kept, at=now)


# What was reported -------------------------------------------------------------


def closed_long_ago(now: datetime) -> QuerySet[Concern]:
    """Concerns of which nothing came for years after they were closed, and that nobody holds."""
    old = Concern.objects.filter(closed_at__lte=days_before(now, "CONCERN_KEPT_DAYS"))
    return old.exclude(outcome=str(OVER)).filter(~holding.is_held("concern")).order_by("pk")


def empty_concern(concern: Concern, now: datetime) -> bool:
    """That there was one stays, with when and by whom it was looked after; all it says goes.

    Locked before it is asked whether it is due, since somebody may be holding it just now.
    """
    with transaction.atomic():
        list(Concern.objects.select_for_update().filter(pk=concern.pk))
        if (
            not closed_long_ago(now)
            .filter(pk=concern.pk)
            .update(
                words="", attached="", email="", about=None, reporter=None, outcome=OVER, answer=""
            )
        ):
            return False
        Event.objects.record("concern.emptied", by=None, on=concern, at=now)
        return True


# Accounts that nobody uses ------------------------------------------------------


def asleep(now: datetime) -> QuerySet[Member]:
    """Who has not signed in for so long that they are told; nobody of the office, and nobody
    with something open.
    """
    first = max(settings.MENTORING["DORMANT_TOLD_DAYS"])
    since = now - timedelta(days=settings.MENTORING["DORMANT_DAYS"] - first)
    seen = Q(last_login__lte=since) | Q(last_login__isnull=True, joined_at__lte=since)
    busy = Pairing.objects.open().filter(Q(mentor=OuterRef("pk")) | Q(mentee=OuterRef("pk")))
    members = Member.objects.filter(seen, ~Exists(busy), is_staff=False, erasure__isnull=True)
    return members.order_by("pk")


def announce_erasure(member: Member, now: datetime) -> bool:
    """Tell them once: in so many days the account is erased, unless they sign in."""
    with transaction.atomic():
        held = asleep(now).select_for_update(of=("self",)).filter(pk=member.pk).first()
        if held is None:
            return False
        due = now + timedelta(days=max(settings.MENTORING["DORMANT_TOLD_DAYS"]))
        Erasure.objects.create(member=held, asked_at=now, due_at=due, warned_at=now)
        announce(Event.objects.record("member.erasure_announced", by=None, on=held, at=now))
        return True


def to_be_told_again(now: datetime) -> QuerySet[Erasure]:
    """Those who were told once, and whose day is near."""
    near = now + timedelta(days=min(settings.MENTORING["DORMANT_TOLD_DAYS"]))
    once = Erasure.objects.of_the_silent().filter(warned_at=F("asked_at"))
    return once.filter(due_at__lte=near, due_at__gt=now).order_by("pk")


def announce_again(erasure: Erasure, now: datetime) -> bool:
    """The last letter before it."""
    with transaction.atomic():
        if not to_be_told_again(now).filter(pk=erasure.pk).update(warned_at=now):
            return False
        member = erasure.member
        announce(Event.objects.record("member.erasure_announced", by=None, on=member, at=now))
        return True


def returned(now: datetime) -> QuerySet[Erasure]:
    """Those who have signed in since they were told."""
    return Erasure.objects.asked().filter(
        warned_at__isnull=False, member__last_login__gt=F("asked_at")
    )


def keep(erasure: Erasure, now: datetime) -> bool:
    """Nothing is erased."""
    kept: bool = Erasure.objects.think_again(erasure.member)
    return kept


# Who of the office looked at whose record ---------------------------------------


def old_looks(now: datetime) -> QuerySet[Look]:
    """Looks that their members could read for long enough."""
    return Look.objects.filter(at__lte=days_before(now, "LOOKS_KEPT_DAYS")).order_by("pk")


def let_look_go(look: Look, now: datetime) -> bool:
    """It goes, and leaves its hash, so that its seal still holds."""
    with transaction.atomic():
        held = old_looks(now).select_for_update().filter(pk=look.pk)
        return bool(Gap.objects.let_go(held, now))


RULES = (
    Rule("accounts whose address was never proved, deleted", unproved, remove_unproved),
    Rule("proposals that came to nothing, texts removed", proposals_over, empty_proposal),
    Rule("pairings that are over, the two told", to_be_told, tell_of_the_end),
    Rule("pairings that are over, texts removed", KeptTexts.objects.due, empty_pairing),
    Rule("concerns that were closed, emptied", closed_long_ago, empty_concern),
    Rule("members who are back, kept", returned, keep),
    Rule("members who have not signed in, told", asleep, announce_erasure),
    Rule("members who have not signed in, told again", to_be_told_again, announce_again),
    Rule("pairings over for long, the two told", letting_go.to_be_told, letting_go.tell),
    Rule("pairings over for long, counted and let go", letting_go.due, letting_go.let_go),
    Rule("holds that end soon, told", holding.ending, holding.tell),
    Rule("holds that are over, lifted", holding.over, holding.lift),
    Rule("looks at the records of members, let go", old_looks, let_look_go),
)
