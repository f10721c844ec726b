"""Blocks keep two people apart, and history tells of them and of concerns."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

from history.models import Event
from mentoring.invariants.register import must_hold, pairings
from mentoring.models import Block, Concern


@must_hold("+")
def nothing_is_open_where_one_blocks_the_other() -> int:
    """No open pairing is between two of whom one has blocked the other."""
    apart = Block.objects.between(OuterRef("mentor"), OuterRef("mentee"))
    return pairings().open().filter(Exists(apart)).count()


@must_hold("+")
def history_leads_to_the_block() -> int:
    """Every block was made by its blocker, at its moment."""
    return Block.objects.filter(~told(Block, "block.made", "blocker", "blocked_at")).count()


@must_hold("+")
def history_leads_to_the_concern() -> int:
    """Every concern was reported once, and what became of it stands in its history."""
    wrong: Any = Q(reporter__isnull=False) & ~told(
        Concern, "concern.reported", "reporter", "reported_at"
    )
    wrong |= ~told(Concern, "concern.reported", "", "reported_at")
    for act in ("taken", "closed"):
        happened = Q(**{f"{act}_at__isnull": False})
        wrong |= happened & ~told(Concern, f"concern.{act}", f"{act}_by", f"{act}_at")
    warned = Q(told_at__isnull=False)
    wrong |= warned & ~told(Concern, "concern.nearly_late", "", "told_at")
    return Concern.objects.filter(wrong).count()


def told(model: type[Model], verb: str, by: str, at: str) -> Exists:
    """Whether an act stands in the history, with when and by whom (or anybody) as in the row."""
    who = {"actor": OuterRef(by)} if by else {}
    row = {"subject_type": model._meta.label_lower, "subject_id": OuterRef("pk")}
    return Exists(Event.objects.filter(verb=verb, at=OuterRef(at), **row, **who))
