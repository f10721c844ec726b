"""Who fits a search: the total, every facet's counts and one page, in one statement."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from mentoring.directory.prepared import fetch
from mentoring.directory.search import Search
from mentoring.directory.seeker import Seeker
from mentoring.directory.statement import PAGE, TOTAL, WITHOUT, Statement
from mentoring.directory.vocabulary import Vocabulary


@dataclass
class Found:
    """Keys of one page in order; counts by group and term, and without each chosen group."""

    search: Search
    total: int = 0
    pks: list[int] = field(default_factory=list)
    counts: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    without: dict[str, int] = field(default_factory=dict)


def find(search: Search, seeker: Seeker, vocabulary: Vocabulary) -> Found:
    """Ask the database once; once more when the page asked for lies behind the last."""
    size = settings.MENTORING["DIRECTORY_PAGE_SIZE"]
    found = _asked(search, seeker, vocabulary)
    if found.total and not found.pks:
        last = -(-found.total // size)
        found = _asked(search.on_page(last), seeker, vocabulary)
    return found


def _asked(search: Search, seeker: Seeker, vocabulary: Vocabulary) -> Found:
    rows = fetch(*Statement(search, seeker, vocabulary).sql())
    return _read(Found(search), rows, vocabulary)


def _read(found: Found, rows: Iterable[tuple[Any, ...]], vocabulary: Vocabulary) -> Found:
    page = []
    for kind, key, number in rows:
        if kind == TOTAL:
            found.total = number
        elif kind == PAGE:
            page.append((number, key))
        elif kind.startswith(WITHOUT):
            found.without[kind.removeprefix(WITHOUT)] = number
        else:
            found.counts[kind][vocabulary.latest(kind, key).pk] += number
    found.pks = [key for _turn, key in sorted(page)]
    return found
