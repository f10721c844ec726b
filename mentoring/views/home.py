"""The first page: what the product is, or, for somebody signed in, what is next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Member
from mentoring.models import MentorProfile, Pairing, TrainingCompletion
from mentoring.states import Status
from mentoring.views.overview import open_pairings
from registration.models import Enrolment


@dataclass(frozen=True)
class NextStep:
    """One thing that a member could do next, and why."""

    title: str
    text: str
    action: str
    url: str
    about: str = ""  # what tells its button from another of the same words


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits on the member, then their next steps; visitors read what this is."""
    if not request.user.is_authenticated:
        return render(request, "pages/home.html")
    steps = list(Situation(request.user).next_steps())
    return render(
        request, "mentoring/home.html", {**open_pairings(request.user), "next_steps": steps}
    )


@dataclass
class Situation:
    """Where a member stands, as mentee and as mentor."""

    member: Member

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        """Open enrolments with how many proposals are open, and whether a mentor is found."""
        active = Pairing.objects.active().filter(enrolment=OuterRef("pk"))
        counted = Enrolment.objects.of(self.member).open()
        return list(
            counted.annotate(
                proposals=Count("pairings", filter=of_their_own(self.member)),
                has_mentor=Exists(active),
            )
        )

    @cached_property
    def profile(self) -> MentorProfile | None:
        return MentorProfile.objects.with_places().filter(member=self.member).first()

    @cached_property
    def is_trained(self) -> bool:
        return TrainingCompletion.objects.counting().filter(member=self.member).exists()

    def next_steps(self) -> Iterator[NextStep]:
        """What to do next, as mentee first."""
        yield from self.as_mentee()
        yield from self.as_mentor()

    def as_mentee(self) -> Iterator[NextStep]:
        if not self.enrolments and not self.is_trained:
            yield enrol()
        for enrolment in self.enrolments:
            yield from mentor_for(enrolment)

    def as_mentor(self) -> Iterator[NextStep]:
        if not self.is_trained:
            return
        if self.profile is None or not self.profile.is_listed:
            yield list_yourself()
        else:
            yield keep_it_true(self.profile)


def of_their_own(member: Member) -> Q:
    """Proposals that the member has made, or has said yes to."""
    chosen = Q(pairings__proposed_by=member) | Q(pairings__mentee_accepted_at__isnull=False)
    return Q(chosen, pairings__status=Status.PROPOSED)


def enrol() -> NextStep:
    return NextStep(
        _("Say which route you are on"),
        _("You ask a mentor for the route that you work towards. It has no deadline."),
        _("Enrol on a route"),
        reverse("registration:overview"),
    )


def mentor_for(enrolment: Any) -> Iterator[NextStep]:
    """Find one, or ask another while an answer is awaited; nothing once there is one."""
    most = settings.MENTORING["OPEN_PROPOSALS_PER_ENROLMENT"]
    if enrolment.has_mentor or enrolment.proposals >= most:
        return
    text = _("Any trained mentor may mentor any route. You choose who to ask.")
    if enrolment.proposals:
        text = _("While you wait, you may have up to %(most)d proposals open.") % {"most": most}
    yield NextStep(
        _("Find a mentor for %(route)s") % {"route": enrolment.route.name},
        text,
        _("Find a mentor"),
        reverse("mentoring:directory"),
        enrolment.route.name,
    )


def list_yourself() -> NextStep:
    return NextStep(
        _("List yourself as a mentor"),
        _("Your mentor training is on record. You decide how many people you take on."),
        _("Open my mentor profile"),
        reverse("mentoring:profile_edit"),
    )


def keep_it_true(profile: MentorProfile) -> NextStep:
    """For a listed mentor: what others see of their places now."""
    if profile.confirmation_asks:
        text = _("Are your places still right? Members choose by them. One press says so.")
    elif profile.is_away():
        text = _("You are away, so nobody can propose to you until you are back.")
    elif not profile.places_free:
        text = _("You have no place free, so nobody can propose to you now.")
    else:
        text = _("You are in the directory, and members can propose to you.")
    return NextStep(
        _("Your mentor profile"),
        text,
        _("Open my mentor profile"),
        reverse("mentoring:profile_edit"),
    )
