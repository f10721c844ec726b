"""Members in the superusers' workshop."""

import pytest
from django.urls import reverse

from accounts.models import Member
from history.models import Event
from tests.factories import AdministratorFactory, MemberFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/member/"


@pytest.fixture
def root(client):
    root = MemberFactory(is_superuser=True, name="Root", email="root@example.org")
    client.force_login(root)
    return root


def page_of(member):
    return reverse("admin:accounts_member_change", args=[member.pk])


def act(client, action, *members):
    data = {"action": action, "_selected_action": [member.pk for member in members]}
    return client.post(LIST, data, follow=True)


@pytest.mark.parametrize("make", [MemberFactory, AdministratorFactory])
def test_the_workshop_is_for_superusers_alone(client, make):
    client.force_login(make())
    assert client.get(LIST).status_code in {302, 403}
    assert client.get(LIST, follow=True).status_code == 403


def test_a_member_is_shown_without_the_hash_of_the_password(client, root):
    ben = MemberFactory(name="Ben")
    page = client.get(page_of(ben)).content.decode()
    assert "Ben" in page
    assert ben.password not in page
    assert 'name="password"' not in page


def test_a_correction_is_a_verb_of_the_member(client, root):
    ben = MemberFactory(name="Bne", called="Ben")
    typed = {"name": "Ben", "called": "Ben", "pronouns": "", "membership_number": ""}
    assert client.post(page_of(ben), typed).status_code == 302
    event = Event.objects.about(ben).get()
    assert (event.actor, event.particulars) == (root, {"fields": ["name"]})


def test_a_forged_field_changes_nothing(client, root):
    ben = MemberFactory(name="Ben")
    typed = {
        "name": "Ben", "called": "", "pronouns": "", "membership_number": "",
        "is_superuser": "on", "is_staff": "on", "email": "root2@example.org", "password": "x",
    }  # fmt: skip
    client.post(page_of(ben), typed)
    assert [*Member.objects.filter(pk=ben.pk).values_list("is_superuser", "is_staff", "email")] == [
        (False, False, ben.email)
    ]


@pytest.mark.parametrize("way", ["add/", "1/delete/"])
def test_nobody_is_added_or_deleted_here(client, root, way):
    assert client.get(LIST + way).status_code in {302, 403}
    assert "delete_selected" not in client.get(LIST).content.decode()


def test_accounts_are_closed_and_reopened(client, root):
    ben = MemberFactory()
    act(client, "close", ben)
    ben.refresh_from_db()
    assert not ben.is_active
    act(client, "reopen", ben)
    ben.refresh_from_db()
    assert ben.is_active


def test_ones_own_account_stays_open(client, root):
    assert "You cannot close your own account." in act(client, "close", root).content.decode()
    root.refresh_from_db()
    assert root.is_active


def test_administrators_are_made_and_unmade(client, root):
    ben, dev = MemberFactory(), MemberFactory()
    act(client, "make_administrator", ben)
    act(client, "make_administrator", dev)
    act(client, "unmake_administrator", ben)
    assert [event.verb for event in Event.objects.about(ben)] == ["role.given", "role.taken"]


def test_the_last_administrator_is_not_unmade(client, root):
    ben = MemberFactory()
    act(client, "make_administrator", ben)
    act(client, "unmake_administrator", ben)
    ben.refresh_from_db()
    assert ben.is_staff
    act(client, "make_administrator", root)
    assert not root.role_holdings.exists()
