"""How is it going? What one of the two was asked last, and what they answered."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from mentoring.models import CheckIn
from mentoring.states import Feeling
from mentoring.views.seen import Seen


@dataclass
class Asked:
    """The newest question to the reader of an active pairing. One statement; none otherwise."""

    seen: Seen

    @cached_property
    def newest(self) -> CheckIn | None:
        pairing = self.seen.pairing
        if not pairing.is_active:
            return None
        mine = CheckIn.objects.filter(pairing=pairing, side=self.seen.side)
        newest: CheckIn | None = mine.order_by("-number").first()
        return newest

    @property
    def is_waiting(self) -> bool:
        """Asked, and not answered."""
        return self.newest is not None and not self.newest.answer

    @property
    def is_answered(self) -> bool:
        return self.newest is not None and bool(self.newest.answer)

    @property
    def could_be_better(self) -> bool:
        return self.newest is not None and self.newest.answer == Feeling.COULD_BE_BETTER

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """The answers, without the one that was given."""
        given = self.newest.answer if self.newest else ""
        return [choice for choice in Feeling.choices if choice[0] != given]
