"""What people type, made clean and safe to keep: one rule each, used by every field."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

MOST_MARKS_IN_A_ROW = 3
JOINERS = {"\u200c", "\u200d"}
BLANKS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
REFUSED_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}
SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
APOSTROPHES = "'’‘‛ʼʻʽʾʿ`′"
# Letters that stay whole when accents are taken off, as people write them without.
PLAIN_LETTERS = {
    "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t",
    "ŋ": "n", "ı": "i", "ə": "e", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
}  # fmt: skip
WRITTEN_OUT = str.maketrans({**dict.fromkeys([*APOSTROPHES, *JOINERS], ""), **PLAIN_LETTERS})
# An acute accent on its own comes apart to this; people type it for an apostrophe.
LONE_ACUTE = " \u0301"
SIGN_BEYOND_ASCII = re.compile(r"[^\w\x00-\x7f]")
NO_LETTERS = re.compile(r"[\W_]+")


def normalise_email(address: str) -> str:
    """The one spelling under which an address is stored and looked up.

    Two spellings that fold to the same text are one account (bar I17). Mail always
    goes to the spelling returned here, never to the one that was typed, so that a
    look-alike cannot receive another person's code.
    """
    folded = compatible(compatible(address).casefold())
    while folded != address:
        address, folded = folded, compatible(folded.casefold())
    # Casefold turns Cherokee to capitals; databases compare in small letters.
    return folded.lower()


def compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def normalise_line(text: str) -> str:
    """One line of text in composed form, each run of spaces made one.

    Line breaks and tabs are left in place, for `validate_line` to refuse.
    """
    return SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def normalise_number(text: str) -> str:
    """A membership number as it is compared: capitals, without any spaces."""
    while (shaped := "".join(compatible(text).upper().split())) != text:
        text = shaped
    return shaped


def validate_line(text: str) -> None:
    """Refuse what a line may not hold: control, invisible and direction-changing
    characters (joiners are letters' helpers in several scripts and stay), and towers
    of accents.
    """
    if any(is_unseen(character) for character in text):
        raise ValidationError(_("Use letters, numbers and signs that can be seen."), "unseen")
    if tallest_tower(text) > MOST_MARKS_IN_A_ROW:
        raise ValidationError(_("Use at most three accents on one letter."), "marks")


def validate_name(text: str) -> None:
    """A line, of any script, with at least one letter or number in it."""
    validate_line(text)
    if not any(unicodedata.category(character)[0] in "LN" for character in text):
        raise ValidationError(_("A name needs at least one letter."), "letterless")


validate_number = RegexValidator(
    r"\A[A-Z0-9]{3,20}\Z", _("Use 3 to 20 letters and numbers, without other signs."), "number"
)


def is_unseen(character: str) -> bool:
    if character in JOINERS:
        return False
    return character in BLANKS or unicodedata.category(character) in REFUSED_CATEGORIES


def tallest_tower(text: str) -> int:
    """The longest run of marks that take no room of their own (Mn and Me)."""
    tallest = height = 0
    for character in text:
        height = height + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        tallest = max(tallest, height)
    return tallest


def folded(text: str) -> str:
    """The text as it is filed and looked for: "zoe obrien" for "Zoë O'Brien"; any script.

    Accents and other marks are off, as are apostrophes and capitals; what is no letter or
    digit is one space. Folding again changes nothing. It is for comparing, never for
    showing: scripts that write vowels as marks lose them.
    """
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = apart.replace(LONE_ACUTE, "'").translate(WRITTEN_OUT)
    words = NO_LETTERS.sub(" ", SIGN_BEYOND_ASCII.sub(mark_or_gap, plain))
    return unicodedata.normalize("NFC", words.strip())


def mark_or_gap(sign: re.Match[str]) -> str:
    """Marks belong to the letter before them; every other sign parts words."""
    return "" if unicodedata.category(sign[0]).startswith("M") else " "


def initials(name: str) -> str:
    """Up to two letters that stand for a name: "OB" for Orla O'Brien, "中" for 中村.

    The first letters of the first and the last word that have one.
    """
    firsts = [first for word in name.split() if (first := first_letter(word))]
    return "".join(firsts[:1] + firsts[1:][-1:])


def first_letter(word: str) -> str:
    letters = (c.upper() for c in word if unicodedata.category(c)[0] in "LN")
    return next(letters, "")[:1]
