"""The words of letters and of the help, by the sentence, as somebody may put them otherwise.

A sentence is known by the words that come with Alongside, in English. It may hold places such
as {days}, and nothing else that means anything: no tag, no markup, no link.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.base import Node
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lib.kept import Kept

KEY = "words"  # where a letter finds them among its facts
PLACE = re.compile(r"\{([a-z_]+)\}")
GETTEXT_PLACE = re.compile(r"%\((\w+)\)s")
LINK = re.compile(r"://|\bwww\.|@", re.IGNORECASE)
LONGEST_SENTENCE = 600
# The chapters of the help page, in their order there: their names among the texts, and where
# they stand.
CHAPTERS = {
    f"help-{chapter}": f"pages/help/{chapter}.html"
    for chapter in ("choosing", "level", "asking", "safe", "mentors", "office")
}
help_words = Kept()  # by chapter and language
# Letters about an account itself: codes, passwords, addresses; its second steps; the membership
# system. Each is named after the folder that it lies in. Their words are kept, since whoever
# signs in waits for them; a letter that is another one under a second name has that one's words.
ACCOUNT = ("account-", "mfa-", "socialaccount-")
SAME = {"account-email_confirmation_signup": "account-email_confirmation"}
account_words = Kept()  # by letter and language
MESSAGE = {"txt": "message.txt", "html": "message.html"}
SIGNATURE = "why"  # the block that says why one gets the letter, and how to stop it


@dataclass(frozen=True)
class Sentence:
    """One sentence as it comes: its words, and the places in them."""

    said: str  # as gettext knows it

    @property
    def text(self) -> str:
        return shown(self.said)

    @property
    def places(self) -> list[str]:
        return PLACE.findall(self.text)

    @property
    def is_plain(self) -> bool:
        """Whether it can be put otherwise: not one with a link or a strong word in it."""
        return "<" not in self.said

    def in_this_language(self) -> str:
        """As the catalogue of the language has it."""
        return shown(gettext(self.said))

    def why_not(self, words: str) -> str | Promise:
        """Why these words cannot stand in its place, or nothing."""
        names = set(PLACE.findall(words)) - set(self.places)
        if names or set("{}") & set(PLACE.sub("", words)):
            return _(
                "In curly brackets stands only what the letter fills in. Use those named above."
            )
        if LINK.search(words):
            return _("Leave addresses and links out.")
        return _("Write at most 600 characters.") if len(words) > LONGEST_SENTENCE else ""


def shown(said: str) -> str:
    """The words of gettext with their places in curly brackets."""
    return GETTEXT_PLACE.sub(r"{\1}", said).replace("%%", "%")


def filled(words: str, values: Mapping[str, str], *, as_html: bool) -> str:
    """The words with their values. In HTML they are escaped; the values are escaped already."""
    words = escape(words) if as_html else words
    full = PLACE.sub(lambda place: str(values.get(place[1], place[0])), words)
    return SafeString(full)


@cache
def letters() -> tuple[str, ...]:
    """The name of every letter."""
    folder = Path(settings.TEMPLATES[0]["DIRS"][0]) / "emails"
    names = (path.name.removesuffix(".subject.txt") for path in folder.glob("*.subject.txt"))
    return tuple(sorted(names))


@cache
def account_letters() -> tuple[str, ...]:
    """The name of every letter about an account."""
    folder = Path(settings.TEMPLATES[0]["DIRS"][0])
    prefixes = (
        path.relative_to(folder).as_posix().removesuffix("_subject.txt")
        for kind in ACCOUNT
        for path in folder.glob(f"{account_prefix(kind)}*_subject.txt")
    )
    return tuple(sorted({account_letter(prefix) for prefix in prefixes}))


def account_letter(template_prefix: str) -> str:
    """The name of the letter that has these templates."""
    name = template_prefix.replace("/email/", "-")
    return SAME.get(name, name)


def account_prefix(letter: str) -> str:
    """Where the templates of a letter about an account are, and how their names begin."""
    return letter.replace("-", "/email/", 1)


def texts() -> tuple[str, ...]:
    """The name of every text that can be put otherwise."""
    return (*letters(), *account_letters(), *CHAPTERS)


def sentences_of(text: str, *ends: str) -> list[Sentence]:
    """Every plain sentence of a text once, in its order. Of a letter the subject comes first.

    Not the signature of letters.
    """
    found: dict[str, Sentence] = {}
    for name in _templates_of(text, ends or ("subject.txt", "txt")):
        template: Any = get_template(name)
        for node in _nodes(template.template.nodelist):
            for sentence in getattr(node, "sentences", ()):
                found.setdefault(sentence.text, sentence)
    return [sentence for sentence in found.values() if sentence.is_plain]


def _templates_of(text: str, ends: tuple[str, ...]) -> list[str]:
    if text in CHAPTERS:
        return [CHAPTERS[text]]
    if text.startswith(ACCOUNT):
        return [f"{account_prefix(text)}_{MESSAGE.get(end, end)}" for end in ends]
    return [f"emails/{text}.{end}" for end in ends]


def _nodes(nodes: Any) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, ExtendsNode):
            blocks = (block for name, block in node.blocks.items() if name != SIGNATURE)
            yield from _nodes(blocks)
        else:
            yield from node.get_nodes_by_type(Node)
