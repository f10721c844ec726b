"""Looking back after the end: what each of the two writes for themselves, and the thanks."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.constraints import in_order, one_of
from lib.refusals import NotAllowed
from mentoring.models.block import Block
from mentoring.models.pairing_races import in_turn
from mentoring.states import Side
from mentoring.tasks import announce

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing

LONGEST_REFLECTION = 4000
LONGEST_THANKS = 1000


def require_over(pairing: "Pairing", by: Member) -> None:
    """Whether `by` can look back on it now; raises `NotAllowed` with what is true."""
    if not pairing.can_be_looked_back_on_by(by):
        raise NotAllowed(_("You can look back once the pairing is complete or has ended."))


def can_be_sent(pairing: "Pairing", by: Member) -> bool:
    """Whether the other is there to read what `by` sends, and neither has blocked the other."""
    other = pairing.other(by)
    return other.is_active and not Block.objects.between(by, other).exists()


def require_reader(pairing: "Pairing", by: Member) -> None:
    """Raises `NotAllowed` if nothing can be sent, in the same words whatever the reason is."""
    if not can_be_sent(pairing, by):
        raise NotAllowed(_("Nothing can be sent here now. What you wrote stays your own."))


class ReflectionManager(models.Manager["Reflection"]):
    @in_turn
    def write(
        self, pairing: "Pairing", texts: dict[str, str], *, by: Member, now: datetime | None = None
    ) -> tuple["Reflection", bool]:
        """Keep what one side writes for itself. False when it says so already.

        Writes:
            The reflection of this side, `reflection.written`. The other learns nothing.

        Raises:
            NotAllowed: not over yet, somebody else's, or shared already.
        """
        pairing.hold()
        now = now or timezone.now()
        require_over(pairing, by)
        mine = {"pairing": pairing, "side": pairing.side_of(by)}
        reflection = self.filter(**mine).first() or Reflection(**mine)
        if reflection.texts == texts:
            return reflection, False
        if reflection.is_shared:
            raise NotAllowed(_("You have shared this, so it stays as it is."))
        vars(reflection).update(texts, written_at=now)
        reflection.save()
        Event.objects.record("reflection.written", by=by, on=reflection, at=now)
        return reflection, True


class Reflection(models.Model):
    """What one side takes from a pairing. The other reads it if it was shared, and nobody else.

    Emptied it says nothing, and stays as an empty row.
    """

    pairing = models.ForeignKey(
        "mentoring.Pairing", on_delete=models.PROTECT, related_name="reflections"
    )
    side = models.CharField(max_length=6, choices=Side)
    went_well = models.TextField(_("What went well?"), max_length=LONGEST_REFLECTION, blank=True)
    learned = models.TextField(
        _("What did I learn, or take with me?"), max_length=LONGEST_REFLECTION, blank=True
    )
    differently = models.TextField(
        _("What would I do differently?"), max_length=LONGEST_REFLECTION, blank=True
    )
    written_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)

    objects = ReflectionManager()

    TEXTS = ("went_well", "learned", "differently")

    class Meta:
        constraints = [
            one_of("reflection_is_of_one_of_the_two", "side", Side.values),
            models.UniqueConstraint(
                fields=["pairing", "side"], name="one_reflection_per_pairing_and_side"
            ),
            in_order("reflection_is_shared_after_it_is_written", "written_at", "shared_at"),
            models.CheckConstraint(
                name="reflection_that_is_shared_says_something",
                condition=Q(shared_at__isnull=True) | ~Q(went_well="", learned="", differently=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.side}"

    @property
    def author(self) -> Member:
        member: Member = getattr(self.pairing, self.side)
        return member

    @property
    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.TEXTS}

    @property
    def answers(self) -> list[dict[str, str]]:
        """Each prompt that was answered, and the answer."""
        prompts = {name: str(self._meta.get_field(name).verbose_name) for name in self.TEXTS}  # type: ignore[union-attr]
        return [{"question": prompts[n], "text": text} for n, text in self.texts.items() if text]

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None

    @in_turn
    def share(self, by: Member, now: datetime | None = None) -> bool:
        """Its author lets the other read it, for good. False when it is shared already.

        Raises:
            NotAllowed: somebody else's, empty, or the other is not there to read it.
        """
        self.pairing.hold()
        self.refresh_from_db(fields=[*self.TEXTS, "written_at", "shared_at"])
        if self.author != by:
            raise NotAllowed(_("Only its author can share it."))
        if self.is_shared:
            return False
        require_reader(self.pairing, by)
        if not any(self.texts.values()):
            raise NotAllowed(_("Write something before you share it."))
        self.shared_at = now or timezone.now()
        self.save(update_fields=["shared_at"])
        announce(Event.objects.record("reflection.shared", by=by, on=self, at=self.shared_at))
        return True


class ThanksManager(models.Manager["Thanks"]):
    @in_turn
    def send(
        self, pairing: "Pairing", text: str, *, by: Member, now: datetime | None = None
    ) -> bool:
        """A few words to the other, once. False when the same was sent before.

        Raises:
            NotAllowed: not over yet, somebody else's, other words were sent, or the other
                is not there to read them.
        """
        pairing.hold()
        now = now or timezone.now()
        require_over(pairing, by)
        if sent := self.filter(pairing=pairing, side=pairing.side_of(by)).first():
            if sent.text != text:
                raise NotAllowed(_("You have sent your thanks. They can be sent once."))
            return False
        require_reader(pairing, by)
        thanks = self.create(pairing=pairing, side=pairing.side_of(by), text=text, sent_at=now)
        announce(Event.objects.record("thanks.sent", by=by, on=thanks, at=now))
        return True


class Thanks(models.Model):
    """What one side says to the other at the end."""

    pairing = models.ForeignKey(
        "mentoring.Pairing", on_delete=models.PROTECT, related_name="thanks"
    )
    side = models.CharField(max_length=6, choices=Side)
    text = models.TextField(max_length=LONGEST_THANKS)
    sent_at = models.DateTimeField()

    objects = ThanksManager()

    class Meta:
        constraints = [
            one_of("thanks_are_of_one_of_the_two", "side", Side.values),
            models.CheckConstraint(name="thanks_say_something", condition=~Q(text="")),
            models.UniqueConstraint(
                fields=["pairing", "side"], name="one_thanks_per_pairing_and_side"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.side}"

    @property
    def author(self) -> Member:
        member: Member = getattr(self.pairing, self.side)
        return member
