"""What somebody may have meant by a word that no mentor says.

Each word that mentors say is kept under keys that a slip of the fingers leaves alone: the
word without one of its letters, its consonants, and each end of a long one. A misspelt word
has some of the same keys; of the words that share one, the nearest is what was meant.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache, reduce
from itertools import groupby
from operator import or_

from mentoring.models import DirectoryWord

SHORTEST, LONGEST = 4, 30
LONG, END = 8, 4  # a long word has an end left that no slip has touched, though there be two
MOST_SUGGESTED = 5
VOWELS = frozenset("aeiouwy")  # as in Welsh; a slip in one of them is heard the least
# Signs that sound alike, and are taken for each other.
SOUNDS = (("ph", "f"), ("ght", "t"), ("wr", "r"), ("ck", "k"), ("ce", "se"), ("ci", "si"))
SOUND_LETTERS = str.maketrans("cqyz", "kkis")
BATCH = 2_000


def has_a_spelling(word: str) -> bool:
    """Whether a folded word is one that one can misspell: letters, and neither few nor many."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def may_be_a_slip(word: str) -> bool:
    """Whether a folded word may be one of those, with a slip in it."""
    return has_a_spelling(word) or (word.isalpha() and len(word) == SHORTEST - 1)


def keys_of(word: str) -> set[str]:
    """The keys under which a word is kept, and looked for."""
    bare = _bare(word)
    ends = _ends(word, len(word)) if len(word) >= LONG else ()
    return {
        word,
        *_less_a_letter(word),
        f"~{bare}",
        *(f"~{each}" for each in _less_a_letter(bare)),
        *ends,
    }


def _ends(word: str, length: int) -> tuple[str, str]:
    """Both ends of a word, with its length: many have one of them in common."""
    return f"{length}<{word[:END]}", f"{length}>{word[-END:]}"


def _bare(word: str) -> str:
    """The sounds of the first letter and of the consonants after it, each once in a row."""
    sounds = _sounds(word)
    rest = "".join(letter for letter in sounds[1:] if letter not in VOWELS)
    return "".join(letter for letter, _same in groupby(sounds[:1] + rest))


@lru_cache(maxsize=50_000)
def _sounds(word: str) -> str:
    """How a word is heard, roughly."""
    for signs, sound in SOUNDS:
        word = word.replace(signs, sound)
    return word.translate(SOUND_LETTERS)


def _less_a_letter(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def kept_near(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each word, those that are kept and share a key with it: one statement."""
    keys = {word: _keys_to_look_for(word) for word in words if may_be_a_slip(word)}
    if not keys:
        return {}
    rows = DirectoryWord.objects.filter(key__in=set().union(*keys.values()))
    found = list(rows.values_list("key", "word"))
    return {
        word: frozenset(kept for key, kept in found if key in own) for word, own in keys.items()
    }


def nearest(word: str, kept: Iterable[str], lately: Iterable[str]) -> list[str]:
    """The words that may be meant, the nearest first.

    Args:
        kept: those that share a key with it.
        lately: words that are said and not kept yet, whether near or not.
    """
    if not may_be_a_slip(word):
        return []
    keys, far = _keys_to_look_for(word), _farthest(word)
    late = (each for each in lately if has_a_spelling(each) and _may_be_near(word, each, far))
    alike = {each for each in kept if _may_be_near(word, each, far)}
    alike |= {each for each in late if not keys.isdisjoint(keys_of(each))}
    ranked = sorted((slips_between(word, each, far), each) for each in alike - {word})
    return [each for slips, each in ranked if slips <= far][:MOST_SUGGESTED]


def _keys_to_look_for(word: str) -> set[str]:
    """The keys of a word that was typed, and of the same with another end or length."""
    other = word.removesuffix("s") if word.endswith("s") else f"{word}s"
    far = _farthest(word) if len(word) >= LONG else -1
    lengths = range(len(word) - far, len(word) + far + 1)
    return keys_of(word) | keys_of(other) | {end for n in lengths for end in _ends(word, n)}


def _may_be_near(word: str, other: str, far: int) -> bool:
    """Whether to count the slips: each changes the length by one, and two letters, at most."""
    return abs(len(word) - len(other)) <= far + 1 and (
        _unlike(word, other) <= 2 * far or _unlike(_sounds(word), _sounds(other)) < 2 * far
    )


def _unlike(word: str, other: str) -> int:
    return (_letters(word) ^ _letters(other)).bit_count()


@lru_cache(maxsize=100_000)
def _letters(word: str) -> int:
    """The letters of a word as bits; some letters may share one."""
    return reduce(or_, (1 << ord(letter) % 61 for letter in word), 0)


def _farthest(word: str) -> int:
    """How many slips are likely in a word: one in a short one, three in a long one."""
    return 1 if len(word) < 6 else 2 if len(word) < 10 else 3


def slips_between(one: str, other: str, most: int = LONGEST) -> int:
    """How many slips make one word of the other; to write all of it as it is heard is one.

    More than `most` are not counted to the end.
    """
    heard = 1 + distance(_sounds(one), _sounds(other), most - 1)
    return min(distance(one, other, most), heard)


def distance(one: str, other: str, most: int = LONGEST) -> int:
    """How many letters were left out, added, mistaken or swapped with their neighbour.

    More than `most` are not counted to the end.
    """
    rows = [list(range(len(other) + 1))]
    for place, letter in enumerate(one, start=1):
        last, row = rows[-1], [place]
        for at, theirs in enumerate(other, start=1):
            row.append(min(last[at] + 1, row[-1] + 1, last[at - 1] + (letter != theirs)))
            if place > 1 < at and (letter, one[place - 2]) == (other[at - 2], theirs):
                row[at] = min(row[at], rows[-2][at - 2] + 1)
        if min(row) > most < min(last):
            return most + 1
        rows.append(row)
    return rows[-1][-1]


def forget(words: Iterable[str]) -> None:
    """Keep these words under no key."""
    DirectoryWord.objects.filter(word__in=list(words)).delete()


def keep(words: Iterable[str]) -> None:
    """Keep the words under their keys, and under no others."""
    new = sorted({word for word in words if has_a_spelling(word)})
    for start in range(0, len(new), BATCH):
        some = new[start : start + BATCH]
        kept = {
            (key, word): row
            for row, key, word in DirectoryWord.objects.filter(word__in=some).values_list(
                "pk", "key", "word"
            )
        }
        wanted = {(key, word) for word in some for key in keys_of(word)}
        if old := [row for pair, row in kept.items() if pair not in wanted]:
            DirectoryWord.objects.filter(pk__in=old).delete()
        DirectoryWord.objects.bulk_create(
            (DirectoryWord(key=key, word=word) for key, word in sorted(wanted.difference(kept))),
            ignore_conflicts=True,
        )
