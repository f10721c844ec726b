"""The numbers that the office has chosen, each with who and when.

A choice is a row of its own and is never changed: the newest of a name is what counts, and
the ones before it are its history. Without a value, the code's own number counts again.
"""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.constraints import both_or_neither
from lib.refusals import NotAllowed
from mentoring import numbers
from mentoring.models.pairing_races import in_turn
from mentoring.numbers import CHOICES, Choice


class ChosenNumberManager(models.Manager["ChosenNumber"]):
    def chosen(self) -> dict[str, Any]:
        """What counts now, by name, where it is not the code's own."""
        newest = dict(self.order_by("number").values_list("name", "value"))
        return {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in newest.items()
            if value is not None and name in CHOICES
        }

    def history_of(self, name: str) -> models.QuerySet["ChosenNumber"]:
        """Every choice of one number, the newest first."""
        return self.filter(name=name).select_related("chosen_by").order_by("-number")

    def highest(self, name: str) -> int:
        """The most that one number has ever been: what is there may be from that time."""
        values = self.filter(name=name).values_list("value", flat=True)
        own = settings.MENTORING[name]
        return max([own, *(value for value in values if value is not None)])

    @in_turn
    def choose(self, choice: Choice, value: Any, *, by: Member, after: int) -> bool:
        """The office chooses a number; None for the code's own. False when it is so already.

        Args:
            after: the number of the choice that the office had before it, or 0.

        Raises:
            NotAllowed: out of its range, at odds with another number, or somebody has
                chosen since.
        """
        last = self._last()  # before all else, so that whoever chooses meanwhile has our number
        newest = self.history_of(choice.name).first()
        if (newest.value if newest else None) == (list(value) if choice.many and value else value):
            return False
        if (newest.number if newest else 0) != after:
            raise NotAllowed(_("Somebody has changed this since you opened it. Look at it again."))
        own, chosen = own_numbers(), self.chosen()
        wanted = own[choice.name] if value is None else value
        if no := numbers.why_not(choice, wanted, {**own, **chosen}):
            raise NotAllowed(str(no))
        self._add(choice, value, by, last + 1)
        return True

    def _last(self) -> int:
        return self.aggregate(last=models.Max("number"))["last"] or 0

    def _add(self, choice: Choice, value: Any, by: Member, number: int) -> None:
        facts = {"value": value, "chosen_at": timezone.now(), "chosen_by": by}
        row = self.create(name=choice.name, number=number, **facts)
        verb = "number.restored" if value is None else "number.chosen"
        Event.objects.record(verb, by=by, on=row, at=row.chosen_at, name=choice.name, value=value)
        if forget := getattr(settings.MENTORING, "forget", None):
            transaction.on_commit(forget)


class ChosenNumber(models.Model):
    """One choice of one number. They are numbered through, so that only one is made at a time."""

    name = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    value = models.JSONField(null=True)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = ChosenNumberManager()

    class Meta:
        indexes = [models.Index(fields=["name", "-number"], name="number_by_name")]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_number_is_chosen_at_a_time"),
            both_or_neither("number", "chosen"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


def own_numbers() -> dict[str, Any]:
    """The numbers as the code has them."""
    return dict(getattr(settings.MENTORING, "own", settings.MENTORING))
