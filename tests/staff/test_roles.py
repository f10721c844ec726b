"""Roles in the office: who holds which, given and taken on a page."""

import pytest
from django.test import Client

from accounts.models import Member
from accounts.roles import Role
from history.models import Event
from registration.models import Region, Remit
from tests.factories import (
    AdministratorFactory,
    AuditorFactory,
    MemberFactory,
    RegionFactory,
    SafeguardingFactory,
    TrainingAdministratorFactory,
    officer_of,
)
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
LIST, GIVE = "/staff/roles/", "/staff/roles/give/"


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_who_holds_which_role_since_when_and_by_whom(office: Client, dev):
    MemberFactory(name="Aled Rhys").give_role(Role.AUDITOR, by=dev)
    officer_of(RegionFactory(name="Far North"), RegionFactory(name="South Coast"))
    page = words(office.get(LIST))
    for said in ("Aled Rhys", "given by Dev Patel", "Far North, South Coast", "Regional officer"):
        assert said in page
    assert "Nobody holds this role." in page


def test_a_role_is_given_by_address_or_number(office: Client):
    ann = MemberFactory(email="ann@example.net")
    bob = MemberFactory(membership_number="M104233")
    for typed, role in ((" Ann@Example.net ", "auditor"), ("m104 233", "safeguarding")):
        answer = office.post(GIVE, {"member": typed, "role": role}, follow=True)
        assert "holds this role now" in words(answer)
    assert (set(ann.role_holdings.values_list("role", flat=True))) == {"auditor"}
    assert (set(bob.role_holdings.values_list("role", flat=True))) == {"safeguarding"}


def test_an_officer_has_networks(office: Client):
    ann, (north, south) = MemberFactory(), Region.objects.all()[:2]
    typed = {"member": ann.email, "role": "regional_officer"}
    missing = office.post(GIVE, typed)
    assert missing.status_code == 422
    assert "Choose at least one network." in words(missing)
    assert f'value="{ann.email}"' in missing.content.decode()
    office.post(GIVE, {**typed, "regions": [north.pk, south.pk]})
    assert Remit.objects.regions_of(ann) == {north.pk, south.pk}
    form = office.get(f"{GIVE}?member={ann.pk}&role=regional_officer").context["form"]
    assert form.initial["regions"] == sorted([north.pk, south.pk])
    office.post(GIVE, {**typed, "regions": [south.pk]})
    assert Remit.objects.regions_of(ann) == {south.pk}


@pytest.mark.parametrize("typed", ["nobody@example.net", "M999999", "Dev Patel", " ", "\x00", "@"])
def test_nobody_is_given_a_role_by_a_name_or_a_slip(office: Client, typed):
    answer = office.post(GIVE, {"member": typed, "role": "auditor"})
    assert answer.status_code == 422
    assert not Event.objects.exists()


def test_a_closed_account_is_given_no_role(office: Client):
    closed = MemberFactory(is_active=False)
    answer = office.post(GIVE, {"member": closed.email, "role": "auditor"})
    assert answer.status_code == 409
    assert "This account is closed." in words(answer)
    assert not Event.objects.exists()


@pytest.mark.parametrize("role", ["", "king", "see_members"])
def test_a_role_that_does_not_exist_is_refused(office: Client, role):
    answer = office.post(GIVE, {"member": MemberFactory().email, "role": role})
    assert answer.status_code == 422


def test_a_role_that_is_held_already_is_answered_kindly(office: Client):
    answer = office.post(GIVE, {"member": AuditorFactory().email, "role": "auditor"}, follow=True)
    assert "It is so already." in words(answer)
    assert not Event.objects.exists()


def test_ones_own_role_is_neither_given_nor_offered_to_take(office: Client, dev):
    answer = office.post(GIVE, {"member": dev.email, "role": "auditor"})
    assert answer.status_code == 409
    assert "Nobody gives themselves a role" in words(answer)
    holding = dev.role_holdings.get()
    assert f"{LIST}{holding.pk}/take/" not in office.get(LIST).content.decode()
    assert office.post(f"{LIST}{holding.pk}/take/").status_code == 409


def test_a_role_is_taken(office: Client, dev):
    auditor = AuditorFactory()
    pk = auditor.role_holdings.get().pk
    assert "no longer holds" in words(office.post(f"{LIST}{pk}/take/", follow=True))
    assert Event.objects.about(auditor).get().actor == dev
    assert signed_in(auditor).get("/staff/").status_code == 403
    assert office.post(f"{LIST}{pk}/take/").status_code == 404


def test_an_auditor_reads_who_holds_what_and_is_offered_nothing(dev):
    page = signed_in(AuditorFactory()).get(LIST).content.decode()
    assert dev.name in page
    assert "/take/" not in page
    assert GIVE not in page


@pytest.mark.parametrize(
    "factory", [TrainingAdministratorFactory, SafeguardingFactory, AuditorFactory]
)
def test_who_may_not_give_meets_403(factory):
    holder, other = factory(), AdministratorFactory()
    browser, pk = signed_in(holder), other.role_holdings.get().pk
    assert browser.post(GIVE, {"member": "x", "role": "auditor"}).status_code == 403
    assert browser.post(f"{LIST}{pk}/take/").status_code == 403


def test_a_role_is_given_to_the_member_whom_the_link_names(office: Client):
    ann = MemberFactory()
    assert ann.email in office.get(f"{GIVE}?member={ann.pk}").content.decode()
    assert office.get(f"{GIVE}?member=999999").status_code == 404
    assert office.get(f"{GIVE}?member=x").status_code == 200


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_as_many_statements_for_many(
    office: Client, people, django_assert_num_queries
):
    for _ in range(people):
        officer_of(RegionFactory(), RegionFactory())
    with django_assert_num_queries(6):
        office.get(LIST)
