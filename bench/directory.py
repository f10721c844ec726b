"""Finding a mentor, and reading about one: every kind of search, beside its raw SQL."""

from collections.abc import Callable, Iterator
from itertools import product

from django.core.handlers.wsgi import WSGIHandler
from django.http import QueryDict
from django.urls import reverse

from accounts.models import Member
from bench.visitor import Visitor
from bench.works import Call, Case, always, mentee
from mentoring.directory.cards import KEY, _listed
from mentoring.directory.found import Found
from mentoring.directory.prepared import rows_among
from mentoring.directory.search import NAME, Search
from mentoring.directory.seeker import Seeker
from mentoring.directory.sets.current import current
from mentoring.models import MentorProfile
from registration.models import Region, Sector

TEXTS = {
    "no text": "",
    "broad word": "q=community",
    "middling word": "q=prison",
    "narrow word": "q=palaeography",
}
PART = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TRIGGER": "find", "HTTP_HX_TARGET": "results"}
MISSPELT = "q=comunity"
DEEPEST = 20_000  # mentors before the deep page; half of those there are when they are fewer


def cases(application: WSGIHandler) -> Iterator[Case]:
    """Without a sort named, no text is the order of suggestions, and text that of the match."""
    member = mentee(0)
    visitor, url = Visitor(application, member), reverse("mentoring:directory")

    def page(query: str, **headers: str) -> Callable[[int], Call]:
        return always(visitor, f"{url}?{query}", **headers)

    yield Case("raw SQL of twenty rows", _raw(member))
    for (text, words), (chosen, choices) in product(TEXTS.items(), _choices().items()):
        yield Case(f"{text}{chosen}", page("&".join(filter(None, [words, choices]))))
    yield Case("part for htmx", page(_choices()[", one choice"], **PART))
    yield Case("deep page", page(f"after={_far_on(member, '')}"))
    yield Case("by name", page(f"sort={NAME}"))
    yield Case("deep page by name", page(f"sort={NAME}&after={_far_on(member, NAME)}"))
    yield Case("misspelt word", page(MISSPELT))
    yield Case("broad word, first time", _first_time(page(TEXTS["broad word"])))
    yield Case("mentor page", always(visitor, _page_of(MentorProfile.objects.first())))


def _choices() -> dict[str, str]:
    sectors, regions = (
        [f"{name}={slug}" for slug in _slugs(terms)]
        for name, terms in (("sector", Sector), ("region", Region))
    )
    return {"": "", ", one choice": sectors[0], ", four choices": "&".join([*sectors, *regions])}


def _slugs(terms: type[Region] | type[Sector]) -> list[str]:
    return list(terms.objects.current().values_list("slug", flat=True)[:2])


def found(member: Member, query: str) -> Found:
    """What the member finds, by the directory's own means."""
    index = current()
    return Found(Search.read(QueryDict(query), index.vocabulary), Seeker.of(member), index)


def _raw(member: Member) -> Callable[[int], Call]:
    """The statement that reads the mentors of the first page, and nothing else."""
    keys = found(member, "").page.keys

    def ask() -> tuple[int, bytes]:
        rows_among(_listed, KEY, keys)
        return 200, b""

    return lambda _number: ask


def _far_on(member: Member, sort: str) -> str:
    """The place of a mentor far from the first."""
    there = found(member, f"sort={sort}")
    before = there.order.after("", min(DEEPEST, there.total // 2))
    return before[-1][0] if before else ""


def _first_time(page: Callable[[int], Call]) -> Callable[[int], Call]:
    """Nothing is remembered of who says which word."""

    def call(number: int) -> Call:
        memory = current().voices.memory
        memory._words.clear()
        memory._rows.clear()
        return page(number)

    return call


def _page_of(profile: MentorProfile | None) -> str:
    return reverse("mentoring:mentor_detail", args=[profile.pk if profile else 0])
