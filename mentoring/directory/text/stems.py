"""What the forms of a word have in common, in British and in other English."""

import re
import threading
from functools import lru_cache

import snowballstemmer


class _English(threading.local):
    """snowballstemmer keeps the word that it works at, so each thread has one of its own."""

    def __init__(self) -> None:
        self.stemmer = snowballstemmer.stemmer("english")


_english = _English()
# Where spellings part, the one that a stem is made from.
SPELLED_TWICE = tuple(
    (re.compile(pattern), spelled)
    for pattern, spelled in (
        (r"(?<=\w{3})iz(e|ed|es|er|ers|ing|ation|ations|ational)$", r"is\1"),
        (r"alyz(e|ed|es|er|ers|ing)$", r"alys\1"),
        (r"(?<=\w{3})our(s|ed|ing|al|able|ite|ites|hood|hoods)?$", r"or\1"),
        (r"(?<=\w{2}[bt])re(s?)$", r"er\1"),
        (r"(?<=\w{3})ogu(?=(e|es|ed|ing|er|ers)$)", "og"),
        (r"gramme(s?)$", r"gram\1"),
        (r"^(lic|def|off|pret)ens(e|es|ed|ing)$", r"\1enc\2"),
        (r"^inquir", "enquir"),
        (r"^practis", "practic"),
        (r"^(?=\w{8})(\w*)ae", r"\1e"),
    )
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What "library" and "libraries", "digitise" and "digitization" have in common.

    Of languages other than English, mostly the word itself.
    """
    for pattern, spelled in SPELLED_TWICE:
        word = pattern.sub(spelled, word)
    found: str = _english.stemmer.stemWord(word)
    return found
