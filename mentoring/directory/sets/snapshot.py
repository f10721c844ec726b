"""The sets as rows, so that a process that starts need not count a million mentors first."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from pyroaring import BitMap

from mentoring.directory.sets import news
from mentoring.directory.sets.dimensions import asked_on, digest
from mentoring.directory.sets.index import Index
from mentoring.directory.text.voices import Voices
from mentoring.directory.vocabulary import Vocabulary
from mentoring.models import DirectorySet, DirectorySnapshot

THE_ONE = 1


def load(day: date) -> tuple[Index, int] | None:
    """The sets kept for this day, and the horizon from which the news are to be read.

    Nothing when there are none, or when they answer other questions than are asked now.

    The horizon is read first: with sets that are newer than it, some news are applied
    twice, which changes nothing.
    """
    kept = DirectorySnapshot.objects.filter(day=day, questions=digest()).first()
    if kept is None or kept.horizon > news.from_now_on().horizon:
        return None
    sets: dict[str, dict[int, BitMap]] = {name: {} for name in asked_on(day)}
    for row in DirectorySet.objects.all():
        sets[row.dimension][row.value] = BitMap.deserialize(bytes(row.keys))
    return Index(kept.day, sets, Vocabulary.read(), Voices()), kept.horizon


@transaction.atomic
def save(index: Index, horizon: int) -> None:
    """Keep the sets in place of those kept before."""
    kept = {
        "day": index.day,
        "horizon": horizon,
        "questions": digest(),
        "made_at": timezone.now(),
    }
    DirectorySnapshot.objects.update_or_create(pk=THE_ONE, defaults=kept)
    DirectorySet.objects.all().delete()
    DirectorySet.objects.bulk_create(
        DirectorySet(dimension=name, value=value, keys=keys.serialize())
        for name, sets in index.sets.items()
        for value, keys in sets.items()
    )
