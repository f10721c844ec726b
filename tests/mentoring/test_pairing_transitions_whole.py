"""An act is done whole or not at all, wherever the database breaks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult

from history.models import Event
from mentoring.models import Pairing, ProposalDraft
from tests.factories import (
    TEXTS,
    EnrolmentFactory,
    ProposalDraftFactory,
    accepted_by_mentor,
    active,
    mentor,
    proposed,
)

pytestmark = pytest.mark.django_db


def breaking(number: int) -> Callable[..., Any]:
    """Break the nth statement, savepoints aside."""
    seen = 0

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += "SAVEPOINT" not in sql
        if seen == number and "SAVEPOINT" not in sql:
            raise OperationalError("gone")
        return execute(sql, params, many, context)

    return wrapper


def everything() -> list[list[Any]]:
    """All that an act could have written."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Pairing, ProposalDraft, Event, DBTaskResult)
    ]


def second_yes() -> Callable[[], object]:
    pairing = accepted_by_mentor()
    proposed(enrolment=pairing.enrolment)
    return lambda: Pairing.objects.get(pk=pairing.pk).accept(pairing.mentee)


def proposal_with_a_yes() -> Callable[[], object]:
    enrolment, to = EnrolmentFactory(), mentor()
    ProposalDraftFactory(mentee=enrolment.member, mentor=to)
    by = enrolment.member
    return lambda: Pairing.objects.propose(enrolment, to, TEXTS, by=by, accepts=True)


def ending() -> Callable[[], object]:
    pairing = active()
    return lambda: Pairing.objects.get(pk=pairing.pk).end(pairing.mentor)


def leaving_with_two_proposals() -> Callable[[], object]:
    enrolment = proposed().enrolment
    proposed(enrolment=enrolment)
    return lambda: Pairing.objects.withdraw_all(enrolment, enrolment.member)


@pytest.mark.parametrize(
    "prepare", [second_yes, proposal_with_a_yes, ending, leaving_with_two_proposals]
)
def test_wherever_it_breaks_nothing_is_half_done(prepare: Callable[[], Any]) -> None:
    act = prepare()
    before, number = everything(), 1
    while True:
        try:
            with connection.execute_wrapper(breaking(number)):
                act()
        except OperationalError:
            assert everything() == before
            number += 1
        else:
            break
    assert number > 5
    assert everything() != before
