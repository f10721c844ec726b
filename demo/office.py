"""What the office did: days planned, training recorded and put right; roles given;
a list looked through; records looked at.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.roles import Role
from demo.cast import HERE, TrainingDay, people, read, training_days
from demo.clock import ago, on_a_weekday, span
from demo.stage import Act, Stage
from history.models import Look, Page
from lib.tables import read_text
from mentoring.imports.applying import check
from mentoring.imports.kinds import guessed
from mentoring.models import Import, TrainingCompletion
from mentoring.models import TrainingDay as Planned
from mentoring.models.training import TrainingFacts
from mentoring.models.training_day import DayFacts
from registration.models import Region, Remit

OFFICER = "dev"
PAPERWORK = timedelta(days=2)
PLANNED = "12 days"  # ago, the days to come


def acts(stage: Stage) -> Iterator[Act]:
    """Every training day's roll, then what was set right afterwards."""
    for day in training_days().values():
        yield from day_acts(stage, day)
    told = read(HERE / "office.toml")
    for kind, does in DOES.items():
        for change in told[kind]:
            yield Act(ago(change["ago"], stage.now, 15), does(stage, change))


def look_through(stage: Stage, brought: dict[str, str]) -> Callable[[], None]:
    """A list that the office has uploaded and had checked, and not yet applied."""

    def act() -> None:
        officer, kind = stage.members[OFFICER], brought["kind"]
        found = Import.objects.take_in(kind, read_text(brought["list"]), by=officer)
        check(found, guessed(kind, found.heading), officer)

    return act


def day_acts(stage: Stage, day: TrainingDay) -> Iterator[Act]:
    """A day with a trainer has a roll; of the others the office had a list."""
    if not day.trainer:
        yield Act(recorded_at(day, stage.now), roll(stage, day))
        return
    waits = day.waits or bool(day.ahead)
    opened = ago(PLANNED, stage.now, 14, day.key) if waits else recorded_at(day, stage.now)
    yield Act(opened, plan(stage, day))
    yield Act(opened + timedelta(minutes=4), book(stage, day))
    if not waits:
        yield Act(opened + timedelta(minutes=9), record(stage, day))


def recorded_at(day: TrainingDay, now: datetime) -> datetime:
    """When the office wrote the day down: as told, or two days afterwards."""
    if day.recorded:
        return on_a_weekday(ago(day.recorded, now, 11))
    return on_a_weekday(held_at(day, now) + PAPERWORK)


def held_at(day: TrainingDay, now: datetime) -> datetime:
    if day.ahead:
        return on_a_weekday(now + span(day.ahead))
    return on_a_weekday(ago(day.ago, now, 10))


def facts_of(day: TrainingDay, now: datetime) -> TrainingFacts:
    held = timezone.localdate(held_at(day, now))
    return TrainingFacts(held, day.kind, day.mode, day.provider, day.note)


def were_at(day: TrainingDay) -> list[str]:
    """Who went to it, as the people themselves tell."""
    return [person.key for person in people().values() if day.key in person.training]


def plan(stage: Stage, day: TrainingDay) -> Callable[[], object]:
    facts = DayFacts(
        timezone.localdate(held_at(day, stage.now)),
        day.kind,
        day.mode,
        day.place,
        day.provider,
        day.trainer,
        stage.term(Region, day.region) if day.region else None,
        day.places,
    )
    return lambda: Planned.objects.plan(facts, by=stage.members[OFFICER])


def book(stage: Stage, day: TrainingDay) -> Callable[[], object]:
    keys = [*were_at(day), *day.booked]
    return lambda: planned(stage, day).book(
        [stage.members[key] for key in keys], by=stage.members[OFFICER]
    )


def record(stage: Stage, day: TrainingDay) -> Callable[[], object]:
    return lambda: planned(stage, day).record(
        {stage.members[key].pk for key in were_at(day)}, by=stage.members[OFFICER]
    )


def planned(stage: Stage, day: TrainingDay) -> Planned:
    return Planned.objects.get(
        held_on=timezone.localdate(held_at(day, stage.now)), trainer=day.trainer
    )


def roll(stage: Stage, day: TrainingDay) -> Callable[[], object]:
    return lambda: TrainingCompletion.objects.record(
        [stage.members[key] for key in were_at(day)],
        facts_of(day, stage.now),
        by=stage.members[OFFICER],
    )


def record_of(stage: Stage, change: dict[str, str]) -> TrainingCompletion:
    """The record that a correction or withdrawal is about."""
    provider = training_days()[change["day"]].provider
    mine = TrainingCompletion.objects.standing().filter(member=stage.members[change["of"]])
    return mine.get(provider=provider)


def correction(stage: Stage, change: dict[str, str]) -> Callable[[], object]:
    facts = facts_of(training_days()[change["in_truth"]], stage.now)
    return lambda: record_of(stage, change).correct(facts, by=stage.members[OFFICER])


def withdrawal(stage: Stage, change: dict[str, str]) -> Callable[[], object]:
    return lambda: record_of(stage, change).withdraw(stage.members[OFFICER], change["reason"])


def role(stage: Stage, change: dict[str, Any]) -> Callable[[], object]:
    """A role is given; with networks, that of a regional officer."""

    def act() -> None:
        member, dev = stage.members[change["to"]], stage.members[OFFICER]
        if networks := change.get("networks"):
            Remit.objects.give(member, Region.objects.filter(slug__in=networks), by=dev)
        else:
            member.give_role(Role(change["role"]), by=dev)

    return act


def look(stage: Stage, change: dict[str, str]) -> Callable[[], object]:
    return lambda: Look.objects.note(
        stage.members[change["by"]], stage.members[change["of"]], Page.DETAILS
    )


DOES: dict[str, Callable[[Stage, Any], Callable[[], object]]] = {
    "role": role,
    "correction": correction,
    "withdrawal": withdrawal,
    "import": look_through,
    "look": look,
}
