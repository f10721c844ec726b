"""A member who wants nothing more to do with another. The other is never told."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models.pairing_races import in_turn
from mentoring.models.profile import MentorProfile
from mentoring.querysets import BlockQuerySet
from mentoring.querysets.by_name import named
from registration.models import Enrolment

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing


class BlockManager(models.Manager.from_queryset(BlockQuerySet)):  # type: ignore[misc]
    @in_turn
    def make(self, whom: Member, *, by: Member, now: datetime | None = None) -> bool:
        """`by` blocks `whom`. False when that has been done already.

        Writes:
            The block, `block.made`; everything open between the two is closed by the verb
            that `by` has for it, so that the other hears what any ending tells, and no more.

        Raises:
            NotAllowed: oneself.
        """
        if by.pk == whom.pk:
            raise NotAllowed(_("This is you. You can block other people."))
        hold_what_is_between(by, whom)
        now = now or timezone.now()
        block, is_new = self.get_or_create(blocker=by, blocked=whom, defaults={"blocked_at": now})
        if not is_new:
            return False
        Event.objects.record("block.made", by=by, on=block, at=now)
        for pairing in named("Pairing").open().between(by, whom).order_by("pk"):
            leave(pairing, by, now)
        return True


def hold_what_is_between(one: Member, other: Member) -> None:
    """Hold both people's enrolments, then their profiles: the order of locks of every verb.

    Whoever proposes, accepts or closes waits for one of these, and so finds the block when
    it comes to look; and whatever they did before it is seen here.
    """
    both = [one.pk, other.pk]
    list(Enrolment.objects.select_for_update(no_key=True).filter(member__in=both).order_by("pk"))
    profiles = MentorProfile.objects.select_for_update(no_key=True, of=("self",))
    list(profiles.filter(member__in=both).order_by("pk"))


def leave(pairing: "Pairing", by: Member, now: datetime) -> None:
    """Close what is open, by the way out that this side has."""
    ways = (
        (pairing.can_be_ended_by, pairing.end),
        (pairing.can_be_withdrawn_by, pairing.withdraw),
        (pairing.can_be_declined_by, pairing.decline),
    )
    next(verb for is_open, verb in ways if is_open(by))(by, now)


class Block(models.Model):
    """`blocker` wants nothing more to do with `blocked`.

    Whichever of the two looks, they do not find each other, see each other's profile,
    propose or write. Nobody but the blocker sees the block, and the office does not.
    """

    blocker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocks"
    )
    blocked = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    blocked_at = models.DateTimeField()

    objects = BlockManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["blocker", "blocked"], name="one_block_per_blocker_and_blocked"
            ),
            models.CheckConstraint(name="block_not_of_oneself", condition=~Q(blocker=F("blocked"))),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} – {self.blocked_id}"

    @transaction.atomic
    def lift(self) -> bool:
        """The blocker takes it back. What was closed stays closed. False when lifted already."""
        if not list(Block.objects.select_for_update().filter(pk=self.pk)):
            return False
        Event.objects.record("block.lifted", by=self.blocker, on=self)
        self.delete()
        return True
