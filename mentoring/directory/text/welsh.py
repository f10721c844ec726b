"""Welsh words change their first letter, and their end: who writes "yn Gymraeg" is found by
"Cymraeg", and who runs a "llyfrgell" by "llyfrgelloedd".

English has words that look like such changes ("train", "drain"), so that these forms are
looked for among mentors who work in Welsh alone. Towns that have two names are no such
matter: they are found by either, whoever writes of them.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache

SHORTEST = 4
SHORTEST_BEGINNING = 5  # forms from this length on are found with whatever ends them
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
# How words end that tell of many, and how they end that tell of one.
ENDINGS = (
    ("oedd", ""), ("feydd", "fa"), ("dai", "dy"), ("iwyr", "iwr"), ("wyr", "wr"), ("wyr", "ydd"),
    ("iaid", ""), ("iau", ""), ("ion", ""), ("au", ""),
)  # fmt: skip
AS_IN_ENGLISH = ("tion", "sion")  # half of all texts in English have such words
# Words that change within; those of the work of libraries.
MANY_OF = {
    "clwb": "clybiau", "cwrs": "cyrsiau", "gair": "geiriau", "iaith": "ieithoedd",
    "myfyriwr": "myfyrwyr", "plentyn": "plant", "athro": "athrawon",
}  # fmt: skip
ONE_OF = {many: one for one, many in MANY_OF.items()}
IN_WELSH = {
    "abergavenny": "fenni", "barry": "barri", "brecon": "aberhonddu", "caernarvon": "caernarfon",
    "cardiff": "caerdydd", "cardigan": "aberteifi", "carmarthen": "caerfyrddin",
    "conway": "conwy", "denbigh": "dinbych", "flint": "fflint", "haverfordwest": "hwlffordd",
    "holyhead": "caergybi", "monmouth": "trefynwy", "newport": "casnewydd",
    "pembroke": "penfro", "swansea": "abertawe", "wales": "cymru", "wrexham": "wrecsam",
}  # fmt: skip
TWO_NAMES = IN_WELSH | {welsh: english for english, welsh in IN_WELSH.items()}


def other_name(word: str) -> str:
    """What a town of this folded name is called in the other language of Wales, or nothing."""
    return TWO_NAMES.get(word, "")


@lru_cache(maxsize=10_000)
def other_forms(word: str) -> tuple[str, ...]:
    """The other forms in which a folded word may stand, if it is a Welsh one; without itself."""
    if len(word) < SHORTEST:
        return ()
    roots = {word, *_roots(word), *filter(None, [other_name(word)])}
    roots |= {other for root in roots for other in _in_other_numbers(root)}
    forms = {form for root in roots for form in (root, *_changed(root))}
    return tuple(sorted(form for form in forms - {word} if len(form) >= SHORTEST - 1))


def is_a_beginning(form: str) -> bool:
    """Whether words that begin with a form are meant as well."""
    return len(form) >= SHORTEST_BEGINNING


def are_in(forms: Collection[str], words: frozenset[str]) -> bool:
    """Whether some words hold one of the forms, or begin with a long one."""
    if not words.isdisjoint(forms):
        return True
    beginnings = tuple(filter(is_a_beginning, forms))
    return any(each.startswith(beginnings) for each in words)


def _in_other_numbers(word: str) -> Iterator[str]:
    """The one of which the word tells many, and the other way round where it changes within."""
    if other := MANY_OF.get(word) or ONE_OF.get(word):
        yield other
    if word.endswith(AS_IN_ENGLISH):
        return
    for many, one in ENDINGS:
        if word.endswith(many) and len(word) - len(many) >= SHORTEST:
            yield word.removesuffix(many) + one


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
