"""Once a day, or after a migration: words and sets are kept as they stand, and old news go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from lib.replica import HOME, reading
from mentoring.directory.sets import news, snapshot
from mentoring.directory.sets.dimensions import digest
from mentoring.directory.sets.index import Index
from mentoring.directory.sets.news import News
from mentoring.directory.text import spelling, store
from mentoring.directory.text.sayings import Saying, texts_of
from mentoring.directory.text.voices import Voices
from mentoring.models import DirectoryChange, DirectorySnapshot, MentorProfile

NEWS_ARE_KEPT = timedelta(days=7)
BATCH = 250  # on SQLite everybody who writes waits for one


@dataclass(frozen=True)
class Settled:
    """The sets that are kept now, and how many profiles had other words than were kept."""

    index: Index
    rewritten: int


@reading(HOME)
def settle(day: date) -> Settled:
    """Bring what the database keeps for the directory up to date, for the day given.

    Safe at any time and twice at once. Words are kept in turns, a batch each, from texts that
    are read in the turn: so nobody writes older ones over newer, or of somebody who was erased
    meanwhile, and the second finds most as it should be. Sets that are saved last may be the
    older ones; a reader looks at the news after their horizon in any case.
    """
    horizon = news.from_now_on().horizon
    rewritten = sum(map(_rewritten, _to_look_at()))
    index = Index.build(day, Voices())
    snapshot.save(index, horizon)
    DirectoryChange.objects.filter(at__lt=timezone.now() - NEWS_ARE_KEPT).delete()
    return Settled(index, rewritten)


def _to_look_at() -> Iterator[list[int]]:
    """Whose words may be other than kept, a batch at a time: those in the news, or everybody."""
    kept = DirectorySnapshot.objects.filter(questions=digest()).first()
    latest = news.since(News(kept.horizon)) if kept else None
    if latest is None or latest.is_about_everything:
        with transaction.atomic():
            store.take_turn()
            store.forget_who_is_gone()
        return _everybody()
    return _batches(iter(sorted(latest.profiles)))


def _everybody() -> Iterator[list[int]]:
    """Asked batch by batch: a list left open while one writes keeps SQLite's log growing."""
    keys = [0]
    profiles = MentorProfile.objects.order_by("pk").values_list("pk", flat=True)
    while keys := list(profiles.filter(pk__gt=keys[-1])[:BATCH]):
        yield keys


@transaction.atomic
def _rewritten(keys: list[int]) -> int:
    store.take_turn()
    texts, kept = texts_of(keys), store.digests(keys)
    store.forget(key for key in keys if key not in texts)
    changed = {key: each for key, each in texts.items() if kept.get(key) != each.digest}
    said = {key: Saying.of(each) for key, each in changed.items()}
    store.write((key, changed[key].digest, saying) for key, saying in said.items())
    spelling.keep(frozenset().union(*(saying.words for saying in said.values())))
    return len(changed)


def _batches(keys: Iterator[int]) -> Iterator[list[int]]:
    while batch := list(islice(keys, BATCH)):
        yield batch
