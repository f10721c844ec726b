"""What is measured: works, and in each work its cases. Later work adds its own here."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from accounts.models import Member
from bench.visitor import Visitor
from mentoring.models import MentorProfile, Pairing
from registration.models import Enrolment, Region, Sector

Call = Callable[[], tuple[int, bytes]]
TEXTS = {
    "who_i_am": "I run a branch library in a market town.",
    "why_you": "You work at the counter, and I have not stood there for many years.",
    "hope_for": "To see my service as a colleague at the front sees it.",
    "how_meet": "By video, every six weeks or so.",
}
MOST_CALLS = 60
CHECKED = re.compile(r'name="checked"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Case:
    """One thing measured; `calls` gives a call for each round, the same or the next of its kind."""

    name: str
    calls: Callable[[int], Call]
    expects: int = 200


def directory(application: WSGIHandler) -> Iterator[Case]:
    """Finding a mentor, and reading about one."""
    visitor = Visitor(application, mentee(0))
    sectors = "&".join(f"sector={slug}" for slug in _slugs(Sector, 2))
    regions = "&".join(f"region={slug}" for slug in _slugs(Region, 2))
    pages = {
        "no text": "",
        "broad word": "?q=community",
        "middling word": "?q=prison",
        "narrow word": "?q=palaeography",
        "four choices": f"?{sectors}&{regions}",
        "page 5": "?page=5",
    }
    for name, query in pages.items():
        yield Case(name, _always(visitor, reverse("mentoring:directory") + query))
    yield Case("mentor page", _always(visitor, _page_of(MentorProfile.objects.first())))


def pairing(application: WSGIHandler) -> Iterator[Case]:
    """From the proposal to the start, one new pair of people each round."""
    profiles = list(MentorProfile.objects.order_by("pk").select_related("member")[:MOST_CALLS])

    def propose(number: int) -> Call:
        member, profile = mentee(number), profiles[number]
        enrolment = Enrolment.objects.get(member=member)
        fields = {**TEXTS, "enrolment": str(enrolment.pk), "line_management": "no"}
        visitor = Visitor(application, member)
        path = reverse("mentoring:proposal_new", args=[profile.pk])
        return lambda: visitor.post(path, **fields)

    yield Case("propose", propose, expects=302)
    for side in ("mentor", "mentee"):
        yield Case(f"{side} accepts", _accepts(application, side), expects=302)
    first = Pairing.objects.order_by("pk").first()
    visitor = Visitor(application, first.mentee)
    yield Case("pairing page", _always(visitor, first.get_absolute_url()))
    yield Case("my mentoring", _always(visitor, reverse("mentoring:overview")))


def office(application: WSGIHandler) -> Iterator[Case]:
    """A training day's roll of 500, recorded in one act; each round on another date."""
    visitor = Visitor(application, Member.objects.get(email="administrator@example.org"))
    members = Member.objects.filter(mentor_profile__isnull=False).order_by("pk")[:500]
    roll = "\n".join(member.email for member in members)

    path = reverse("staff:training_record")

    def record(number: int) -> Call:
        facts = {"completed_on": f"2024-{1 + number // 28:02}-{1 + number % 28:02}"}
        fields = {"people": roll, "kind": "refresher", "mode": "online", **facts}
        _, page = visitor.post(path, **fields)
        seen = CHECKED.search(page.decode())
        checked = seen.group(1) if seen else ""
        return lambda: visitor.post(path, **fields, checked=checked, record="")

    yield Case("record 500 completions", record, expects=302)


WORKS = {"directory": directory, "pairing": pairing, "office": office}


def floor(application: WSGIHandler) -> list[Case]:
    """A bare page, and a signed-in page with one query, of the same server."""
    return [
        Case("bare page", _always(Visitor(application), "/bench/bare/")),
        Case("one-query page", _always(Visitor(application, mentee(0)), "/bench/one-query/")),
    ]


def mentee(number: int) -> Member:
    """One of the made-up mentees."""
    return Member.objects.get(email=f"mentee-{number}@example.org")


def _accepts(application: WSGIHandler, side: str) -> Callable[[int], Call]:
    def accept(number: int) -> Call:
        waiting = Pairing.objects.order_by("pk")[number]
        visitor = Visitor(application, getattr(waiting, side))
        path = reverse("mentoring:pairing_accept", args=[waiting.pk])
        return lambda: visitor.post(path, line_management="no")

    return accept


def _always(visitor: Visitor, path: str) -> Callable[[int], Call]:
    return lambda _number: lambda: visitor.get(path)


def _page_of(profile: MentorProfile | None) -> str:
    return reverse("mentoring:mentor_detail", args=[profile.pk if profile else 0])


def _slugs(vocabulary: type[Region] | type[Sector], most: int) -> list[str]:
    return list(vocabulary.objects.current().values_list("slug", flat=True)[:most])
