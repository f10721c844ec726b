"""What somebody may have meant by a word that no mentor says.

Each word that mentors say is kept under keys that a slip of the fingers leaves alone: the
word without one of its letters, and its consonants. A misspelt word has some of the same
keys; of the words that share one, the nearest is what was meant.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from mentoring.models import DirectoryWord

SHORTEST, LONGEST = 4, 30
MOST_SUGGESTED = 5
VOWELS = frozenset("aeiouwy")  # as in Welsh; a slip in one of them is heard the least
SOUNDS = str.maketrans("cqz", "kks")  # signs that sound alike, and are taken for each other
BATCH = 2_000


def has_a_spelling(word: str) -> bool:
    """Whether a folded word is one that one can misspell: letters, and neither few nor many."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def keys_of(word: str) -> set[str]:
    """The keys under which a word is kept and looked for."""
    bare = _bare(word)
    return {word, *_less_a_letter(word), f"~{bare}", *(f"~{each}" for each in _less_a_letter(bare))}


def _bare(word: str) -> str:
    """The sounds of the first letter and of the consonants after it, each once in a row."""
    sounds = word.replace("ph", "f").translate(SOUNDS)
    rest = "".join(letter for letter in sounds[1:] if letter not in VOWELS)
    return "".join(letter for letter, _same in groupby(sounds[:1] + rest))


def _less_a_letter(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def nearest(word: str, lately: Iterable[str]) -> list[str]:
    """The words that may be meant, the nearest first.

    Args:
        lately: words that are said and not kept yet.
    """
    if not has_a_spelling(word):
        return []
    keys = keys_of(word)
    kept = DirectoryWord.objects.filter(key__in=keys).values_list("word", flat=True).distinct()
    said = (each for each in lately if has_a_spelling(each) and not keys.isdisjoint(keys_of(each)))
    ranked = sorted((distance(word, each), each) for each in {*kept, *said} - {word})
    return [each for far, each in ranked if far <= _farthest(word)][:MOST_SUGGESTED]


def _farthest(word: str) -> int:
    """How many slips are likely in a word: one in a short one, three in a long one."""
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3


def distance(one: str, other: str) -> int:
    """How many letters were left out, added, mistaken or swapped with their neighbour."""
    rows = [list(range(len(other) + 1))]
    for place, letter in enumerate(one, start=1):
        last, row = rows[-1], [place]
        for at, theirs in enumerate(other, start=1):
            row.append(min(last[at] + 1, row[-1] + 1, last[at - 1] + (letter != theirs)))
            if place > 1 < at and (letter, one[place - 2]) == (other[at - 2], theirs):
                row[at] = min(row[at], rows[-2][at - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


def keep(words: Iterable[str], known: set[str]) -> None:
    """Keep the words that are not kept yet. `known` grows by them, for the next call."""
    new = sorted({word for word in words if has_a_spelling(word)} - known)
    known.update(new)
    for start in range(0, len(new), BATCH):
        some = new[start : start + BATCH]
        kept = DirectoryWord.objects.filter(word__in=some).values_list("word", flat=True)
        rows = (
            DirectoryWord(key=key, word=word)
            for word in set(some).difference(kept)
            for key in keys_of(word)
        )
        DirectoryWord.objects.bulk_create(rows, ignore_conflicts=True)
