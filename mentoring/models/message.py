"""What the two of a pairing write to each other. Nobody else reads it, staff included."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.constraints import in_order, one_of
from lib.refusals import NotAllowed
from mentoring.models.pairing_races import in_turn
from mentoring.querysets import MessageQuerySet
from mentoring.states import Side
from mentoring.tasks import announce

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing

LONGEST_MESSAGE = 4000


class MessageManager(models.Manager.from_queryset(MessageQuerySet)):  # type: ignore[misc]
    @in_turn
    def write(
        self, pairing: "Pairing", text: str, *, by: Member, now: datetime | None = None
    ) -> tuple["Message", bool]:
        """Send a message to the other. The one sent before, and False, on a second press.

        A message of the side that is waited for restarts the clock of silence.

        Writes:
            The message, `message.sent`, the notice; `awaiting_since` of a proposal;
            deletes the draft.

        Raises:
            NotAllowed: the pairing is closed, the other's account is, or the writer is
                not one of the two.
        """
        pairing.hold()
        now = pairing.moment(now)
        side = pairing.side_of(by)
        if said := self.just_said(pairing, side, text, now):
            return said, False
        require_writable(pairing, by)
        message = self.create(pairing=pairing, side=side, text=text, sent_at=now)
        MessageDraft.objects.filter(pairing=pairing, side=side).delete()
        if side == Side.MENTOR and pairing.replied_at is None:
            pairing.save(update_fields=pairing.hear_first(now))
        if side in pairing.waiting_for:
            pairing.wait_from(now)
        pairing.stir(now)
        announce(Event.objects.record("message.sent", by=by, on=message, at=now))
        return message, True


def require_writable(pairing: "Pairing", by: Member) -> None:
    """Whether `by` can write there now; raises `NotAllowed` with what stands in the way."""
    if pairing.can_be_written_in_by(by):
        return
    if pairing.is_closed:
        raise NotAllowed(_("This pairing is closed. You can still read what was written."))
    raise NotAllowed(_("The other account is closed, so nobody would read it."))


class Message(models.Model):
    """One message of one side. The author is the mentor or the mentee by what it is."""

    pairing = models.ForeignKey(
        "mentoring.Pairing", on_delete=models.PROTECT, related_name="messages"
    )
    side = models.CharField(max_length=6, choices=Side)
    text = models.TextField(max_length=LONGEST_MESSAGE)
    sent_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = MessageManager()

    class Meta:
        indexes = [
            models.Index(fields=["pairing", "id"], name="message_by_pairing"),
            models.Index(
                fields=["pairing", "side"],
                condition=Q(seen_at__isnull=True),
                name="message_unseen",
            ),
        ]
        constraints = [
            one_of("message_is_of_one_of_the_two", "side", Side.values),
            models.CheckConstraint(name="message_says_something", condition=~Q(text="")),
            in_order("message_is_edited_after_it_is_sent", "sent_at", "edited_at"),
            in_order("message_is_seen_after_it_is_sent", "sent_at", "seen_at"),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.side} {self.pk}"

    @property
    def author(self) -> Member:
        member: Member = getattr(self.pairing, self.side)
        return member

    def can_be_edited_by(self, member: Member, now: datetime | None = None) -> bool:
        """Its author, for some minutes after it was sent, while the pairing is open."""
        until = self.sent_at + timedelta(minutes=settings.MENTORING["EDIT_MINUTES"])
        writable = self.pairing.can_be_written_in_by(member)
        return writable and self.author == member and (now or timezone.now()) < until

    @in_turn
    def edit(self, text: str, by: Member, now: datetime | None = None) -> bool:
        """The author puts it in other words. False when it says so already.

        Raises:
            NotAllowed: somebody else's, too late, or the pairing is closed.
        """
        self.pairing.hold()
        self.refresh_from_db(fields=["text", "sent_at"])
        now = self.pairing.moment(now)
        if not self.can_be_edited_by(by, now):
            raise NotAllowed(_("This message can no longer be changed. Write another one."))
        if self.text == text:
            return False
        self.text, self.edited_at = text, now
        self.save(update_fields=["text", "edited_at"])
        Event.objects.record("message.edited", by=by, on=self, at=now)
        return True


class MessageDraftManager(models.Manager["MessageDraft"]):
    def keep(self, pairing: "Pairing", by: Member, text: str) -> bool:
        """Keep what one has written so far. False when there is nothing to keep."""
        mine: dict[str, Any] = {"pairing": pairing, "side": pairing.side_of(by)}
        if text:
            self.update_or_create(**mine, defaults={"text": text})
        else:
            self.filter(**mine).delete()
        return bool(text)

    def keep_first(self, pairing: "Pairing", by: Member, text: str) -> bool:
        """Keep it where nothing is kept. False when another text is, which stays as it is."""
        mine: dict[str, Any] = {"pairing": pairing, "side": pairing.side_of(by)}
        draft, _is_new = self.get_or_create(**mine, defaults={"text": text})
        return draft.text == text


class MessageDraft(models.Model):
    """What one side has written and not yet sent. The other does not see it."""

    pairing = models.ForeignKey("mentoring.Pairing", on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    text = models.TextField(max_length=LONGEST_MESSAGE)
    saved_at = models.DateTimeField(auto_now=True)

    objects = MessageDraftManager()

    class Meta:
        constraints = [
            one_of("message_draft_is_of_one_of_the_two", "side", Side.values),
            models.CheckConstraint(name="message_draft_says_something", condition=~Q(text="")),
            models.UniqueConstraint(
                fields=["pairing", "side"], name="one_message_draft_per_pairing_and_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.side}"
