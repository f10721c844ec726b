"""The member, and what the database refuses about one."""

from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.models import Member, RoleHolding
from history.models import Event
from lib.refusals import NotAllowed
from tests.accounts.devices import ADD_PASSKEY, TWO_STEPS, Device, add_passkey, confirm
from tests.accounts.doors import log_in
from tests.factories import PASSWORD, AdministratorFactory, MemberFactory, RoleHoldingFactory

pytestmark = pytest.mark.django_db


def test_an_address_is_found_in_every_spelling():
    ben = MemberFactory(email="Ben@Example.org")
    assert ben.email == "ben@example.org"
    assert Member.objects.get(email=" BEN@EXAMPLE.ORG ") == ben


def test_a_look_alike_address_cannot_be_a_second_account():
    MemberFactory(email="ken@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberFactory(email="\u212aen@example.org")


def test_a_name_and_a_number_are_kept_in_one_spelling():
    ben = MemberFactory(name=" Ben  Carter ", membership_number=" ab 123 ")
    assert (ben.name, ben.membership_number) == ("Ben Carter", "AB123")


def filed(member):
    return Member.objects.values_list("filed_as", flat=True).get(pk=member.pk)


def test_a_member_is_filed_under_the_name_in_plain_letters():
    zoe = MemberFactory(name="Zoë O’Brien")
    assert (zoe.filed_as, filed(zoe)) == ("zoe obrien", "zoe obrien")
    [orla] = Member.objects.bulk_create([Member(name="ÓRLA", email="orla@example.org")])
    assert filed(orla) == "orla"


def test_a_new_name_is_filed_by_whatever_door_it_comes():
    ben = MemberFactory(name="Ben")
    ben.change_details(by=ben, name="Bénédict")
    assert filed(ben) == "benedict"
    ben.name = "Benoît"
    ben.save(update_fields=["name"])
    assert filed(ben) == "benoit"
    ben.name = "Bèn"
    ben.save()
    assert filed(ben) == "ben"


def test_a_save_of_something_else_leaves_the_name_alone():
    old_tab = MemberFactory(name="Ben")
    Member.objects.get(pk=old_tab.pk).change_details(by=old_tab, name="Benedict")
    old_tab.change_details(by=old_tab, pronouns="he/him")
    assert filed(old_tab) == "benedict"


def test_a_name_that_grows_by_folding_is_cut_to_its_column():
    assert len(filed(MemberFactory(name="\ufdfa" * 150))) <= 150


def test_many_members_may_have_no_membership_number():
    MemberFactory.create_batch(2, membership_number="")
    assert Member.objects.filter(membership_number=None).count() == 2


def test_a_new_member_cannot_sign_in_before_the_address_is_proved():
    Member.objects.create_user("ben@example.org", "a long enough sentence", name="Ben")
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_a_superuser_has_a_proved_primary_address():
    dev = Member.objects.create_superuser("Dev@example.org", "a long enough sentence", name="Dev")
    address = EmailAddress.objects.get(user=dev)
    assert (address.email, address.verified, address.primary) == ("dev@example.org", True, True)
    assert dev.is_staff
    assert dev.is_superuser


def test_a_superuser_made_on_the_command_line_can_sign_in(client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command(
        "createsuperuser", interactive=False, email="Dev@example.org", name="Dev", verbosity=0
    )
    log_in(client, "dev@example.org")
    assert client.get("/admin/")["Location"] == TWO_STEPS
    confirm(client, ADD_PASSKEY)
    add_passkey(client, Device())
    assert client.get("/admin/").status_code == 200


def test_an_account_needs_an_address():
    with pytest.raises(ValueError, match="address"):
        Member.objects.create_user("", name="Ben")


@pytest.mark.parametrize(
    ("called", "short"), [("", "Benedict Carter"), ("Ben", "Ben")], ids=["name", "as asked"]
)
def test_people_are_called_as_they_asked_else_by_their_name(called, short):
    ben = MemberFactory.build(name="Benedict Carter", called=called)
    assert (ben.short_name, ben.get_short_name(), str(ben)) == (short, short, "Benedict Carter")


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Europe/Atlantis"},
        {"time_zone": "../etc/passwd"},
        {"language": "xx"},
        {"email": "nobody"},
        {"name": ""},
        {"called": "Ben\u202e"},
        {"pronouns": "x" * 41},
    ],
)
def test_a_member_with_a_wrong_value_is_not_valid(wrong):
    with pytest.raises(ValidationError) as refused:
        MemberFactory.build(password="x", **wrong).full_clean()
    assert set(refused.value.message_dict) == set(wrong)


