"""The mentor's desk: all mentees on one page, and a year in figures for the mentor's own use."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.models import Member
from accounts.requests import MemberRequest
from lib.papers import paper, paper_answer
from lib.sheets import sheet_answer
from mentoring.models import Meeting, MentorProfile, Pairing
from mentoring.views.meeting_seen import MeetingSeen
from mentoring.views.seen import Seen
from mentoring.years import MentorYear, years_of

MOST_PAST = 8
FAR = datetime.max.replace(tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True)
class DeskRow:
    """One mentee on the desk: whose turn it is, and what comes next."""

    seen: Seen
    next_meeting: MeetingSeen | None

    @property
    def is_my_turn(self) -> bool:
        """A yes, a message or an agreement waits for the mentor."""
        seen = self.seen
        return bool(seen.waits_for_viewer or seen.unseen or seen.has_suggestion)

    @cached_property
    def due_at(self) -> datetime | None:
        """When silence answers in the mentor's place, if it does."""
        seen = self.seen
        if not seen.waits_for_viewer or seen.pairing.is_talking:
            return None
        return seen.completes_on if seen.pairing.is_completing else seen.closes_on

    @property
    def left(self) -> str:
        """How long is left for the mentor's answer, in whole days."""
        if self.due_at is None:
            return ""
        days = max((self.due_at - timezone.now()).days, 0)
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}


def rows_of(mentor: Member, now: datetime) -> list[DeskRow]:
    """Everybody between whom and the mentor something is open; what is due soonest first."""
    mine = Pairing.objects.filter(mentor=mentor).open().with_people()
    pairings = list(
        mine.with_unseen(mentor).with_suggested(mentor).order_by("awaiting_since", "pk")
    )
    coming = Meeting.objects.planned(now).filter(pairing__in=pairings).select_related("way")
    first: dict[int, Meeting] = {}
    for meeting in coming:
        first.setdefault(meeting.pairing_id, meeting)
    rows = []
    for pairing in pairings:
        seen, meeting = Seen(pairing, mentor), first.get(pairing.pk)
        rows.append(DeskRow(seen, MeetingSeen(meeting, seen) if meeting else None))
    return sorted(rows, key=lambda row: row.due_at or FAR)


def past_of(mentor: Member) -> list[Seen]:
    """The pairings of the mentor that are over, the newest first, and not all of them."""
    over = Pairing.objects.filter(mentor=mentor, activated_at__isnull=False).closed()
    newest = over.with_people().order_by("-closed_at", "-pk")[:MOST_PAST]
    return [Seen(pairing, mentor) for pairing in newest]


@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """Whose turn it is, mentee by mentee; places; and what is over, in short."""
    mentor, now = request.user, timezone.now()
    rows = rows_of(mentor, now)
    started = [row for row in rows if row.seen.pairing.is_active]
    context: dict[str, Any] = {
        "turn": [row for row in rows if row.is_my_turn],
        "going": [row for row in started if not row.is_my_turn],
        "waiting": [row for row in rows if not (row.is_my_turn or row in started)],
        "mentees": len(started),
        "past": past_of(mentor),
        "profile": MentorProfile.objects.with_places().filter(member=mentor).first(),
        "year": timezone.localdate(now, timezone.get_default_timezone()).year,
    }
    return render(request, "mentoring/desk.html", context)


def year_of(request: MemberRequest, year: int) -> MentorYear:
    """The mentor's year; there is none before their first start, or after today."""
    if year not in years_of(request.user):
        raise Http404
    return MentorYear(request.user, year)


def wants_names(request: MemberRequest) -> bool:
    return request.GET.get("names") == "1"


@require_safe
def mentor_year(request: MemberRequest, year: int) -> HttpResponse:
    """A year of one's own mentoring, with the mentees by name."""
    shown = year_of(request, year)
    others = [each for each in years_of(request.user) if each != year]
    return render(request, "mentoring/mentor_year.html", {"year": shown, "others": others})


@require_safe
def mentor_year_pdf(request: MemberRequest, year: int) -> HttpResponse:
    """The year as a PDF; without names unless they are asked for."""
    facts = year_of(request, year).facts(wants_names(request))
    return paper_answer(paper("mentor_year", facts), f"mentoring-{year}")


@require_safe
def mentor_year_csv(request: MemberRequest, year: int) -> HttpResponse:
    """The year as a table; without names unless they are asked for."""
    head, rows = year_of(request, year).table(wants_names(request))
    return sheet_answer(head, rows, f"mentoring-{year}")
