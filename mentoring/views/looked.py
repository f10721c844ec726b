"""What the two have written after the end, as one of them may see it."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from mentoring.models import Reflection, Thanks
from mentoring.models.reflection import can_be_sent
from mentoring.views.seen import Seen


@dataclass(frozen=True)
class Looking:
    """What there is of both sides, as one of them may see it."""

    seen: Seen
    reflections: dict[str, Reflection]
    thanks: dict[str, Thanks]

    @classmethod
    def back_on(cls, seen: Seen) -> "Looking":
        """Read in two statements."""
        written = Reflection.objects.filter(pairing=seen.pairing)
        sent = Thanks.objects.filter(pairing=seen.pairing)
        return cls(seen, {each.side: each for each in written}, {each.side: each for each in sent})

    @property
    def mine(self) -> Reflection | None:
        return self.reflections.get(self.seen.side)

    @property
    def theirs(self) -> Reflection | None:
        """What the other has written, once they have shared it."""
        written = self.reflections.get(self.seen.pairing.side_of(self.seen.other))
        return written if written and written.is_shared else None

    @property
    def my_thanks(self) -> Thanks | None:
        return self.thanks.get(self.seen.side)

    @property
    def their_thanks(self) -> Thanks | None:
        return self.thanks.get(self.seen.pairing.side_of(self.seen.other))

    @cached_property
    def can_send(self) -> bool:
        """Whether the other is there to read something."""
        return can_be_sent(self.seen.pairing, self.seen.viewer)
