"""Awards, and the level that follows from them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from registration.models import Award, Registrant, Route
from tests.factories import AwardFactory, MemberFactory, RouteFactory

pytestmark = pytest.mark.django_db


def route(slug: str) -> Route:
    return Route.objects.get(slug=slug)


def level_of(member: Member) -> str | None:
    level = Registrant.objects.get(member=member).level
    return level.post_nominals if level else None


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_the_level_follows_the_latest_award() -> None:
    member = MemberFactory()
    Award.objects.add(member, route("fellowship"), date(2015, 5, 1))
    assert level_of(member) == "FCLIP"
    latest = Award.objects.add(member, route("certification"), date(2020, 5, 1))
    assert level_of(member) == "ACLIP"
    latest.remove(by=member)
    assert level_of(member) == "FCLIP"
    assert verbs() == ["award.added", "award.added", "award.removed"]


def test_without_awards_there_is_no_level() -> None:
    member = MemberFactory()
    Award.objects.add(member, route("chartership"), date(2015, 5, 1)).remove(by=member)
    assert level_of(member) is None


def test_a_corrected_date_moves_the_level() -> None:
    member = MemberFactory()
    chartership = Award.objects.add(member, route("chartership"), date(2015, 5, 1))
    Award.objects.add(member, route("certification"), date(2016, 5, 1))
    assert chartership.correct(date(2017, 5, 1), by=member) is True
    assert level_of(member) == "MCLIP"
    assert verbs()[-1] == "award.corrected"


def test_correcting_to_the_same_day_changes_nothing() -> None:
    award = AwardFactory()
    assert award.correct(award.awarded_on, by=award.member) is False
    assert verbs() == []


def test_each_route_is_added_once() -> None:
    member = MemberFactory()
    Award.objects.add(member, route("chartership"), date(2015, 5, 1))
    with pytest.raises(NotAllowed, match="already added"):
        Award.objects.add(member, route("chartership"), date(2016, 5, 1))
    assert verbs() == ["award.added"]


def test_an_award_of_a_route_no_longer_offered_is_history() -> None:
    member = MemberFactory()
    retired = RouteFactory(post_nominals="OLD", retired_at=timezone.now())
    Award.objects.add(member, retired, date(1985, 5, 1))
    assert level_of(member) == "OLD"


@pytest.mark.parametrize("days", [1, 400])
def test_no_award_in_the_future(days: int) -> None:
    award = AwardFactory()
    day = timezone.localdate() + timedelta(days=days)
    with pytest.raises(NotAllowed, match="future"):
        Award.objects.add(MemberFactory(), route("chartership"), day)
    with pytest.raises(NotAllowed, match="future"):
        award.correct(day, by=award.member)


def test_the_first_and_the_last_day_of_awards() -> None:
    member = MemberFactory()
    with pytest.raises(NotAllowed, match="1950"):
        Award.objects.add(member, route("chartership"), date(1949, 12, 31))
    Award.objects.add(member, route("chartership"), date(1950, 1, 1))
    Award.objects.add(member, route("fellowship"), timezone.localdate())
    assert member.awards.count() == 2


def test_removing_twice_changes_nothing() -> None:
    award = AwardFactory()
    again = Award.objects.get(pk=award.pk)
    assert award.remove(by=award.member) is True
    assert again.remove(by=award.member) is False
    assert verbs() == ["award.removed"]
    assert Award.objects.was_removed_by(award.member, again.pk)
    assert not Award.objects.was_removed_by(MemberFactory(), again.pk)


def test_a_removed_award_cannot_be_corrected() -> None:
    award = AwardFactory()
    Award.objects.filter(pk=award.pk).delete()
    with pytest.raises(NotAllowed, match="removed"):
        award.correct(date(2001, 1, 1), by=award.member)


def test_nobody_else_changes_an_award() -> None:
    award, stranger = AwardFactory(), MemberFactory()
    with pytest.raises(NotAllowed):
        award.remove(by=stranger)
    with pytest.raises(NotAllowed):
        award.correct(date(2001, 1, 1), by=stranger)
