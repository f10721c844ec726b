"""The directory: it hears of everything, and what is kept for it is what the rows say."""

from mentoring.directory.sets import hearing, news, snapshot
from mentoring.directory.sets.current import today
from mentoring.directory.sets.index import Index
from mentoring.directory.sets.news import News
from mentoring.directory.text import store
from mentoring.directory.text.sayings import texts_of
from mentoring.directory.text.voices import Voices
from mentoring.invariants.register import must_hold
from mentoring.models import DirectorySnapshot, MentorProfile

BATCH = 1_000


@must_hold("+")
def the_directory_hears_of_every_change() -> int:
    """Every trigger by which the directory hears of a change is in its place."""
    return len(hearing.missing())


@must_hold("+")
def kept_sets_are_those_counted_anew() -> int:
    """The sets that are kept, put right by the news, are those that one would count anew."""
    kept = snapshot.load(today())
    if kept is None:
        return 0
    index, horizon = kept
    now = index.put_right(news.since(News(horizon)).profiles)
    anew = Index.build(index.day, Voices())
    values = {
        (name, value) for each in (now, anew) for name in each.sets for value in each.sets[name]
    }
    return sum(now.having(*value) != anew.having(*value) for value in values)


@must_hold("+")
def kept_words_are_what_mentors_say() -> int:
    """The words that are kept of a mentor are from their texts as they are, or it is news."""
    kept = DirectorySnapshot.objects.first()
    if kept is None:
        return 0
    told = news.since(News(kept.horizon)).profiles
    keys = [key for key in MentorProfile.objects.values_list("pk", flat=True) if key not in told]
    return sum(_others(keys[start : start + BATCH]) for start in range(0, len(keys), BATCH))


def _others(keys: list[int]) -> int:
    """How many of these have other texts than their words were taken from."""
    digests = store.digests(keys)
    return sum(digests.get(key) != texts.digest for key, texts in texts_of(keys).items())
