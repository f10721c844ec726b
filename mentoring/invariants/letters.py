"""Letters: none without an act, no act untold, and none told twice."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from history.models import Event, Gap
from mentoring.invariants.register import must_hold
from mentoring.notices import LETTERS

LETTERS_ARE_KEPT = timedelta(days=1)
TO_ONE, TO_MANY = "mentoring.tasks.send_notice", "mentoring.tasks.send_notices"


def letters(task: str) -> QuerySet[Any]:
    """Queued and sent letters: the rows of a task of notices."""
    return apps.get_model("django_tasks_database", "DBTaskResult").objects.filter(task_path=task)


def causes_of(rows: QuerySet[Any]) -> list[int]:
    """The rows of history that these letters are about, once for each letter."""
    named = [row["args"][0] for row in rows.values_list("args_kwargs", flat=True).iterator()]
    return [pk for of in named for pk in (of if isinstance(of, list) else [of])]


@must_hold("I14")
def every_letter_has_its_cause() -> int:
    """No letter without an act: each is of a row of history, or of one that was let go since."""
    causes = {*causes_of(letters(TO_ONE)), *causes_of(letters(TO_MANY))}
    let_go = Gap.objects.filter(label=Event._meta.label, key__in=causes)
    return len(causes) - Event.objects.filter(pk__in=causes).count() - let_go.count()


@must_hold("I14")
def every_cause_has_its_letter() -> int:
    """No act that somebody must be told of without a letter, as far back as letters are kept."""
    since = timezone.now() - LETTERS_ARE_KEPT
    acts = Event.objects.filter(verb__in=LETTERS, at__gte=since)
    told = {pk for task in (TO_ONE, TO_MANY) for pk in causes_of(letters(task))}
    return len(set(acts.values_list("pk", flat=True)) - told - said_with_the_proposal(acts))


@must_hold("I9")
def no_act_is_told_twice() -> int:
    """An act has one letter task, however often it was sent."""
    causes = causes_of(letters(TO_ONE))
    rolls = causes_of(letters(TO_MANY))
    return len(causes) - len(set(causes)) + len(rolls) - len(set(rolls))


def said_with_the_proposal(acts: QuerySet[Event]) -> set[int]:
    """A mentee's yes that came with the proposal: the letter of the proposal tells it."""
    proposal = Event.objects.filter(
        verb="pairing.proposed", subject_id=OuterRef("subject_id"), at=OuterRef("at")
    )
    yes = acts.filter(Exists(proposal), verb="pairing.accepted")
    return set(yes.values_list("pk", flat=True))
