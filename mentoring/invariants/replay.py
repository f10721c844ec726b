"""The life of a pairing told again from its history, by the moves that are allowed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mentoring.models import Pairing
from mentoring.states import Status

PROPOSED, ACTIVE = Status.PROPOSED, Status.ACTIVE
MOVES: dict[tuple[str, str], str] = {
    ("", "pairing.proposed"): PROPOSED,
    (PROPOSED, "pairing.accepted"): PROPOSED,
    (PROPOSED, "pairing.talked_over"): PROPOSED,
    (PROPOSED, "pairing.reminded"): PROPOSED,
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
    (ACTIVE, "pairing.completed"): Status.COMPLETED,
    (ACTIVE, "pairing.ended"): Status.ENDED,
}
NOBODYS_ACTS = frozenset({"pairing.reminded", "pairing.activated", "pairing.expired"})
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

    def add(self, act: Act) -> bool:
        """Take one more act; False when it cannot have happened now, or by this person."""
        allowed = (self.status, act.verb) in MOVES and self._may(act)
        if allowed:
            self.status = MOVES[self.status, act.verb]
            self.times[self._moment(act)] = act.at
            if "mentor_accepted_at" in self.times:
                self.times.pop("talking_since", None)
        return allowed

    def _may(self, act: Act) -> bool:
        if act.verb == "pairing.nudged":
            return act.actor is None and (self.status == ACTIVE or "talking_since" in self.times)
        if act.verb in NOBODYS_ACTS:
            has_both = {"mentor_accepted_at", "mentee_accepted_at"} <= self.times.keys()
            return act.actor is None and has_both == (act.verb == "pairing.activated")
        if act.verb == "pairing.accepted":
            own = act.actor == self.people[act.particulars["side"]]
            return own and self._moment(act) not in self.times
        if act.verb == "pairing.talked_over":
            asked = {"talking_since", "mentor_accepted_at"}.isdisjoint(self.times)
            return asked and act.actor == self.people["mentor"]
        return act.actor in self.people.values()

    def _moment(self, act: Act) -> str:
        """The column that remembers when."""
        if act.verb == "pairing.accepted":
            return f"{act.particulars['side']}_accepted_at"
        if act.verb == "pairing.talked_over":
            return "talking_since"
        if act.verb in CLOSING:
            return "closed_at"
        return f"{act.verb.removeprefix('pairing.')}_at"


REMEMBERED = (
    "proposed_at",
    "mentor_accepted_at",
    "mentee_accepted_at",
    "talking_since",
    "activated_at",
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
