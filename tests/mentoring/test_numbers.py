"""The numbers that the office chooses: what may be chosen, and that it counts everywhere soon."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import DatabaseError, connection
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from history.models import Event
from lib import kept as shelf
from lib.kept import once_migrated
from lib.numbers import Numbers, said
from lib.refusals import NotAllowed
from mentoring import numbers
from mentoring.invariants import check_invariants
from mentoring.models import ChosenNumber
from mentoring.models.chosen_number import own_numbers
from mentoring.numbers import CHOICES, FIXED
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
DAYS = CHOICES["EXPIRE_AFTER_DAYS"]
REMINDERS = CHOICES["REMIND_AFTER_DAYS"]


@pytest.fixture
def live(settings: Any) -> Iterator[Numbers]:
    """The numbers as the product has them, and not the plain ones of the tests."""
    settings.MENTORING = Numbers(settings.MENTORING)
    settings.MENTORING.read = ChosenNumber.objects.chosen
    return settings.MENTORING


def choose(choice: numbers.Choice, value: Any, after: int = 0) -> bool:
    return ChosenNumber.objects.choose(choice, value, by=MemberFactory(), after=after)


def test_every_number_is_a_row_or_has_its_reason() -> None:
    """Whoever adds a number to settings.MENTORING says here whether the office may choose it."""
    assert sorted([*CHOICES, *FIXED]) == sorted(configured.MENTORING)
    assert all(FIXED.values())


@pytest.mark.parametrize("name", CHOICES)
def test_the_codes_own_number_may_be_chosen_and_is_described(name: str) -> None:
    choice, own = CHOICES[name], own_numbers()
    assert numbers.why_not(choice, own[name], own) == ""
    assert isinstance(own[name], tuple) is bool(choice.many)
    with override("en"):
        assert all(str(words).endswith(".") for words in [choice.about])
        assert choice.label
    for value in (choice.least - 1, choice.most + 1):
        assert numbers.why_not(choice, (value, value + 1) if choice.many else value, own)


def test_what_is_chosen_counts_where_numbers_are_read(live: Numbers) -> None:
    assert choose(DAYS, 21) is True
    live.forget()
    assert configured.MENTORING["EXPIRE_AFTER_DAYS"] == 21
    assert {**configured.MENTORING}["EXPIRE_AFTER_DAYS"] == 21
    assert str(said("EXPIRE_AFTER_DAYS")) == "21"
    assert configured.MENTORING["NUDGE_AFTER_DAYS"] == 60


def test_several_numbers_are_read_as_they_were(live: Numbers) -> None:
    choose(REMINDERS, (2, 9))
    live.forget()
    assert configured.MENTORING["REMIND_AFTER_DAYS"] == (2, 9)
    assert choose(REMINDERS, (2, 9), after=1) is False


def test_it_takes_one_statement_now_and_then(
    live: Numbers, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: Any
) -> None:
    """One for the first reader, none for whoever reads in the seconds after it."""
    now = [1000.0]
    monkeypatch.setattr(shelf, "monotonic", lambda: now[0])
    live["EXPIRE_AFTER_DAYS"]
    choose(DAYS, 21)
    with django_assert_num_queries(0):
        assert live["EXPIRE_AFTER_DAYS"] == 14
    now[0] += shelf.KEPT_SECONDS
    with django_assert_num_queries(1):
        assert live["EXPIRE_AFTER_DAYS"] == 21
        assert live["NUDGE_AFTER_DAYS"] == 60


def test_the_process_that_chooses_has_it_with_the_commit(
    live: Numbers, django_capture_on_commit_callbacks: Any
) -> None:
    assert live["EXPIRE_AFTER_DAYS"] == 14
    with django_capture_on_commit_callbacks(execute=True):
        choose(DAYS, 21)
    assert live["EXPIRE_AFTER_DAYS"] == 21


def test_without_a_database_the_last_that_was_known_counts(live: Numbers) -> None:
    def gone() -> dict[str, Any]:
        raise DatabaseError

    choose(DAYS, 21)
    live.forget()
    assert live["EXPIRE_AFTER_DAYS"] == 21
    live.read = gone
    live.forget()
    assert live["EXPIRE_AFTER_DAYS"] == 21


def test_before_its_table_is_made_the_codes_own_count(live: Numbers, monkeypatch: Any) -> None:
    choose(DAYS, 21)
    live.read = once_migrated(ChosenNumber, ChosenNumber.objects.chosen)
    with monkeypatch.context() as patched:
        patched.setattr(ChosenNumber._meta, "db_table", "not_yet")
        live.forget()
        assert live["EXPIRE_AFTER_DAYS"] == 14
    live.forget()
    assert live["EXPIRE_AFTER_DAYS"] == 21


def test_a_name_that_is_none_is_an_error_and_not_a_guess(live: Numbers) -> None:
    with pytest.raises(KeyError):
        live["EXPIRE_AFTER_YEARS"]


def test_a_number_that_is_no_longer_a_choice_counts_no_more(live: Numbers) -> None:
    ChosenNumber.objects.create(
        name="MOST_CAPACITY", number=1, value=99, chosen_at="2026-11-26T12:00Z",
        chosen_by=MemberFactory(),
    )  # fmt: skip
    assert live["MOST_CAPACITY"] == 20


@pytest.mark.parametrize(
    ("choice", "value", "sentence"),
    [
        (DAYS, 2, "Choose from 3 to 90."),
        (DAYS, 91, "Choose from 3 to 90."),
        (DAYS, 10, "The last reminder must come before"),
        (REMINDERS, (3, 14), "The last reminder must come before"),
        *(
            (REMINDERS, value, "Choose 2 rising numbers from 1 to 89.")
            for value in ((10, 3), (3, 3), (), (3,), (3, 5, 9), (0, 9))
        ),
        (CHOICES["CONFIRM_ASKS"], 5, None),
        (CHOICES["CONFIRM_WITHIN_DAYS"], 45, "All the letters that ask a mentor"),
    ],
)
def test_what_makes_no_sense_is_refused(
    choice: numbers.Choice, value: Any, sentence: str | None
) -> None:
    if sentence is None:
        assert choose(choice, value) is True
        return
    with pytest.raises(NotAllowed, match=sentence):
        choose(choice, value)
    assert ChosenNumber.objects.count() == 0


def test_it_is_checked_against_what_was_chosen_of_the_others() -> None:
    choose(DAYS, 30)
    assert choose(REMINDERS, (5, 25)) is True
    with pytest.raises(NotAllowed, match="The last reminder"):
        choose(DAYS, None, after=1)


def test_back_to_the_codes_own(live: Numbers) -> None:
    choose(DAYS, 21)
    assert choose(DAYS, None, after=1) is True
    assert choose(DAYS, None, after=2) is False
    live.forget()
    assert live["EXPIRE_AFTER_DAYS"] == 14
    assert [row.value for row in ChosenNumber.objects.history_of(DAYS.name)] == [None, 21]


def test_who_has_seen_an_older_number_does_not_pass_over_the_newer() -> None:
    choose(DAYS, 21)
    with pytest.raises(NotAllowed, match="Somebody has changed this since"):
        choose(DAYS, 30)


def test_two_that_choose_at_once_do_not_both(monkeypatch: Any) -> None:
    """They would have the same number, and the database refuses the second."""
    choose(DAYS, 21)
    monkeypatch.setattr(
        ChosenNumber.objects, "aggregate", lambda **_more: {"last": 0}, raising=False
    )
    with pytest.raises(NotAllowed, match="at the same moment"):
        choose(CHOICES["NUDGE_AFTER_DAYS"], 90)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_whoever_chooses_while_another_is_checked_is_refused(monkeypatch: Any) -> None:
    """Each fits the others as they were, and the two do not fit each other."""
    why_not = numbers.why_not

    def meanwhile(*asked: Any) -> Any:
        monkeypatch.setattr(numbers, "why_not", why_not)
        with ThreadPoolExecutor(1) as colleague:
            assert colleague.submit(choose_elsewhere, REMINDERS, (3, 13)).result()
        return why_not(*asked)

    monkeypatch.setattr(numbers, "why_not", meanwhile)
    with pytest.raises(NotAllowed, match="at the same moment"):
        choose(DAYS, 12)
    assert [row.name for row in ChosenNumber.objects.all()] == [REMINDERS.name]


def choose_elsewhere(choice: numbers.Choice, value: Any) -> bool:
    """On a connection of its own."""
    with closing(connection):
        return choose(choice, value)


def test_history_says_who_and_what() -> None:
    by = MemberFactory()
    ChosenNumber.objects.choose(DAYS, 21, by=by, after=0)
    ChosenNumber.objects.choose(DAYS, None, by=by, after=1)
    events = Event.objects.filter(verb__startswith="number.").order_by("pk")
    assert [(e.verb, e.actor, e.particulars) for e in events] == [
        ("number.chosen", by, {"name": "EXPIRE_AFTER_DAYS", "value": 21}),
        ("number.restored", by, {"name": "EXPIRE_AFTER_DAYS", "value": None}),
    ]


def test_what_was_allowed_once_breaks_no_rule_later() -> None:
    """Three proposals stand open from when three were allowed."""
    choose(CHOICES["OPEN_PROPOSALS_PER_ENROLMENT"], 5)
    choose(CHOICES["OPEN_PROPOSALS_PER_ENROLMENT"], 1, after=1)
    assert ChosenNumber.objects.highest("OPEN_PROPOSALS_PER_ENROLMENT") == 5
    assert check_invariants() == []
