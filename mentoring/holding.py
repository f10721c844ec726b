"""What is held, and how it is kept from an erasure: moved behind those who handle concerns."""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Member
from lib.text import normalise_line
from mentoring.models import Hold, TrainingCompletion


def keep_what_is_held(member: Member) -> None:
    """Write down what an erasure is about to take of what is held, in its transaction.

    Whoever erases has locked the member's row, so that nobody holds something of theirs meanwhile.
    """
    for hold in Hold.objects.touching(member).select_related("concern"):
        with translation.override(settings.LANGUAGE_CODE):
            lines = [*filter(None, [hold.kept]), *what_goes(hold, member)]
        Hold.objects.filter(pk=hold.pk).update(kept="\n".join(lines))


def what_goes(hold: Hold, member: Member) -> Iterator[str]:
    """Who somebody is, and what the office noted of their training; a line each."""
    who = ", ".join(filter(None, [member.name, member.email, member.membership_number]))
    if hold.concern is None:
        yield _("Whose training: %(who)s") % {"who": who}
        for completion in TrainingCompletion.objects.filter(member=member).order_by("pk"):
            yield from noted_of(completion)
        return
    if hold.concern.reporter_id == member.pk:
        yield _("Reported by: %(who)s") % {"who": who}
    if hold.concern.about_id == member.pk:
        yield _("About: %(who)s") % {"who": who}


def noted_of(completion: TrainingCompletion) -> Iterator[str]:
    """A completion, and the words that go with its member."""
    yield str(completion)
    for words in (completion.note, completion.withdrawal_reason):
        if words:
            yield f"— {normalise_line(words)}"


def is_held(row: str) -> Exists:
    """Whether the concern, or the member, to whose key `row` leads is held."""
    return Exists(Hold.objects.standing().filter(**{row: OuterRef("pk")}))


def today_of(now: datetime) -> date:
    return timezone.localdate(now, timezone.get_default_timezone())


def over(now: datetime) -> QuerySet[Hold]:
    """Holds whose day is past."""
    return Hold.objects.over(today_of(now))


def lift(hold: Hold, now: datetime) -> bool:
    """The clock lifts it; what waited for it is done by the next run."""
    lifted: bool = hold.lift(None, today_of(now))
    return lifted


def ending(now: datetime) -> QuerySet[Hold]:
    """Holds that end soon."""
    return Hold.objects.ending(today_of(now))


def tell(hold: Hold, now: datetime) -> bool:
    told: bool = hold.tell_of_the_end(today_of(now))
    return told
