"""The meetings of the machine: rules that plan, change and cancel, and what holds of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, rule

from mentoring.models import Meeting
from tests.machine import model

DONE, WRONG, REFUSED = 302, 422, 409
SIDES, LENGTHS = st.booleans(), st.sampled_from([30, 60])
A_DAY = timedelta(days=1)


@dataclass
class Met:
    """A meeting as it should be."""

    pairing: model.Pairing
    day: str
    minutes: int
    sequence: int = 0
    stands: bool = True
    dropped: bool = False

    @property
    def is_on(self) -> bool:
        return self.stands and not self.dropped


class Meets:
    """Part of the machine: it has the pairings, the clock and the browsers."""

    pairings = Bundle("pairings")
    world: Any
    now: datetime
    post: Any

    def __init__(self) -> None:
        self.met: dict[int, Met] = {}
        super().__init__()

    def _day(self, ahead: int) -> str:
        """At half past twelve every day is there once, whatever the clocks do at night."""
        return (self.now + ahead * A_DAY).astimezone(model.LONDON).date().isoformat()

    def _of(self, pairing: model.Pairing) -> list[Met]:
        return [met for met in self.met.values() if met.pairing is pairing]

    @rule(pairing=pairings, by_mentor=SIDES, ahead=st.integers(-2, 9), minutes=LENGTHS)
    def plans_a_meeting(self, pairing: Any, by_mentor: bool, ahead: int, minutes: int) -> None:
        day = self._day(ahead)
        person = pairing.mentor if by_mentor else pairing.mentee
        known = set(Meeting.objects.values_list("pk", flat=True))
        fields = {"day": day, "time": "12:30", "minutes": minutes}
        answer = self.post(person.key, "mentoring:meeting_new", pairing.key, **fields)
        new = set(Meeting.objects.values_list("pk", flat=True)) - known
        then = next((m for m in self._of(pairing) if m.is_on and m.day == day), None)
        is_early = day < pairing.proposed_on
        expected = WRONG if is_early else DONE if pairing.is_open else REFUSED
        if expected == DONE and then:
            expected = DONE if then.minutes == minutes else REFUSED
        assert (answer.status_code, len(new)) == (expected, expected == DONE and not then)
        self.met.update({key: Met(pairing, day, minutes) for key in new})

    @rule(data=st.data(), by_mentor=SIDES, minutes=LENGTHS, is_late=st.booleans())
    def changes_a_meeting(self, data: Any, by_mentor: bool, minutes: int, is_late: bool) -> None:
        if not self.met:
            return
        key = data.draw(st.sampled_from(sorted(self.met)))
        met = self.met[key]
        fields = {"day": met.day, "time": "12:30", "minutes": minutes}
        fields["sequence"] = met.sequence - is_late
        answer = self._act(met, by_mentor, "mentoring:meeting_change", key, fields)
        may = met.is_on and met.pairing.is_open
        is_same = met.minutes == minutes
        assert answer.status_code == (DONE if may and (is_same or not is_late) else REFUSED)
        if may and not is_same and not is_late:
            met.minutes, met.sequence = minutes, met.sequence + 1

    @rule(data=st.data(), by_mentor=SIDES, is_late=st.booleans())
    def cancels_a_meeting(self, data: Any, by_mentor: bool, is_late: bool) -> None:
        if not self.met:
            return
        key = data.draw(st.sampled_from(sorted(self.met)))
        met = self.met[key]
        fields = {"sequence": met.sequence - is_late}
        answer = self._act(met, by_mentor, "mentoring:meeting_cancel", key, fields)
        is_repeated = not met.stands
        may = met.pairing.is_open and (is_repeated or not is_late)
        assert answer.status_code == (DONE if may else REFUSED)
        if may and not is_repeated:
            met.stands, met.sequence = False, met.sequence + 1

    def _act(self, met: Met, by_mentor: bool, name: str, key: int, fields: dict[str, Any]) -> Any:
        person = met.pairing.mentor if by_mentor else met.pairing.mentee
        return self.post(person.key, name, key, **fields)

    def _drop(self) -> None:
        """With the end of a pairing, what was still to come is off."""
        for met in self.met.values():
            begins = datetime.fromisoformat(f"{met.day} 12:30").replace(tzinfo=model.LONDON)
            if met.is_on and not met.pairing.is_open and begins > self.now:
                met.dropped, met.sequence = True, met.sequence + 1

    @invariant()
    def every_meeting_is_as_it_should_be(self) -> None:
        self._drop()
        rows = Meeting.objects.values_list("pk", "minutes", "sequence", "cancelled_at")
        found = {pk: (minutes, sequence, off is None) for pk, minutes, sequence, off in rows}
        assert found == {k: (m.minutes, m.sequence, m.is_on) for k, m in self.met.items()}
