"""What the directory knows of mentors: each dimension is a question to the database.

Its rows are (value, key of a profile). All of them fill the sets when a process starts;
those of one mentor put the sets right after a change. Nothing is kept that is not asked
from the rows themselves, so nothing can be out of date for long.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zlib import crc32

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Least, RowNumber
from django.utils import timezone

from mentoring.directory.groups import COMPLETED, GROUPS, NEW, Group
from mentoring.directory.prepared import Sql, database, sql_of
from mentoring.directory.text.words import RULES
from mentoring.models import MentorProfile, Pairing
from mentoring.states import STARTED, Status

YES = 1
ANY_DAY = date(2026, 1, 1)
# "Usually answers within …": as exact as somebody who waits wants to know it.
DAYS = (1, 2, 3, 5, 7, 10)
MOST_DAYS = 14
WHOSE = "mentor__mentor_profile"


@lru_cache(maxsize=4)
def questions(day: date, using: str) -> dict[str, Sql]:
    """The SQL of every dimension as of a day, by name: made once a day and process."""
    return {name: sql_of(rows, using) for name, rows in _dimensions(day)}


def asked_on(day: date) -> dict[str, Sql]:
    return questions(day, database())


def digest() -> int:
    """Another number when other things are asked, or words are taken in another way.

    What is kept answers only what was asked of it.
    """
    return crc32(repr((RULES, asked_on(ANY_DAY))).encode())


def _dimensions(day: date) -> Iterator[tuple[str, Any]]:
    profiles = MentorProfile.objects.order_by()
    yield "listed", _yes(profiles.listed())
    yield "away", _yes(profiles.filter(away_until__gt=day))
    yield "full", _full(profiles)
    yield "capacity", profiles.filter(capacity__gt=0).values_list("capacity", "pk")
    yield "taken", _taken().values_list("n", WHOSE)
    for group in GROUPS:
        yield group.key, _terms(profiles, group)
    yield "experience", _experience(profiles)
    lately = day - timedelta(days=settings.MENTORING["CONFIRMED_LATELY_DAYS"])
    yield "confirmed", _yes(profiles.filter(availability_confirmed_on__gte=lately))
    yield "front_line", _yes(profiles.filter(works_at_front_line=True))
    yield "asked", _asked(day)
    yield "answers", _answers(day)


def beginning_of(day: date) -> datetime:
    """Midnight, where the scheme is."""
    return datetime.combine(day, time(), timezone.get_default_timezone())


def _yes(profiles: Any) -> Any:
    return profiles.values_list(Value(YES), "pk")


def _full(profiles: Any) -> Any:
    """Without a place: none offered, or each of them taken."""
    each = _taken().filter(n__gte=F("mentor__mentor_profile__capacity"))
    return _yes(profiles.filter(capacity=0)).union(each.values_list(Value(YES), WHOSE), all=True)


def _taken() -> Any:
    """How many pairings hold one of a mentor's places."""
    holding = Pairing.objects.filter(slot__isnull=False).order_by()
    return holding.values(WHOSE).annotate(n=Count("pk"))


def _terms(profiles: Any, group: Group) -> Any:
    if group.column:
        named = profiles.filter(**{f"{group.column}__isnull": False})
        return named.values_list(group.column, "pk")
    chosen = group.through._default_manager.order_by()
    return chosen.values_list(group.through_term, "mentorprofile")


def _experience(profiles: Any) -> Any:
    """New: nobody has been mentored here yet. Completed: at least one pairing has been."""
    mentored = Pairing.objects.filter(status__in=sorted(STARTED), mentor=OuterRef("member"))
    new = profiles.filter(~Exists(mentored)).values_list(Value(NEW), "pk")
    completed = Pairing.objects.filter(status=Status.COMPLETED).order_by().distinct()
    return new.union(completed.values_list(Value(COMPLETED), WHOSE), all=True)


def _asked(day: date) -> Any:
    """How many have proposed lately, told apart up to the number that counts as many."""
    since = beginning_of(day - timedelta(days=settings.MENTORING["ASKED_LATELY_DAYS"]))
    lately = Pairing.objects.filter(proposed_at__gte=since).order_by()
    whose, most = F(WHOSE), settings.MENTORING["ASKED_OFTEN"]
    counted = lately.annotate(whose=whose, number=Window(Count("pk"), partition_by=whose))
    return counted.values_list(Least("number", Value(most)), "whose").distinct()


def _answers(day: date) -> Any:
    """Within how many days a mentor usually answers: three in four of their answers.

    An answer is the mentor's own yes or no, or the silence that closed a proposal. What
    a mentee took back before says nothing of the mentor. Too few answers say nothing.
    """
    since = beginning_of(day - timedelta(days=settings.MENTORING["ANSWERS_COUNTED_DAYS"]))
    said = Q(mentor_accepted_at__isnull=False) | Q(status__in=[Status.DECLINED, Status.EXPIRED])
    whose = F(WHOSE)
    waited = Coalesce("mentor_accepted_at", "closed_at") - F("proposed_at")
    answered = Pairing.objects.filter(said, proposed_at__gte=since).order_by()
    ranked = answered.annotate(
        whose=whose,
        waited=ExpressionWrapper(waited, output_field=DurationField()),
        number=Window(Count("pk"), partition_by=whose),
        place=Window(RowNumber(), partition_by=whose, order_by="waited"),
    )
    enough = ranked.filter(number__gte=settings.MENTORING["FEWEST_ANSWERS"])
    usual = enough.filter(place=(F("number") * 3 + 3) / 4)
    steps = (When(waited__lte=timedelta(days=days), then=days) for days in DAYS)
    return usual.values_list(Case(*steps, default=MOST_DAYS), "whose")
