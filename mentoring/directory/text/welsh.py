"""Welsh words change their first letter: who writes "yn Gymraeg" is found by "Cymraeg".

English has words that look like such changes ("train", "drain"), so that these forms are
looked for among mentors who work in Welsh alone.
"""

from functools import lru_cache

SHORTEST = 4
# What a first letter becomes: softened, nasal, aspirate. "Ch", "ll" and their like are letters.
CHANGES = {
    "ll": ("l",),
    "rh": ("r",),
    "c": ("g", "ngh", "ch"),
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "g": ("", "ng"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "m": ("f",),
}
LETTERS_OF_TWO = ("ch", "dd", "ff", "ng", "ll", "ph", "rh", "th")


@lru_cache(maxsize=10_000)
def other_forms(word: str) -> tuple[str, ...]:
    """The other forms in which a folded word may stand, if it is a Welsh one; without itself."""
    if len(word) < SHORTEST:
        return ()
    forms = {form for root in (word, *_roots(word)) for form in (root, *_changed(root))}
    return tuple(sorted(form for form in forms - {word} if len(form) >= SHORTEST - 1))


def _changed(root: str) -> list[str]:
    """The root with its first letter changed in each way that it can be."""
    first = _first_letter(root)
    return [change + root[len(first) :] for change in CHANGES.get(first, ())]


def _roots(word: str) -> list[str]:
    """The words that may have been changed into this one."""
    return [
        letter + word[len(change) :]
        for letter, changes in CHANGES.items()
        for change in changes
        if change and _first_letters(word) == change
    ]


def _first_letter(word: str) -> str:
    return word[:2] if word[:2] in LETTERS_OF_TWO else word[:1]


def _first_letters(word: str) -> str:
    """The first letter, or the three and two signs that only a change brings about."""
    return next((each for each in ("ngh", "mh", "nh") if word.startswith(each)), "") or (
        _first_letter(word)
    )
