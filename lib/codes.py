"""Codes under which a paper of ours is known: short, and read aloud or typed without doubt.

Twelve signs of 32 are 60 bits, so nobody guesses one. The signs are those of Crockford's
base 32: an I or L that somebody reads is a 1, an O is a 0, and a U does not occur.
"""

import re
import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 12, 4
READ_AS = str.maketrans("ILO", "110")
BETWEEN_SIGNS = re.compile(r"[\s\W_]+")


def new_code() -> str:
    """A code that nobody can foresee."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def in_groups(code: str) -> str:
    """As it is shown: 7KQ4-0M2X-9DRT."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """The code that was meant, however it was spaced and written."""
    return BETWEEN_SIGNS.sub("", typed.upper()).translate(READ_AS)
