"""A mentor's year: whom they mentored, how often they met, and the training they did."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Member
from mentoring.models import Meeting, Pairing, TrainingCompletion
from mentoring.models.record_facts import day
from mentoring.papers import Row, length_of, meetings_of, on_day
from mentoring.states import STARTED, Status


def first_moment(year: int) -> datetime:
    """When a year begins, in the scheme's own time zone."""
    return datetime(year, 1, 1, tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True)
class Mentored:
    """One pairing in a year, and what the two met for in it."""

    pairing: Pairing
    meetings: int
    minutes: int

    @property
    def name(self) -> str:
        return self.pairing.mentee.name

    @property
    def route(self) -> str:
        return self.pairing.enrolment.route.name

    @property
    def started(self) -> str:
        return on_day(day(self.pairing.activated_at))

    @property
    def closed(self) -> str:
        return on_day(day(self.pairing.closed_at)) or _("goes on")

    @property
    def met(self) -> str:
        """How often and how long, short enough for a cell."""
        return f"{self.meetings} ({length_of(self.minutes)})" if self.meetings else "0"


class MentorYear:
    """What is on record of one year of one mentor. Reads the database three times."""

    def __init__(self, mentor: Member, year: int, now: datetime | None = None) -> None:
        self.mentor, self.year, self.now = mentor, year, now or timezone.now()
        self.starts, self.ends = first_moment(year), first_moment(year + 1)

    @cached_property
    def met(self) -> dict[int, Mapping[str, int]]:
        """Number and minutes of the meetings held in the year, by pairing."""
        held = Meeting.objects.held(self.now).filter(
            pairing__mentor=self.mentor,
            pairing__status__in=STARTED,
            starts_at__gte=self.starts,
            starts_at__lt=self.ends,
        )
        counted = held.order_by().values("pairing").annotate(n=Count("pk"), total=Sum("minutes"))
        return {row["pairing"]: row for row in counted}

    @cached_property
    def mentored(self) -> list[Mentored]:
        """Every pairing that was active on a day of the year, or had a meeting in it."""
        open_then = Q(closed_at__isnull=True) | Q(closed_at__gte=self.starts)
        that_year = Q(activated_at__lt=self.ends) & open_then
        mine = Pairing.objects.filter(mentor=self.mentor, status__in=STARTED)
        found = mine.filter(that_year | Q(pk__in=self.met)).select_related(
            "mentee", "enrolment__route"
        )
        none = {"n": 0, "total": 0}
        return [
            Mentored(pairing, met["n"], met["total"])
            for pairing in found.order_by("activated_at", "pk")
            for met in [self.met.get(pairing.pk, none)]
        ]

    @cached_property
    def trainings(self) -> list[TrainingCompletion]:
        """The training completed in the year, as far as its record stands."""
        mine = self.mentor.training_completions.standing()
        return list(mine.filter(completed_on__year=self.year).order_by("completed_on", "pk"))

    # In figures ------------------------------------------------------------

    def was(self, moment: str, status: str = "") -> int:
        """How many pairings had this moment in the year."""
        within = [
            one
            for one in self.mentored
            for at in [getattr(one.pairing, moment)]
            if at and self.starts <= at < self.ends and status in ("", one.pairing.status)
        ]
        return len(within)

    @property
    def routes(self) -> str:
        """How many for each route, in the order of the first."""
        counted = Counter(one.route for one in self.mentored)
        return ", ".join(f"{route} ({n})" for route, n in counted.items())

    @property
    def figures(self) -> list[Row]:
        minutes = sum(one.minutes for one in self.mentored)
        people = {one.pairing.mentee_id for one in self.mentored}
        rows = [
            (_("Mentees"), str(len(people))),
            (_("Routes"), self.routes),
            (_("Pairings started"), str(self.was("activated_at"))),
            (_("Pairings completed"), str(self.was("closed_at", Status.COMPLETED))),
            (_("Pairings ended"), str(self.was("closed_at", Status.ENDED))),
            (_("Meetings"), meetings_of(sum(one.meetings for one in self.mentored), minutes)),
        ]
        return [row for row in rows if row[1]]

    @property
    def training_rows(self) -> list[Row]:
        return [
            (
                on_day(one.completed_on),
                ", ".join(filter(None, [one.get_kind_display(), one.provider])),
            )
            for one in self.trainings
        ]

    # On paper --------------------------------------------------------------

    @property
    def title(self) -> str:
        return _("Mentoring in %(year)d") % {"year": self.year}

    @property
    def lead(self) -> str:
        today = timezone.localdate(self.now, timezone.get_default_timezone())
        if self.year < today.year:
            return _("%(name)s as a mentor, over the whole year.") % {"name": self.mentor.name}
        facts = {"name": self.mentor.name, "day": on_day(today)}
        return _("%(name)s as a mentor, up to %(day)s.") % facts

    @property
    def notes(self) -> list[str]:
        return [
            _(
                "Counted from what is on record in Alongside: pairings that were active in the "
                "year, meetings that were held, and training recorded by the office. CILIP’s "
                "current rules say what counts as professional development."
            )
        ]

    def called(self, number: int, one: Mentored, names: bool) -> str:
        """A mentee by name, or by a number that means nothing."""
        return one.name if names else _("Mentee %(number)d") % {"number": number}

    def facts(self, names: bool) -> Mapping[str, Any]:
        """For templates/papers/mentor_year.typ."""
        return {
            "title": self.title,
            "lead": self.lead,
            "foot": f"{self.title}, {self.mentor.name}",
            "groups": [
                {"heading": _("In figures"), "rows": self.figures},
                *(
                    [{"heading": _("Training"), "rows": self.training_rows}]
                    if self.trainings
                    else []
                ),
            ],
            "table_heading": _("Pairings"),
            "head": self.head,
            "rows": [
                [self.called(n, one, names), one.route, one.started, one.closed, one.met]
                for n, one in enumerate(self.mentored, start=1)
            ],
            "notes": self.notes,
        }

    @property
    def head(self) -> list[str]:
        return [_("Mentee"), _("Route"), _("Started"), _("Closed"), _("Meetings")]

    def table(self, names: bool) -> tuple[list[str], list[list[str | int]]]:
        """For a spreadsheet: a row for each pairing and each training."""
        head = [_("What"), _("Who"), _("Route"), _("From"), _("To"), _("Meetings"), _("Minutes")]
        rows: list[list[str | int]] = [
            [
                _("Mentoring"),
                self.called(n, one, names),
                one.route,
                iso(one.pairing.activated_at),
                iso(one.pairing.closed_at),
                one.meetings,
                one.minutes,
            ]
            for n, one in enumerate(self.mentored, start=1)
        ]
        rows += [
            [one.get_kind_display(), one.provider, "", str(one.completed_on), "", "", ""]
            for one in self.trainings
        ]
        return head, rows


def iso(at: datetime | None) -> str:
    return str(day(at) or "")


def years_of(mentor: Member, now: datetime | None = None) -> list[int]:
    """The years from the mentor's first start to this one, the newest first."""
    this_year = timezone.localdate(now, timezone.get_default_timezone()).year
    mine = Pairing.objects.filter(mentor=mentor, status__in=STARTED)
    first = mine.order_by("activated_at").values_list("activated_at", flat=True).first()
    began = day(first)
    return list(range(this_year, (began.year if began else this_year) - 1, -1))
