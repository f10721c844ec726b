"""The life of a pairing told again from its history, by the moves that are allowed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mentoring.models import Pairing
from mentoring.states import Status

PROPOSED, ACTIVE = Status.PROPOSED, Status.ACTIVE
MOVES: dict[tuple[str, str], str] = {
    ("", "pairing.proposed"): PROPOSED,
    ("", "pairing.suggested"): PROPOSED,
    (PROPOSED, "pairing.accepted"): PROPOSED,
    (PROPOSED, "pairing.talked_over"): PROPOSED,
    (PROPOSED, "pairing.reminded"): PROPOSED,
    (PROPOSED, "pairing.office_reminded"): PROPOSED,
    (PROPOSED, "pairing.nudged"): PROPOSED,
    (PROPOSED, "agreement.suggested"): PROPOSED,
    (PROPOSED, "agreement.agreed"): PROPOSED,
    (PROPOSED, "pairing.activated"): ACTIVE,
    (PROPOSED, "pairing.declined"): Status.DECLINED,
    (PROPOSED, "pairing.withdrawn"): Status.WITHDRAWN,
    (PROPOSED, "pairing.expired"): Status.EXPIRED,
    (ACTIVE, "pairing.nudged"): ACTIVE,
    (ACTIVE, "agreement.suggested"): ACTIVE,
    (ACTIVE, "agreement.agreed"): ACTIVE,
    (ACTIVE, "pairing.paused"): ACTIVE,
    (ACTIVE, "pairing.resumed"): ACTIVE,
    (ACTIVE, "pairing.completion_proposed"): ACTIVE,
    (ACTIVE, "pairing.completion_put_off"): ACTIVE,
    (ACTIVE, "pairing.completed"): Status.COMPLETED,
    (ACTIVE, "pairing.ended"): Status.ENDED,
}
COMPLETING = frozenset(
    {"pairing.completion_proposed", "pairing.completed", "pairing.completion_put_off"}
)
NOBODYS_ACTS = frozenset(
    {"pairing.nudged", "pairing.reminded", "pairing.activated", "pairing.expired"}
)
# What is no longer so after an act.
FORGETS = {
    "pairing.resumed": ("paused_at",),
    "pairing.completion_proposed": ("paused_at",),
    "pairing.completion_put_off": ("completion_proposed_at",),
    "pairing.completed": ("paused_at",),
    "pairing.ended": ("paused_at", "completion_proposed_at"),
}
CLOSING = frozenset(move for (_from, move), to in MOVES.items() if to not in (PROPOSED, ACTIVE))


@dataclass(frozen=True)
class Act:
    """One row of history of a pairing."""

    verb: str
    actor: int | None
    at: datetime
    particulars: dict[str, Any]


@dataclass
class Life:
    """What the acts so far come to."""

    people: dict[str, int]
    status: str = ""
    times: dict[str, datetime] = field(default_factory=dict)
    completer: int | None = None  # who said last that it is complete
    suggester: int | None = None  # who of the office has begun it, if it was the office

    def add(self, act: Act) -> bool:
        """Take one more act; False when it cannot have happened now, or by this person."""
        if act.verb == "pairing.suggested":
            self.suggester = act.actor
        allowed = (self.status, act.verb) in MOVES and self._may(act)
        if allowed:
            self.status = MOVES[self.status, act.verb]
            self.times[self._moment(act)] = act.at
            self._forget(act)
        return allowed

    def _forget(self, act: Act) -> None:
        for name in FORGETS.get(act.verb, ()):
            self.times.pop(name, None)
        if "mentor_accepted_at" in self.times:
            self.times.pop("talking_since", None)
        if act.verb == "pairing.completion_proposed":
            self.completer = act.actor

    def _may(self, act: Act) -> bool:
        if act.verb in NOBODYS_ACTS:
            return act.actor is None and self._may_happen(act)
        if act.verb == "pairing.accepted":
            own = act.actor == self.people[act.particulars["side"]]
            return own and self._moment(act) not in self.times
        if act.verb == "pairing.talked_over":
            asked = {"talking_since", "mentor_accepted_at"}.isdisjoint(self.times)
            return asked and act.actor == self.people["mentor"]
        if act.verb in COMPLETING:
            return self._may_complete(act)
        return act.actor in self._who_may(act)

    def _who_may(self, act: Act) -> set[int | None]:
        """The two; and the office, which suggests, takes its own suggestion back, and reminds."""
        office = {act.actor if act.verb == "pairing.office_reminded" else self.suggester} - {None}
        if act.verb == "pairing.suggested":
            return office - {*self.people.values()}
        may_act = act.verb in {"pairing.withdrawn", "pairing.office_reminded"}
        return {*self.people.values(), *(office if may_act else ())}

    def _may_happen(self, act: Act) -> bool:
        """What is nobody's act."""
        if act.verb == "pairing.nudged":
            return self.status == ACTIVE or "talking_since" in self.times
        has_both = {"mentor_accepted_at", "mentee_accepted_at"} <= self.times.keys()
        return has_both == (act.verb == "pairing.activated")

    def _may_complete(self, act: Act) -> bool:
        """One asks; the other completes it, or silence; either takes it back."""
        is_asked = "completion_proposed_at" in self.times
        if act.verb == "pairing.completed":
            return is_asked and act.actor in {None, *self.people.values()} - {self.completer}
        may = is_asked == (act.verb == "pairing.completion_put_off")
        return may and act.actor in self.people.values()

    def _moment(self, act: Act) -> str:
        """The column that remembers when."""
        if act.verb == "pairing.accepted":
            return f"{act.particulars['side']}_accepted_at"
        if act.verb == "pairing.talked_over":
            return "talking_since"
        if act.verb == "pairing.suggested":
            return "proposed_at"
        if act.verb in CLOSING:
            return "closed_at"
        return f"{act.verb.removeprefix('pairing.')}_at"


REMEMBERED = (
    "proposed_at",
    "mentor_accepted_at",
    "mentee_accepted_at",
    "talking_since",
    "activated_at",
    "paused_at",
    "completion_proposed_at",
    "closed_at",
)


def leads_to(pairing: Pairing, acts: list[Act]) -> bool:
    """Whether these acts, one after the other, give the pairing as it stands."""
    life = Life({"mentor": pairing.mentor_id, "mentee": pairing.mentee_id})
    if not all(life.add(act) for act in acts):
        return False
    times = {name: at for name in REMEMBERED if (at := getattr(pairing, name))}
    told = {name: at for name, at in life.times.items() if name in REMEMBERED}
    return (life.status, told) == (pairing.status, times)


def was_let_go(story: list[Act]) -> bool:
    """Whether of a pairing that is not there no more is told than that the clock has counted it."""
    return [(act.verb, act.actor) for act in story] == [("pairing.counted", None)]