REFUSED = {
    "an_address_is_in_small_letters": "accounts_member SET email = 'Ben@example.org'",
    "a_member_has_an_address": "accounts_member SET email = ''",
    "a_member_has_a_name": "accounts_member SET name = ''",
    "a_membership_number_is_in_capitals_and_not_short": (
        "accounts_member SET membership_number = 'ab123'"
    ),
    "a_superuser_is_in_the_office": "accounts_member SET is_superuser = true, is_staff = false",
    "a_role_is_a_known_one": "accounts_roleholding SET role = 'king'",
}


@pytest.mark.parametrize("constraint", REFUSED)
def test_the_database_itself_refuses(constraint, raw_sql):
    RoleHoldingFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        raw_sql(f"UPDATE {REFUSED[constraint]}")


def test_the_database_refuses_a_short_membership_number():
    ben = MemberFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=ben.pk).update(membership_number="AB")


def test_the_database_refuses_an_address_twice_in_any_case(raw_sql):
    MemberFactory(email="ben@example.org")
    MemberFactory(email="carol@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        raw_sql("UPDATE accounts_member SET email = 'ben@example.org'")


def test_the_database_refuses_a_membership_number_twice():
    MemberFactory(membership_number="AB123")
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberFactory(membership_number="AB123")


def test_the_database_refuses_a_role_twice():
    dev = AdministratorFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHolding.objects.create(member=dev, role="administrator")


def test_changed_details_leave_their_names_and_no_values_in_history():
    ben = MemberFactory(name="Ben", called="")
    assert ben.change_details(by=ben, name="Ben Carter", called="", pronouns="he/him") == [
        "name",
        "pronouns",
    ]
    event = Event.objects.get(verb="member.changed")
    assert (event.actor, event.subject_id) == (ben, ben.pk)
    assert event.particulars == {"fields": ["name", "pronouns"]}


def test_details_that_stay_leave_no_trace(django_assert_num_queries):
    ben = MemberFactory(name="Ben")
    with django_assert_num_queries(0):
        assert ben.change_details(by=ben, name="Ben") == []


def test_anothers_number_is_refused_and_nothing_is_kept():
    MemberFactory(membership_number="AB123")
    ben = MemberFactory(name="Ben")
    with pytest.raises(NotAllowed, match="Another account"):
        ben.change_details(by=ben, name="Benedict", membership_number="AB123")
    assert (ben.name, ben.membership_number) == ("Ben", None)
    ben.refresh_from_db()
    assert (ben.name, ben.membership_number) == ("Ben", None)
    assert not Event.objects.exists()


def test_only_details_are_a_members_own_to_change():
    ben = MemberFactory()
    with pytest.raises(ValueError, match="is_staff"):
        ben.change_details(by=ben, is_staff=True)


def test_history_that_cannot_be_written_keeps_the_change_away():
    ben = MemberFactory(name="Ben")
    with (
        patch.object(Event.objects, "record", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        ben.change_details(by=ben, name="Benedict")
    ben.refresh_from_db()
    assert ben.name == "Ben"


def test_an_account_is_closed_and_reopened_by_the_office(client):
    dev, ben = AdministratorFactory(), MemberFactory()
    client.force_login(ben)
    ben.close(by=dev)
    ben.close(by=dev)
    assert client.get("/me/").status_code == 302
    ben.reopen(by=dev)
    assert [event.verb for event in Event.objects.about(ben)] == [
        "member.closed",
        "member.reopened",
    ]


def test_nobody_closes_their_own_account():
    dev = AdministratorFactory()
    with pytest.raises(NotAllowed):
        dev.close(by=dev)
    assert dev.is_active
