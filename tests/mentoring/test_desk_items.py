"""What is noted of a row of the desk: a second press changes nothing, and only the desk may."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import DeskItem
from mentoring.states import Matter
from tests.factories import AdministratorFactory, MemberFactory

pytestmark = pytest.mark.django_db
Act = Callable[[DeskItem, Member], bool]
ACTS: dict[str, Act] = {
    "taken": DeskItem.take,
    "settled": lambda item, by: item.settle(by, timezone.now() - timedelta(days=1)),
    "put off": lambda item, by: item.put_off(date(2027, 1, 4), by),
}
each_act = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)


@pytest.fixture
def item() -> DeskItem:
    return DeskItem.objects.of(Matter.WAITING, 1)


@each_act
def test_twice_is_once(item: DeskItem, act: Act) -> None:
    dev = AdministratorFactory()
    assert act(item, dev)
    assert not act(DeskItem.objects.of(item.matter, item.subject), dev)
    assert Event.objects.filter(verb__startswith="desk.").count() == 1


@each_act
def test_only_the_desk_may(item: DeskItem, act: Act) -> None:
    with pytest.raises(NotAllowed):
        act(item, MemberFactory())
    assert not DeskItem.objects.exists()


def test_what_somebody_else_has_is_not_given_back(item: DeskItem) -> None:
    dev = AdministratorFactory()
    item.take(dev)
    assert not item.put_back(AdministratorFactory())
    item.refresh_from_db()
    assert item.taken_by == dev


def test_it_is_known_by_its_matter_and_subject(item: DeskItem) -> None:
    assert str(item) == f"{Matter.WAITING} 1"
