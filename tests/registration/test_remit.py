"""Regional officers: for which networks they work, and whom they see by it."""

import pytest

from accounts.models import Member
from accounts.roles import Permission, Role
from history.models import Event
from lib.refusals import NotAllowed
from registration.models import Enrolment, Remit, in_sight_of
from tests.factories import (
    AdministratorFactory,
    AuditorFactory,
    EnrolmentFactory,
    MemberFactory,
    RegionalOfficerFactory,
    RegionFactory,
    RegistrantFactory,
    RoleHoldingFactory,
    SafeguardingFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db


def living_in(region) -> Member:
    return RegistrantFactory(region=region).member


def test_a_role_is_given_with_its_networks_and_says_so_in_history():
    dev, roz = AdministratorFactory(), MemberFactory()
    north, south = RegionFactory(), RegionFactory()
    assert Remit.objects.give(roz, [south, north], by=dev)
    assert Remit.objects.regions_of(roz) == {north.pk, south.pk}
    event = Event.objects.about(roz).get()
    assert (event.verb, event.actor) == ("role.given", dev)
    assert event.particulars == {"role": "regional_officer", "regions": [north.pk, south.pk]}


def test_other_networks_take_the_place_of_those_before(run_tasks):
    dev, north, south = AdministratorFactory(), RegionFactory(), RegionFactory()
    roz, other = officer_of(north), officer_of(north)
    RoleHoldingFactory(member=roz, role=Role.AUDITOR)
    assert Remit.objects.give(roz, [south], by=dev)
    assert Remit.objects.regions_of(roz) == {south.pk}
    assert Remit.objects.regions_of(other) == {north.pk}
    event = Event.objects.about(roz).get()
    assert (event.verb, event.actor) == ("role.changed", dev)
    assert event.particulars == {"role": "regional_officer", "regions": [south.pk]}
    assert [letter.subject for letter in run_tasks()] == [
        "Your networks in the office have changed"
    ]


def test_the_same_networks_again_change_nothing():
    dev, north = AdministratorFactory(), RegionFactory()
    assert not Remit.objects.give(officer_of(north), [north], by=dev)
    assert not Event.objects.exists()


def test_a_role_without_a_network_and_ones_own_are_refused():
    dev, north = AdministratorFactory(), RegionFactory()
    with pytest.raises(NotAllowed, match="Choose at least one network"):
        Remit.objects.give(MemberFactory(), [], by=dev)
    with pytest.raises(NotAllowed, match="Nobody gives themselves a role"):
        Remit.objects.give(dev, [north], by=dev)
    with pytest.raises(NotAllowed, match="You may not give or take roles"):
        Remit.objects.give(officer_of(north), [RegionFactory()], by=AuditorFactory())
    assert Remit.objects.count() == 1


def test_the_networks_go_with_the_role():
    dev, roz = AdministratorFactory(), officer_of(RegionFactory())
    roz.take_role(Role.REGIONAL_OFFICER, by=dev)
    assert not Remit.objects.exists()


def test_an_officer_sees_the_members_of_their_networks_and_nobody_else():
    north, south = RegionFactory(), RegionFactory()
    near, _far, _nowhere = living_in(north), living_in(south), living_in(None)
    _without_a_record, roz = MemberFactory(), officer_of(north)
    assert list(Member.objects.filter(in_sight_of(roz))) == [near]
    mine = EnrolmentFactory(member=near)
    EnrolmentFactory()
    assert list(Enrolment.objects.filter(in_sight_of(roz, "member"))) == [mine]


def test_a_network_that_was_merged_into_ones_own_belongs_to_it():
    north = RegionFactory()
    former = living_in(RegionFactory(replaced_by=north, retired_at="2026-01-01T00:00Z"))
    assert list(Member.objects.filter(in_sight_of(officer_of(north)))) == [former]


def test_who_is_in_several_networks_of_an_officer_comes_once():
    north, south = RegionFactory(), RegionFactory()
    near, roz = living_in(north), officer_of(north, south)
    assert list(Member.objects.filter(in_sight_of(roz))) == [near]


def test_an_officer_without_a_network_sees_nobody():
    living_in(RegionFactory()), living_in(None)
    assert not Member.objects.filter(in_sight_of(RegionalOfficerFactory())).exists()


@pytest.mark.parametrize("factory", [AdministratorFactory, AuditorFactory])
def test_who_works_for_all_sees_everybody(factory):
    viewer, other = factory(), MemberFactory()
    assert set(Member.objects.filter(in_sight_of(viewer))) == {viewer, other}


@pytest.mark.parametrize("factory", [SafeguardingFactory, MemberFactory])
def test_who_may_not_see_members_sees_none(factory):
    assert not Member.objects.filter(in_sight_of(factory())).exists()


def test_a_second_role_opens_only_what_it_allows():
    north = RegionFactory()
    roz, near, far = officer_of(north), living_in(north), living_in(RegionFactory())
    RoleHoldingFactory(member=roz, role=Role.TRAINING_ADMINISTRATOR)
    assert {near, far} < set(Member.objects.filter(in_sight_of(roz)))
    wanted = in_sight_of(roz, permission=Permission.SEE_HELP_WANTED)
    assert list(Member.objects.filter(wanted)) == [near]
