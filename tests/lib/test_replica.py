"""What is read from a standby, and what never is; tests/races/test_replica.py has a real one."""

import time
from threading import Event, Thread

import pytest
from django.apps import apps
from django.db import OperationalError, connections
from django.db.models import Model

from accounts.models import Member
from lib import replica
from lib.replica import HOME, HOW_FAR, LOOK_EVERY, REPLICA, ReplicaRouter, read_aside, reading
from mentoring.models import MentorProfile

router = ReplicaRouter()


@pytest.fixture
def fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A standby that was looked at just now, and had everything."""
    monkeypatch.setitem(connections.settings, REPLICA, connections.settings[HOME])
    standing = replica.Standing(is_fit=True, looked_at=time.monotonic(), mark="0/0")
    monkeypatch.setattr(replica, "standing", standing)


@read_aside
def where(model: type[Model] = MentorProfile) -> str:
    return router.db_for_read(model)


def test_nothing_is_read_aside_unless_it_says_so(fit):
    assert router.db_for_read(MentorProfile) == HOME
    assert where() == REPLICA


def test_without_a_standby_everything_is_at_home():
    assert where() == HOME


def test_what_writes_is_at_home(fit):
    with reading(REPLICA):
        assert router.db_for_write(Member) == HOME


def test_sessions_tasks_and_the_office_s_history_are_at_home(fit):
    aside = {model._meta.app_label for model in apps.get_models() if where(model) == REPLICA}
    assert aside == {"accounts", "registration", "mentoring"}


def test_within_it_one_may_go_home_and_comes_back(fit):
    @read_aside
    def there_and_back() -> list[str]:
        with reading(HOME):
            inside = router.db_for_read(Member)
        return [inside, router.db_for_read(Member)]

    assert there_and_back() == [HOME, REPLICA]
    assert router.db_for_read(Member) == HOME


def test_only_home_is_migrated():
    assert [router.allow_migrate(each, "mentoring") for each in (HOME, REPLICA)] == [True, False]
    assert router.allow_relation(Member(), Member())


def test_a_fault_that_is_not_the_standbys_is_not_asked_twice(fit):
    asked = []

    @read_aside
    def broken() -> None:
        asked.append(router.db_for_read(Member))
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        broken()
    assert asked == [REPLICA]


def test_a_standby_that_fails_is_let_be(fit):
    asked = []

    @read_aside
    def page() -> str:
        asked.append(router.db_for_read(Member))
        if asked[-1] == REPLICA:
            raise OperationalError
        return asked[-1]

    assert page() == HOME
    assert page() == HOME
    assert asked == [REPLICA, HOME, HOME]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the two, which always agree; every mark is the count so far."""
    said: list[str] = []

    def answer(where: str, sql: str, *values: str) -> str:
        said.append(" ".join([where, *values]))
        return str(len(said))

    monkeypatch.setattr(replica, "_asked", answer)
    return said


def looked(seconds_ago: float, *, is_fit: bool = True) -> replica.Standing:
    return replica.Standing(is_fit, time.monotonic() - seconds_ago, "7")


def test_it_is_looked_at_every_few_seconds(asked):
    assert looked(LOOK_EVERY - 1).holds()
    assert asked == []
    standing = looked(LOOK_EVERY + 1, is_fit=False)
    assert standing.holds()
    assert asked == ["replica 7", "default"]
    assert standing.mark == "2"


def test_a_look_of_long_ago_says_nothing(asked):
    standing = looked(60)
    assert not standing.holds()
    assert asked == ["default"]
    assert not standing.holds()


def test_one_thread_looks_and_the_others_do_not_wait(monkeypatch):
    begun, over, looks = Event(), Event(), []

    def answer(where: str, sql: str, *values: str) -> str:
        looks.append(where)
        begun.set()
        over.wait(5)
        return "8" if sql == HOW_FAR else "t"

    monkeypatch.setattr(replica, "_asked", answer)
    standing = looked(LOOK_EVERY + 1)
    first = Thread(target=standing.holds)
    first.start()
    begun.wait(5)
    assert standing.holds()  # by the look before
    assert looks == [REPLICA]
    standing.looked_at -= LOOK_EVERY
    assert not standing.holds()  # the first hangs: for how long may it be trusted
    over.set()
    first.join()
    assert looks == [REPLICA, HOME]
    assert standing.holds()


def test_a_thread_that_was_overtaken_does_not_ask_for_a_mark_of_this_moment(asked, monkeypatch):
    """The standby need not have that yet, and would be let be."""
    standing = looked(LOOK_EVERY + 1)
    look = standing._look
    monkeypatch.setattr(standing, "_look", lambda: (look(), look()))
    assert standing.holds()
    assert asked == ["replica 7", "default"]
