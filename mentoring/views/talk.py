"""What has been written in a pairing, as one of the two reads it: a page at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, Value
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import escape, urlize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import Member
from lib.keys import is_key
from lib.stencil import joined, once, stencil
from lib.templatetags.look import avatar_colour
from mentoring.forms.message import MessageForm
from mentoring.models import Message
from mentoring.views.seen import Seen

PARTS = ("anchor", "colour", "initials", "who", "at", "when", "marks", "text")

# In most messages nothing can be an address, and nobody need look through their words.
LIKE_AN_ADDRESS = re.compile(r"\w[.:@]\S")


def linked(text: str) -> SafeString:
    """Plain text with its addresses as links, and everything else as it is."""
    if LIKE_AN_ADDRESS.search(text):
        return SafeString(urlize(text, nofollow=True, autoescape=True))
    return escape(text)


@dataclass(frozen=True)
class Said:
    """One message, and what it is to the reader."""

    message: Message
    author: Member
    is_own: bool
    is_new: bool
    can_edit: bool


@dataclass
class Talk:
    """The newest messages of a pairing, or the newest before one of them; oldest first.

    `before` is the key of a message, as it stands in an address.
    """

    seen: Seen
    before: str = ""

    @cached_property
    def _newest(self) -> list[Message]:
        """One more than a page, so that it is known whether there are earlier ones."""
        messages = Message.objects.filter(pairing=self.seen.pairing).order_by("-pk")
        if is_key(self.before):
            messages = messages.filter(pk__lt=self.before)
        return list(messages[: self._size + 1])

    @property
    def _size(self) -> int:
        size: int = settings.MENTORING["MESSAGES_PAGE_SIZE"]
        return size

    @cached_property
    def rows(self) -> list[Said]:
        return [self._said(message) for message in reversed(self._newest[: self._size])]

    def _said(self, message: Message) -> Said:
        # The pairing is at hand: a question to a message asks for no other.
        message.pairing = self.seen.pairing
        is_own = message.side == self.seen.side
        return Said(
            message,
            self.seen.viewer if is_own else self.seen.other,
            is_own,
            is_new=not is_own and message.seen_at is None,
            can_edit=message.can_be_edited_by(self.seen.viewer),
        )

    @property
    def drawn(self) -> SafeString:
        """The messages as they stand on the page."""
        draw = stencil("mentoring/talk/said.html", *PARTS)
        return joined(draw(*self._parts(said)) for said in self.rows)

    def _parts(self, said: Said) -> Iterator[str]:
        message, author = said.message, said.author
        sent_at = timezone.localtime(message.sent_at)
        when = date_format(sent_at, "j M Y, H:i")
        yield f"message-{message.pk}"
        yield avatar_colour(author.pk)
        yield author.initials
        yield _("You") if said.is_own else author.short_name
        yield sent_at.isoformat(timespec="seconds")
        yield when
        yield joined(self._marks(said, when))
        yield linked(message.text)

    def _marks(self, said: Said, when: str) -> Iterator[SafeString]:
        """What there is to know or to do beside it."""
        if said.message.edited_at:
            yield once("mentoring/talk/changed.html")
        if said.is_new:
            yield once("mentoring/talk/new.html")
        if said.can_edit:
            href = reverse("mentoring:message_edit", args=[said.message.pk])
            yield stencil("mentoring/talk/edit.html", "href")(href)
        if not said.is_own:
            href = reverse("mentoring:message_report", args=[said.message.pk])
            yield stencil("mentoring/talk/report.html", "href", "when")(href, when)

    @property
    def earlier(self) -> int | None:
        """The key before which there is more, if there is."""
        has_more = len(self._newest) > self._size
        return self.rows[0].message.pk if has_more else None

    @property
    def can_write(self) -> bool:
        return self.seen.pairing.can_be_written_in_by(self.seen.viewer)

    @property
    def draft(self) -> str:
        """What the reader has written and not sent."""
        pairing: Any = self.seen.pairing
        text: str = pairing.draft
        return text

    @cached_property
    def form(self) -> MessageForm:
        """To write in; it begins with the draft."""
        return MessageForm(initial={"text": self.draft})

    def read(self) -> None:
        """What is new on this page has been seen now. The page still shows it as new."""
        new = [said.message.pk for said in self.rows if said.is_new]
        if new:
            unseen = Message.objects.unseen_by(self.seen.viewer).filter(pk__in=new)
            unseen.update(seen_at=Greatest(Value(timezone.now(), DateTimeField()), "sent_at"))
