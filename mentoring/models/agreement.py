"""What the two of a pairing have agreed, version by version. Nobody else reads it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.constraints import in_order, one_of
from lib.refusals import NotAllowed
from mentoring.models.agreement_template import standard_text_of
from mentoring.models.agreement_text import AgreementText, says_something_on_confidentiality
from mentoring.models.pairing_races import in_turn
from mentoring.querysets import AgreementQuerySet
from mentoring.states import Side
from mentoring.tasks import announce

if TYPE_CHECKING:
    from mentoring.models.pairing import Pairing


class AgreementManager(models.Manager.from_queryset(AgreementQuerySet)):  # type: ignore[misc]
    @in_turn
    def suggest(
        self,
        pairing: "Pairing",
        texts: dict[str, str],
        *,
        by: Member,
        after: int | None = None,
        now: datetime | None = None,
    ) -> tuple["Agreement", bool]:
        """One side suggests a text; it counts once the other has agreed to it.

        It takes the place of a suggestion that waits, which stays readable. The one
        made before, and False, on a second press.

        Args:
            after: the number of the newest version that the writer has seen, 0 for none.

        Raises:
            NotAllowed: the pairing or the other's account is closed, nothing is changed,
                or the other has suggested something meanwhile.
        """
        pairing.hold()
        now = pairing.moment(now)
        side = pairing.side_of(by)
        newest: Any = pairing.agreements.newest()
        if newest and newest.side == side and newest.texts == texts:
            return newest, False
        require_open(pairing, by)
        self._require_news(pairing, texts, newest, after)
        version: Agreement = self.create(
            pairing=pairing,
            number=newest.number + 1 if newest else 1,
            side=side,
            suggested_at=now,
            **texts,
        )
        if side in pairing.waiting_for:
            pairing.wait_from(now)
        announce(version.record("agreement.suggested", by, now))
        return version, True

    def _require_news(
        self, pairing: "Pairing", texts: dict[str, str], newest: Any, after: int | None
    ) -> None:
        if after is not None and after != (newest.number if newest else 0):
            raise NotAllowed(_("There is a newer suggestion. Read it before you suggest another."))
        if newest and newest.texts == texts and newest.agreed_at is None:
            raise NotAllowed(_("This is what the other has suggested. You can agree to it."))
        counts: Any = pairing.agreements.agreed().newest() or standard_text_of(pairing)
        if counts and counts.texts == texts:
            raise NotAllowed(_("Nothing is changed: this is what counts already."))


def require_open(pairing: "Pairing", by: Member) -> None:
    """Whether `by` can suggest and agree there now; raises `NotAllowed` with what is true."""
    if pairing.can_be_written_in_by(by):
        return
    if pairing.is_closed:
        raise NotAllowed(_("This pairing is closed. You can still read what was agreed."))
    raise NotAllowed(_("The other account is closed, so nobody could agree."))


class Agreement(AgreementText):
    """One version: suggested by one side, who agrees with it, and agreed to by the other or not.

    The newest that both have agreed to counts. One that was not agreed to waits while it is
    the newest, and after that is only there to be read.
    """

    pairing = models.ForeignKey(
        "mentoring.Pairing", on_delete=models.PROTECT, related_name="agreements"
    )
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=6, choices=Side)
    suggested_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects = AgreementManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "number"], name="one_agreement_per_pairing_and_number"
            ),
            models.CheckConstraint(
                name="agreement_is_numbered_from_1", condition=models.Q(number__gte=1)
            ),
            one_of("agreement_is_suggested_by_one_of_the_two", "side", Side.values),
            in_order("agreement_is_agreed_after_it_is_suggested", "suggested_at", "agreed_at"),
            says_something_on_confidentiality("agreement"),
        ]

    def __str__(self) -> str:
        return f"{self.pairing_id} {self.number}"

    def can_be_agreed_to_by(self, member: Member) -> bool:
        """The side that did not suggest it, while the pairing is open."""
        is_other = self.pairing.side_of(member) not in ("", self.side)
        return is_other and self.agreed_at is None and self.pairing.can_be_written_in_by(member)

    @in_turn
    def agree(self, by: Member, now: datetime | None = None) -> bool:
        """The other side agrees to exactly this version, and it counts. False when it has.

        Raises:
            NotAllowed: there is a newer one, it is one's own, or the pairing is closed.
        """
        self.pairing.hold()
        self.refresh_from_db(fields=["agreed_at"])
        if self.agreed_at and self.pairing.side_of(by):
            return False
        require_open(self.pairing, by)
        if self.pairing.agreements.newest() != self:
            raise NotAllowed(_("There is a newer suggestion. Read it before you agree."))
        if not self.can_be_agreed_to_by(by):
            raise NotAllowed(_("You suggested this yourself. It waits for the other to agree."))
        self.agreed_at = self.pairing.moment(now)
        self.save(update_fields=["agreed_at"])
        if self.pairing.side_of(by) in self.pairing.waiting_for:
            self.pairing.wait_from(self.agreed_at)
        announce(self.record("agreement.agreed", by, self.agreed_at))
        return True

    def record(self, verb: str, by: Member, at: datetime) -> Event:
        """History has it among the acts of the pairing, by its number; a quiet spell is over."""
        self.pairing.stir(at)
        return Event.objects.record(verb, by=by, on=self.pairing, at=at, number=self.number)
