"""Training days: what is on record of one says its date, and every booking was made by its act."""

from django.db.models import Exists, F, OuterRef, Q

from history.models import Event
from mentoring.invariants.register import must_hold
from mentoring.models import Booking, TrainingCompletion


@must_hold("+")
def completions_say_the_date_of_their_day() -> int:
    """A completion of a training day has the date and the kind of that day."""
    of_a_day = TrainingCompletion.objects.filter(day__isnull=False)
    return of_a_day.filter(~Q(completed_on=F("day__held_on")) | ~Q(kind=F("day__kind"))).count()


@must_hold("+")
def every_booking_has_its_history() -> int:
    """A booking, and a place given back, have the row of history of their act."""
    label = Booking._meta.label_lower

    def told(who: str, when: str, *verbs: str) -> Exists:
        events = Event.objects.filter(subject_type=label, subject_id=OuterRef("pk"), verb__in=verbs)
        return Exists(events.filter(actor=OuterRef(who), at=OuterRef(when)))

    booked = told("booked_by", "booked_at", "training_day.booked", "training_day.invited")
    given_back = told("given_back_by", "given_back_at", "training_day.given_back")
    kept = Q(given_back_at__isnull=True)
    return Booking.objects.filter(~booked).count() + (
        Booking.objects.filter(~kept, ~given_back).count()
    )
