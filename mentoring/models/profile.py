"""A member as mentor: what they offer, and the three facts that let them be found."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models.applying import Applying
from mentoring.models.confirmation import ASKED, CONFIRMATION_CONSTRAINTS
from mentoring.models.interest import Interested
from mentoring.models.watchers import call_watchers
from mentoring.querysets import MentorQuerySet
from registration.models import KnowledgeArea, Language, MeetingWay, Route

MOST_CAPACITY = settings.MENTORING["MOST_CAPACITY"]
LONGEST_STATEMENT = 3000


def default_capacity() -> int:
    """How many mentees a mentor takes unless they say otherwise."""
    return settings.MENTORING["DEFAULT_CAPACITY"]


class MentorProfile(Applying, Interested):
    """What a mentor says of themselves. Trained, listed and available are separate facts."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentor_profile"
    )
    capacity = models.PositiveSmallIntegerField(
        _("places"), default=default_capacity, validators=[MaxValueValidator(MOST_CAPACITY)]
    )
    away_until = models.DateField(_("away until"), null=True, blank=True)
    story = models.TextField(_("my story"), max_length=LONGEST_STATEMENT, blank=True)
    help_with = models.TextField(
        _("what I can help with"), max_length=LONGEST_STATEMENT, blank=True
    )
    works_at_front_line = models.BooleanField(_("works at the front line"), default=False)
    routes = models.ManyToManyField(Route, verbose_name=_("routes I mentor"), blank=True)
    areas = models.ManyToManyField(KnowledgeArea, verbose_name=_("knowledge areas"), blank=True)
    meeting_ways = models.ManyToManyField(MeetingWay, verbose_name=_("how I meet"), blank=True)
    languages = models.ManyToManyField(Language, verbose_name=_("languages"), blank=True)

    objects = MentorQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["member"], condition=Q(listed_at__isnull=False), name="mentor_listed"
            ),
            models.Index(fields=["availability_confirmed_on"], name="mentor_by_confirmation"),
        ]
        constraints = [
            *CONFIRMATION_CONSTRAINTS,
            models.CheckConstraint(
                name="mentor_capacity_is_0_to_20", condition=Q(capacity__gte=0, capacity__lte=20)
            ),
            models.CheckConstraint(
                name="mentor_listed_means_confirmed",
                condition=Q(listed_at__isnull=True) | Q(availability_confirmed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.member.name

    # The three facts -------------------------------------------------------

    @property
    def is_trained(self) -> bool:
        """An administrator has recorded training that still stands and counts."""
        return self.member.training_completions.counting().exists()

    @property
    def is_listed(self) -> bool:
        """The member wants to be found."""
        return self.listed_at is not None

    def is_away(self, on: date | None = None) -> bool:
        """Away today; back on the day named in `away_until`."""
        return self.away_until is not None and self.away_until > (on or timezone.localdate())

    @property
    def places_free(self) -> int:
        """Capacity less the places taken; never below nothing, as capacity may be lowered."""
        taken = getattr(self, "places_taken", None)
        if taken is None:
            taken = self.member.pairings_as_mentor.taking_a_place_of(self.member_id).count()
        return max(0, self.capacity - taken)

    @property
    def is_available(self) -> bool:
        """Not away, and with a place left."""
        return not self.is_away() and self.places_free > 0

    def slots_held(self) -> set[int]:
        """The place numbers that pairings hold now. Ask while the profile is locked."""
        holding = self.member.pairings_as_mentor.taking_a_place_of(self.member_id)
        return set(holding.values_list("slot", flat=True))

    def free_slot(self, held: set[int]) -> int:
        """The lowest place number not held; the database refuses a number held twice."""
        return next(number for number in range(1, self.capacity + 1) if number not in held)

    # The verbs -------------------------------------------------------------

    def why_not_listed(self) -> str:
        """A sentence on what is missing before the profile can be listed, or nothing."""
        if not self.is_trained:
            if self.member.training_completions.lapsed().exists():
                return str(_("Your training has lapsed. You are found again with a refresher."))
            return str(_("You can be listed once CILIP has recorded your mentor training."))
        if self.is_filled_in:
            return str(_("The office has filled in your profile. Look at it and save it first."))
        return self.why_incomplete()

    @property
    def is_filled_in(self) -> bool:
        """The office has written it from its old list, and the mentor has never confirmed it."""
        says = bool(self.story or self.help_with)
        return says and not self._state.adding and self.availability_confirmed_on is None

    def why_incomplete(self) -> str:
        """A sentence on what the profile itself does not say yet, or nothing."""
        if not (self.story.strip() or self.help_with.strip()):
            return str(_("Write your story or what you can help with first."))
        if self._state.adding or not self.routes.exists():
            return str(_("Choose at least one route that you are willing to mentor first."))
        return ""

    @transaction.atomic
    def join_directory(self, by: Member) -> bool:
        """Be found in the directory from now on. False when listed already.

        Raises:
            NotAllowed: for anybody but the mentor, without training, with an empty profile, or
                where one applies first.
        """
        self._hold(by)
        if self.is_listed:
            return False
        if missing := self.why_not_listed():
            raise NotAllowed(missing)
        if self.must_apply:
            raise NotAllowed(_("The office answers applications first. Apply to be listed."))
        self.drop_application()
        self.availability_confirmed_on = timezone.localdate()
        self.enter_directory(timezone.now())
        Event.objects.record("mentor.listed", by=by, on=self, at=self.listed_at)
        return True

    def enter_directory(self, now: datetime) -> None:
        """Be found from `now` on. The caller holds the profile, and has asked `why_not_listed`."""
        self.listed_at, self.first_listed_at = now, self.first_listed_at or now
        self.save(update_fields=["listed_at", "first_listed_at", "availability_confirmed_on"])
        call_watchers(self.member_id)

    @transaction.atomic
    def leave_directory(self, by: Member, through: Member | None = None) -> bool:
        """Be found no more; pairings go on. False when not listed.

        Args:
            through: who of the office does it, where the mentor has written to them.
        """
        self._hold(by)
        if not self.is_listed:
            return False
        self.listed_at = None
        self.no_longer_asked()
        self.save(update_fields=["listed_at", *ASKED])
        verb = "mentor.taken_out" if through else "mentor.unlisted"
        Event.objects.record(verb, by=through or by, on=self)
        return True

    @transaction.atomic
    def confirm_availability(self, by: Member) -> bool:
        """Say that places and dates are still right. False when said today already."""
        self._hold(by)
        if self.availability_confirmed_on == timezone.localdate():
            return False
        self.availability_confirmed_on = timezone.localdate()
        self.no_longer_asked()
        self.save(update_fields=["availability_confirmed_on", *ASKED])
        Event.objects.record("mentor.confirmed", by=by, on=self)
        call_watchers(self.member_id)
        return True

    @transaction.atomic
    def change(self, by: Member, facts: dict[str, Any], choices: dict[str, Any]) -> None:
        """Write the profile; a save confirms the availability as well.

        Args:
            facts: own columns by name (capacity, away_until, story, help_with,
                works_at_front_line).
            choices: many-to-many fields by name, each with the chosen terms or their keys.

        Raises:
            NotAllowed: for anybody but the mentor, or when a listed profile would be left
                without a statement or a route.
        """
        self._hold(by)
        for name, value in facts.items():
            setattr(self, name, value)
        self.availability_confirmed_on = timezone.localdate()
        self.no_longer_asked()
        self.save(update_fields=[*facts, "availability_confirmed_on", *ASKED])
        for name, terms in choices.items():
            getattr(self, name).set(terms)
        if self.is_listed and (missing := self.why_incomplete()):
            raise NotAllowed(missing)
        Event.objects.record("mentor.changed", by=by, on=self, fields=sorted([*facts, *choices]))
        call_watchers(self.member_id)

    def _hold(self, by: Member) -> None:
        """Lock the row and read what is true now; the first act of all makes the row."""
        if by.pk != self.member_id:
            raise NotAllowed(_("Only the mentor can change their own profile."))
        if self._state.adding:
            self.pk = MentorProfile.objects.get_or_create(member=by)[0].pk
            self._state.adding = False
        self.refresh_from_db(from_queryset=MentorProfile.objects.select_for_update(no_key=True))
