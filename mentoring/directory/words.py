"""What is typed into the search box, as words to look for. Plain text, whatever it holds.

The databases fold the case of what they compare: PostgreSQL of every letter, SQLite of
A to Z alone, so a word with other letters is looked for in its usual spellings. Accents
are not folded yet ("zoe" does not find Zoë): that takes an index of words.
"""

import unicodedata

LONGEST = 100
AROUND = '"“”«»,;'
APOSTROPHES = "'’ʼ‘"


def plain(text: str) -> str:
    """One clean line of at most LONGEST characters: what the search box shows again."""
    seen = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return " ".join(unicodedata.normalize("NFC", seen[:LONGEST]).split())


def words_in(text: str) -> list[str]:
    """The words to look for, each once. Quotation marks and commas around a word are left out."""
    bare = (word.strip(AROUND) or word for word in plain(text).split())
    return list(dict.fromkeys(bare))


def spellings(word: str) -> list[str]:
    """The word with each kind of apostrophe and, beyond A to Z, in small and large letters."""
    found = {word} | {_with_apostrophes(word, mark) for mark in "'’"}
    if not word.isascii():
        found |= {f(each) for each in found for f in (str.lower, str.upper, str.capitalize)}
    return sorted(found)


def _with_apostrophes(word: str, mark: str) -> str:
    return "".join(mark if c in APOSTROPHES else c for c in word)
