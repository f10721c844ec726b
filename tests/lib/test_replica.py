"""What is read from a standby, and what never is; tests/races/test_replica.py has a real one."""

import time

import pytest
from django.apps import apps
from django.db import OperationalError, connections
from django.db.models import Model

from accounts.models import Member
from lib import replica
from lib.replica import HOME, REPLICA, ReplicaRouter, read_aside, reading
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
