"""The one index of this process: put right before each answer, made anew each day.

A page asks `current()`, which reads the news since the last page and applies them. Ask
outside a transaction: what is not committed is not for others to see. Threads take
turns only to look; a forked process begins with what its parent had.
"""

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connections
from django.utils import timezone
from pyroaring import BitMap

from lib.replica import read_aside
from mentoring.directory.sets import news, snapshot
from mentoring.directory.sets.index import Index
from mentoring.directory.sets.news import News
from mentoring.directory.sets.settling import NEWS_ARE_KEPT, settle
from mentoring.directory.text.voices import Voices
from mentoring.models import MentorProfile

# So few are read and counted in the time of a page. Of more, sets and words are kept.
FEW = 500
# After so many changes at once it is quicker to begin anew than to look at each.
MANY = 2_000
# An index may serve for so long without being made anew; its news must still be there.
LONGEST = NEWS_ARE_KEPT - timedelta(days=2)


@dataclass
class _Held:
    """What this process has. `turn` is held while it is looked at and replaced."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    index: Index | None = None
    news: News = field(default_factory=News)
    is_renewing: bool = False


_held = _Held()


@read_aside
def current() -> Index:
    """The index as of now, on the scheme's own day."""
    with _held.turn:
        _held.index, _held.news = _as_of(today())
        return _held.index


def answer_days(keys: Iterable[int]) -> dict[int, list[int]]:
    """Within how many days each of some mentors usually answers; none when too little is known."""
    return current().values_of(BitMap(keys), "answers")


def today() -> date:
    """The day where the scheme is, wherever the member is who looks."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def forget() -> None:
    """Begin anew at the next page."""
    _held.index, _held.news = None, News()


def _as_of(day: date) -> tuple[Index, News]:
    index = _held.index
    if index is None or not index.day <= day <= index.day + LONGEST:
        return _begun(day)
    latest = news.since(_held.news)
    if latest.is_about_everything or len(latest.profiles) > MANY:
        return _begun(day)
    if index.day < day:
        if len(index.having("listed")) <= FEW:
            return _begun(day)
        _renew(day)
    return _put_right(index, latest), latest


def _begun(day: date) -> tuple[Index, News]:
    """From the rows themselves; of many, from what is kept for the day and the news since."""
    everybody = list(MentorProfile.objects.values_list("pk", flat=True)[: FEW + 1])
    if len(everybody) > FEW:
        return _kept(day) or _kept_anew(day)
    latest = news.from_now_on()
    return Index.build(day, Voices().put_right(everybody)), latest


def _kept_anew(day: date) -> tuple[Index, News]:
    """Kept anew, and put right for what came meanwhile, however much that is.

    After something that changes everything, the next page begins once more.
    """
    begun = news.from_now_on()
    index = settle(day).index
    latest = news.since(begun)
    return (index, begun) if latest.is_about_everything else (_put_right(index, latest), latest)


def _kept(day: date) -> tuple[Index, News] | None:
    """What is kept for the day, put right; nothing when too much has changed since."""
    kept = snapshot.load(day)
    if kept is None:
        return None
    index, horizon = kept
    latest = news.since(News(horizon))
    if latest.is_about_everything or len(latest.profiles) > MANY:
        return None
    return _put_right(index, latest), latest


def _put_right(index: Index, latest: News) -> Index:
    if latest.is_about_words:
        index = index.with_words()
    return index.put_right(latest.profiles)


def _renew(day: date) -> None:
    """Make the index of a new day in a thread; yesterday's, put right, serves meanwhile.

    Nobody is shown who may not be: the passing of a day brings people back, and takes
    nobody away.
    """
    if not _held.is_renewing:
        _held.is_renewing = True
        threading.Thread(target=_renewed, args=[day], name="directory", daemon=True).start()


@read_aside
def _renewed(day: date) -> None:
    try:
        index, latest = _begun(day)
        with _held.turn:
            _held.index, _held.news = index, latest
    finally:
        _held.is_renewing = False
        connections.close_all()


def _after_fork() -> None:
    """The parent's lock may have been held, and its thread is not here."""
    _held.turn, _held.is_renewing = threading.Lock(), False


os.register_at_fork(after_in_child=_after_fork)
