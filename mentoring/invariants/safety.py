"""Blocks: they keep two people apart, and history tells who made each."""

from django.db.models import Exists, OuterRef

from history.models import Event
from mentoring.invariants.register import must_hold, pairings
from mentoring.models import Block


@must_hold("+")
def nothing_is_open_where_one_blocks_the_other() -> int:
    """No open pairing is between two of whom one has blocked the other."""
    apart = Block.objects.between(OuterRef("mentor"), OuterRef("mentee"))
    return pairings().open().filter(Exists(apart)).count()


@must_hold("+")
def history_leads_to_the_block() -> int:
    """Every block was made by its blocker, at its moment."""
    made = Event.objects.filter(
        verb="block.made",
        subject_type=Block._meta.label_lower,
        subject_id=OuterRef("pk"),
        actor=OuterRef("blocker"),
        at=OuterRef("blocked_at"),
    )
    return Block.objects.filter(~Exists(made)).count()
