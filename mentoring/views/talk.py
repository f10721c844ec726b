"""What has been written in a pairing, as one of the two reads it: a page at a time."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import Member
from mentoring.forms.message import MessageForm
from mentoring.models import Message
from mentoring.views.seen import Seen


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
        if self.before.isdecimal():
            messages = messages.filter(pk__lt=int(self.before[:18]))
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
    def earlier(self) -> int | None:
        """The key before which there is more, if there is."""
        has_more = len(self._newest) > self._size
        return self.rows[0].message.pk if has_more else None

    @property
    def can_write(self) -> bool:
        return (
            self.seen.pairing.can_be_written_in_by(self.seen.viewer) and self.seen.other.is_active
        )

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
            unseen = Message.objects.filter(pk__in=new).unseen_by(self.seen.viewer)
            unseen.update(seen_at=timezone.now())
