"""The verbs of an enrolment."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from registration.models import Enrolment, EnrolmentStatus, Region, Registrant, Route, Sector
from tests.factories import (
    AdministratorFactory,
    EnrolmentFactory,
    MemberFactory,
    RegistrantFactory,
    RouteFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def verbs_of(enrolment: Enrolment) -> list[str]:
    return list(Event.objects.about(enrolment).values_list("verb", flat=True))


def test_enrolling_opens_an_enrolment_with_its_row_of_history() -> None:
    member, route = MemberFactory(), Route.objects.get(slug="fellowship")
    enrolment = Enrolment.objects.enrol(member, route, now=NOW)
    assert (enrolment.status, enrolment.opened_at) == (EnrolmentStatus.OPEN, NOW)
    assert verbs_of(enrolment) == ["enrolment.opened"]


def test_one_member_works_towards_two_routes() -> None:
    member = MemberFactory()
    for slug in ("chartership", "fellowship"):
        Enrolment.objects.enrol(member, Route.objects.get(slug=slug))
    assert Enrolment.objects.of(member).open().count() == 2


def test_one_route_is_open_once() -> None:
    enrolment = EnrolmentFactory()
    with pytest.raises(NotAllowed, match="already enrolled"):
        Enrolment.objects.enrol(enrolment.member, enrolment.route)
    assert Event.objects.count() == 0


@pytest.mark.parametrize("verb", ["complete", "leave"])
def test_a_closed_route_may_be_opened_again(verb: str) -> None:
    enrolment = EnrolmentFactory()
    getattr(enrolment, verb)(by=enrolment.member)
    again = Enrolment.objects.enrol(enrolment.member, enrolment.route)
    assert list(Enrolment.objects.of(enrolment.member)) == [again, enrolment]


def test_a_route_no_longer_offered_refuses() -> None:
    with pytest.raises(NotAllowed, match="no longer open"):
        Enrolment.objects.enrol(MemberFactory(), RouteFactory(retired_at=timezone.now()))


@pytest.mark.parametrize(("verb", "status"), [("complete", "completed"), ("leave", "left")])
def test_closing_is_said_once(verb: str, status: str) -> None:
    enrolment = EnrolmentFactory()
    close = getattr(enrolment, verb)
    assert close(by=enrolment.member, now=NOW) is True
    assert close(by=enrolment.member, now=NOW + timedelta(days=1)) is False
    enrolment.refresh_from_db()
    assert (enrolment.status, enrolment.closed_at) == (status, NOW)
    assert verbs_of(enrolment) == [f"enrolment.{status}"]


def test_what_was_left_is_not_completed() -> None:
    enrolment = EnrolmentFactory()
    enrolment.leave(by=enrolment.member)
    with pytest.raises(NotAllowed, match="closed already"):
        enrolment.complete(by=enrolment.member)


def test_nobody_else_closes_an_enrolment() -> None:
    with pytest.raises(NotAllowed):
        EnrolmentFactory().leave(by=MemberFactory(is_superuser=True))


# Where the member works ---------------------------------------------------------------


def place(enrolment: Enrolment) -> tuple[str | None, ...]:
    enrolment.refresh_from_db()
    return tuple(term and term.slug for term in (enrolment.region, enrolment.sector))


def move(member: Member, region: str, sector: str) -> None:
    facts = {"region": Region.objects.get(slug=region), "sector": Sector.objects.get(slug=sector)}
    Registrant.objects.of(member).change(by=member, **facts)


def test_an_enrolment_moves_with_its_member_and_stays_when_it_is_closed() -> None:
    member, other = EnrolmentFactory().member, EnrolmentFactory()
    first, second = (
        Enrolment.objects.enrol(member, Route.objects.get(slug=slug))
        for slug in ("chartership", "fellowship")
    )
    assert place(first) == (None, None)
    move(member, "london", "law")
    first.leave(by=member)
    move(member, "scotland", "prisons")
    assert (place(first), place(second)) == (("london", "law"), ("scotland", "prisons"))
    assert place(other) == (None, None)


def test_an_enrolment_begins_where_its_member_works() -> None:
    member = MemberFactory()
    move(member, "london", "law")
    again = Enrolment.objects.enrol(member, Route.objects.get(slug="fellowship"))
    assert place(again) == ("london", "law")


def test_what_an_import_fills_in_is_told_and_taken_out_again() -> None:
    enrolments = [EnrolmentFactory() for _ in range(3)]
    RegistrantFactory(member=enrolments[0].member)
    dev, region = AdministratorFactory(), Region.objects.get(slug="london").pk
    facts = {enrolment.member_id: {"region": region} for enrolment in enrolments[:2]}
    Registrant.objects.fill(facts, by=dev)
    assert [place(each) for each in enrolments] == [("london", None)] * 2 + [(None, None)]
    Registrant.objects.take_out(facts, by=dev)
    assert [place(each) for each in enrolments] == [(None, None)] * 3
