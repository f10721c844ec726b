"""Once a day, or after a migration: words and sets are kept as they stand, and old news go."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from django.utils import timezone

from mentoring.directory.sets import news, snapshot
from mentoring.directory.sets.dimensions import digest
from mentoring.directory.sets.index import Index
from mentoring.directory.sets.news import News
from mentoring.directory.text import spelling, store
from mentoring.directory.text.sayings import Saying, texts_of
from mentoring.directory.text.voices import Voices
from mentoring.models import DirectoryChange, DirectorySnapshot, MentorProfile

NEWS_ARE_KEPT = timedelta(days=7)
BATCH = 1_000


def settle(day: date) -> int:
    """Bring what the database keeps for the directory up to date, for the day given.

    Safe at any time and twice at once: every step may be done again, and a reader looks
    at the news after the horizon in any case.

    Returns:
        How many profiles had other words than were kept.
    """
    horizon = news.from_now_on().horizon
    known: set[str] = set()
    rewritten = sum(_rewritten(keys, known) for keys in _batches(_to_look_at()))
    snapshot.save(Index.build(day, Voices()), horizon)
    DirectoryChange.objects.filter(at__lt=timezone.now() - NEWS_ARE_KEPT).delete()
    return rewritten


def _to_look_at() -> Iterator[int]:
    """Whose words may be other than kept: those in the news, or everybody's."""
    kept = DirectorySnapshot.objects.filter(questions=digest()).first()
    latest = news.since(News(kept.horizon)) if kept else None
    if latest is None or latest.is_about_everything:
        return MentorProfile.objects.order_by("pk").values_list("pk", flat=True).iterator()
    return iter(sorted(latest.profiles))


def _rewritten(keys: list[int], known: set[str]) -> int:
    texts, kept = texts_of(keys), store.digests(keys)
    store.forget(key for key in keys if key not in texts)
    changed = {key: each for key, each in texts.items() if kept.get(key) != each.digest}
    said = {key: Saying.of(each) for key, each in changed.items()}
    store.write((key, changed[key].digest, saying) for key, saying in said.items())
    spelling.keep((word for saying in said.values() for word in saying.words), known)
    return len(changed)


def _batches(keys: Iterator[int]) -> Iterator[list[int]]:
    while batch := list(islice(keys, BATCH)):
        yield batch
