"""What must never be false, counted in the database as it stands.

Each invariant is a function that returns how many rows break its sentence. Its number is
that of the bar for reliability, and `+` stands before what the house added. Most are held
by constraints as well: counted here, they are also proved of restored, copied and repaired
databases. `manage.py check_invariants` prints them all.
"""

from mentoring.invariants import (
    agreements,
    check_ins,
    closing,
    directory,
    history,
    letters,
    marks,
    meetings,
    messages,
    people,
    places,
    plans,
    quiet,
    records,
    safety,
    searches,
    starts,
    states,
    training,
    training_days,
)
from mentoring.invariants.register import INVARIANTS, Broken, Invariant, check_invariants

# Each module enters its own in the list as it is read.
CHAPTERS = (
    starts,
    places,
    states,
    training,
    training_days,
    letters,
    people,
    marks,
    messages,
    meetings,
    agreements,
    records,
    plans,
    quiet,
    closing,
    check_ins,
    searches,
    safety,
    history,
    directory,
)
INVARIANTS.sort(key=lambda invariant: invariant.place)

__all__ = ["CHAPTERS", "INVARIANTS", "Broken", "Invariant", "check_invariants"]
