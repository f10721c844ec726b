"""What two people have planned, as one of them sees it: aims, next steps, what is done."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from mentoring.forms.aim import AimForm, StepForm
from mentoring.models import Aim, NextStep
from mentoring.states import Milestone, Side, milestones_of
from mentoring.views.seen import Seen

FEW = 3


@dataclass(frozen=True)
class Planned:
    """An aim or a step, and who did what with it, in words."""

    thing: Any
    who: str


@dataclass
class Plan:
    """The aims and steps of one pairing. Two statements, and none before it has started."""

    seen: Seen
    typed: str = ""  # words that a refusal left unsaid

    @cached_property
    def aims(self) -> list[Aim]:
        return list(Aim.objects.filter(pairing=self.seen.pairing).standing().order_by("pk"))

    @cached_property
    def _steps(self) -> list[NextStep]:
        steps = NextStep.objects.filter(pairing=self.seen.pairing).standing()
        return list(steps.select_related("aim").by_month())

    @cached_property
    def undone(self) -> list[NextStep]:
        return [step for step in self._steps if not step.is_done]

    @property
    def done(self) -> list[Planned]:
        """What is ticked, the newest first, and by whom."""
        done = sorted((s for s in self._steps if s.done_at), key=by_tick, reverse=True)
        return [Planned(step, self._by(step.done_side)) for step in done]

    @property
    def added(self) -> list[Planned]:
        """The aims, and who added each."""
        return [Planned(aim, self._by(aim.side)) for aim in self.aims]

    def _by(self, side: str) -> str:
        return _("you") if side == self.seen.side else self.seen.other.short_name

    # On the page of the pairing ---------------------------------------------

    @property
    def is_shown(self) -> bool:
        """Once it has started; and after the end, where there is something to read."""
        pairing = self.seen.pairing
        return pairing.is_active or (pairing.has_started and not self.is_empty)

    @property
    def is_empty(self) -> bool:
        return not self.aims and not self._steps

    @property
    def first_aims(self) -> list[Aim]:
        return self.aims[:FEW]

    @property
    def first_steps(self) -> list[NextStep]:
        return self.undone[:FEW]

    # What one can do ----------------------------------------------------------

    @property
    def can_plan(self) -> bool:
        return self.seen.pairing.can_be_planned_by(self.seen.viewer)

    @property
    def is_mentees(self) -> bool:
        """Whether the reader is the mentee, whose the months are."""
        return self.seen.side == Side.MENTEE

    @property
    def suggestions(self) -> list[Milestone]:
        """The milestones of the route that are not yet among the steps."""
        if not self.can_plan:
            return []
        there = {step.milestone for step in self._steps}
        route = self.seen.pairing.enrolment.route.slug
        return [milestone for milestone in milestones_of(route) if milestone not in there]

    @cached_property
    def aim_form(self) -> AimForm:
        return AimForm(auto_id="aim_%s")

    @cached_property
    def step_form(self) -> StepForm:
        return self.step_form_of(None)

    def step_form_of(self, typed: Any, step: NextStep | None = None) -> StepForm:
        return StepForm(typed, aims=self.aims, is_mentees=self.is_mentees, step=step)


def by_tick(step: NextStep) -> tuple[Any, int]:
    return step.done_at, step.pk
