"""A day on which mentors are trained, and its roll: planned, booked, recorded, undone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Member
from history.models import Event
from lib.constraints import one_of
from lib.refusals import NotAllowed
from mentoring.models.booking import Booking
from mentoring.models.pairing_races import in_turn
from mentoring.models.training import TrainingCompletion, TrainingFacts
from mentoring.models.training_day_off import CANCELLED_CONSTRAINTS, Cancellable
from mentoring.models.training_guards import require_recorder
from mentoring.models.training_roll import TrainingRoll
from mentoring.querysets import TrainingDayQuerySet
from mentoring.states import Kind, Mode
from mentoring.tasks import announce_all
from registration.models import Region

MOST_PLACES = 500
FIXED = ("held_on", "kind", "mode")  # the completions of the day say these too
TOLD = ("held_on", "mode", "place")  # what whoever comes has to know


@dataclass(frozen=True)
class DayFacts:
    """What the office says of a training day."""

    held_on: date
    kind: str = Kind.INITIAL
    mode: str = Mode.IN_PERSON
    place: str = ""
    provider: str = ""
    trainer: str = ""
    region: Region | None = None
    places: int | None = None


class TrainingDayManager(models.Manager.from_queryset(TrainingDayQuerySet)):  # type: ignore[misc]
    @transaction.atomic
    def plan(self, facts: DayFacts, by: Member) -> "TrainingDay":
        """A new day with an empty roll; one that is past can be written down as well."""
        require_recorder(by)
        day: TrainingDay = self.create(**vars(facts))
        Event.objects.record("training_day.planned", by=by, on=day)
        return day


class TrainingDay(Cancellable, TrainingRoll):
    """When and where mentors are trained, by whom, and with how many places."""

    held_on = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.INITIAL)
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, default=Mode.IN_PERSON)
    place = models.CharField(_("place"), max_length=120, blank=True)
    provider = models.CharField(_("provider"), max_length=120, blank=True)
    trainer = models.CharField(_("trainer"), max_length=120, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)

    objects = TrainingDayManager()

    class Meta:
        indexes = [models.Index(fields=["held_on"], name="training_day_by_date")]
        constraints = [
            *CANCELLED_CONSTRAINTS,
            one_of("training_day_kind_is_known", "kind", Kind.values),
            one_of("training_day_mode_is_known", "mode", Mode.values),
            models.CheckConstraint(
                name="training_day_in_person_has_a_place",
                condition=Q(mode=Mode.ONLINE) | ~Q(place=""),
            ),
            models.CheckConstraint(
                name="training_day_places_are_1_to_500",
                condition=Q(places__isnull=True) | Q(places__gte=1, places__lte=MOST_PLACES),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {date_format(self.held_on, 'j F Y')}"

    @property
    def title(self) -> str:
        """What it is and where, as the office calls it."""
        where = str(_("online")) if self.mode == Mode.ONLINE else self.place
        is_refresher = self.kind == Kind.REFRESHER
        words = _("Refresher, %(where)s") if is_refresher else _("Mentor training, %(where)s")
        return str(words) % {"where": where}

    @property
    def is_to_come(self) -> bool:
        """After today: there is time yet to invite, and to give a place back."""
        return self.held_on > timezone.localdate() and not self.is_cancelled

    @property
    def is_held(self) -> bool:
        """Today or before: who completed it can be recorded."""
        return self.held_on <= timezone.localdate() and not self.is_cancelled

    @property
    def facts(self) -> DayFacts:
        names = ("held_on", "kind", "mode", "place", "provider", "trainer", "region", "places")
        return DayFacts(**{name: getattr(self, name) for name in names})

    @property
    def training_facts(self) -> TrainingFacts:
        """What is written down for everybody who completed it."""
        return TrainingFacts(self.held_on, self.kind, self.mode, self.provider or self.trainer)

    def has_recorded(self, member_id: int) -> bool:
        """Whether a completion of this member is on record that counts for this day."""
        return TrainingCompletion.objects.of_day(self).filter(member=member_id).exists()

    # Planning ---------------------------------------------------------------

    @in_turn
    def change(self, facts: DayFacts, by: Member) -> list[str]:
        """Say it otherwise; returns the names of what is different, and nothing when all is same.

        Whoever has a place on a day that is to come is told of another date or place.

        Raises:
            NotAllowed: date, kind or mode, once training of the day is on record; and fewer
                places than are booked.
        """
        require_recorder(by)
        held = TrainingDay.objects.lock(self)
        held.require_not_cancelled()
        new = vars(facts)
        changed = sorted(name for name, value in vars(held.facts).items() if value != new[name])
        if not changed:
            return []
        if not set(changed).isdisjoint(FIXED) and held.completions.exists():
            raise NotAllowed(
                _("Training of this day is on record, so its date and kind stay. Correct records.")
            )
        kept = list(held.bookings.kept().order_by("pk"))
        if facts.places is not None and facts.places < len(kept) and "places" in changed:
            raise NotAllowed(_("More members than that are booked. Give some places back first."))
        for name in changed:
            setattr(self, name, new[name])
        self.save(update_fields=changed)
        Event.objects.record("training_day.changed", by=by, on=self, fields=changed)
        if self.is_to_come and not set(changed).isdisjoint(TOLD):
            announce_all(self._write("training_day.moved", kept, by, timezone.now()))
        return changed

    @in_turn
    def book(self, members: Iterable[Member], by: Member) -> list[Member]:
        """Put members on the roll; those who are on it already stay as they are.

        A place given back is given anew. While the day is to come, each is told by letter.

        Returns:
            The members who were added.

        Raises:
            NotAllowed: when `by` may not, or the day to come has not so many places left.
        """
        require_recorder(by)
        unique = {member.pk: member for member in members}
        Booking.objects.hold(self)
        held = TrainingDay.objects.lock(self)
        held.require_not_cancelled()
        roll = {booking.member_id: booking for booking in held.bookings.on_roll()}
        now = timezone.now()
        anew = [roll[pk] for pk in unique if pk in roll and not roll[pk].is_kept]
        added = [m for pk, m in unique.items() if pk not in roll or not roll[pk].is_kept]
        kept = sum(booking.is_kept for booking in roll.values())
        held._require_room(kept, len(added))
        said = {"booked_at": now, "booked_by": by}
        Booking.objects.filter(pk__in=[b.pk for b in anew]).update(
            given_back_at=None, given_back_by=None, **said
        )
        new = [Booking(day=self, member=m, **said) for m in added if m.pk not in roll]
        rows = [*anew, *Booking.objects.bulk_create(new)]
        if held.is_to_come:
            announce_all(self._write("training_day.invited", rows, by, now))
        else:
            self._write("training_day.booked", rows, by, now)
        return added

    def _require_room(self, kept: int, more: int) -> None:
        if self.is_to_come and self.places is not None and kept + more > self.places:
            left = max(0, self.places - kept)
            words = ngettext(
                "%(left)d place is left on this day, and %(more)d would be taken.",
                "%(left)d places are left on this day, and %(more)d would be taken.",
                left,
            )
            raise NotAllowed(words % {"left": left, "more": more})

    def _write(
        self, verb: str, bookings: Sequence[Booking], by: Member, at: datetime
    ) -> list[Event]:
        """One row of history for each of the bookings."""
        events = [Event.of(verb, by=by, on=booking, at=at) for booking in bookings]
        return Event.objects.bulk_create(events)
