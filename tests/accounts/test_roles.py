"""What the office allows, and who gives it."""

from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.http import HttpResponse

from accounts.models import Member, RoleHolding
from accounts.roles import ROLES, Permission, Role, requires
from history.models import Event
from tests.factories import AdministratorFactory, MemberFactory

pytestmark = pytest.mark.django_db


@requires(Permission.RECORD_TRAINING)
def guarded(request):
    return HttpResponse("in")


def visit(rf, member):
    request = rf.get("/staff/training/?page=2")
    request.user = member
    return guarded(request)


def test_every_role_and_every_permission_is_in_the_table():
    assert set(ROLES) == set(Role)
    assert set().union(*ROLES.values()) == set(Permission)


@pytest.mark.parametrize("permission", Permission)
def test_an_administrator_may_what_the_role_allows(permission):
    dev = AdministratorFactory()
    assert dev.may(permission) == (permission in ROLES[Role.ADMINISTRATOR])


@pytest.mark.parametrize("permission", Permission)
def test_a_member_may_nothing_in_the_office_and_is_not_looked_up(
    permission, django_assert_num_queries
):
    carol = MemberFactory()
    with django_assert_num_queries(0):
        assert not carol.may(permission)


@pytest.mark.parametrize("permission", Permission)
def test_a_superuser_may_everything_without_a_role(permission, django_assert_num_queries):
    root = MemberFactory(is_superuser=True)
    with django_assert_num_queries(0):
        assert root.may(permission)


def test_roles_are_asked_for_once(django_assert_num_queries):
    dev = Member.objects.get(pk=AdministratorFactory().pk)
    with django_assert_num_queries(1):
        allowed = {permission for permission in Permission if dev.may(permission)}
    assert allowed == ROLES[Role.ADMINISTRATOR]


def test_a_closed_account_may_nothing():
    dev = AdministratorFactory(is_active=False)
    assert not dev.may(Permission.SEE_OFFICE)


def test_visitors_are_sent_to_log_in_and_come_back(rf):
    answer = visit(rf, AnonymousUser())
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/accounts/login/?next=%2Fstaff%2Ftraining%2F%3Fpage%3D2",
    )


def test_members_without_the_permission_are_refused(rf):
    with pytest.raises(PermissionDenied):
        visit(rf, MemberFactory())


def test_holders_of_the_permission_come_in(rf):
    assert visit(rf, AdministratorFactory()).content == b"in"


def test_giving_a_role_opens_the_office_and_is_remembered():
    root, dev = MemberFactory(is_superuser=True), MemberFactory()
    assert dev.give_role(Role.ADMINISTRATOR, by=root)
    dev.refresh_from_db()
    assert dev.is_staff
    assert dev.may(Permission.SEE_OFFICE)
    assert RoleHolding.objects.get(member=dev).given_by == root
    event = Event.objects.about(dev).get()
    assert (event.verb, event.actor) == ("role.given", root)
    assert event.particulars == {"role": "administrator"}


def test_giving_a_role_again_changes_nothing():
    dev = AdministratorFactory()
    assert not dev.give_role(Role.ADMINISTRATOR, by=None)
    assert RoleHolding.objects.count() == 1
    assert not Event.objects.exists()


def test_taking_the_last_role_closes_the_office():
    root, dev = MemberFactory(is_superuser=True), AdministratorFactory()
    assert dev.may(Permission.SEE_OFFICE)
    assert dev.take_role(Role.ADMINISTRATOR, by=root)
    assert not dev.may(Permission.SEE_OFFICE)
    dev.refresh_from_db()
    assert not dev.is_staff
    assert Event.objects.about(dev).get().verb == "role.taken"


def test_taking_a_role_that_is_not_held_changes_nothing():
    carol = MemberFactory()
    assert not carol.take_role(Role.ADMINISTRATOR, by=None)
    assert not Event.objects.exists()


def test_a_superuser_stays_in_the_office_without_a_role():
    root = MemberFactory(is_superuser=True)
    root.give_role(Role.ADMINISTRATOR, by=None)
    root.take_role(Role.ADMINISTRATOR, by=None)
    root.refresh_from_db()
    assert root.is_staff


def command(*words):
    said = StringIO()
    call_command(*words, stdout=said)
    return said.getvalue().strip()


def test_roles_are_given_and_taken_from_the_command_line():
    dev = MemberFactory(email="dev@example.org")
    assert [
        command("give_role", "Dev@Example.org", "administrator"),
        command("give_role", "dev@example.org", "administrator"),
        command("take_role", "dev@example.org", "administrator"),
        command("take_role", "dev@example.org", "administrator"),
    ] == [
        "dev@example.org holds the role of administrator now.",
        "dev@example.org held the role of administrator already.",
        "dev@example.org no longer holds the role of administrator.",
        "dev@example.org did not hold the role of administrator.",
    ]
    assert [event.actor for event in Event.objects.about(dev)] == [None, None]


@pytest.mark.parametrize("verb", ["give_role", "take_role"])
def test_the_command_line_names_what_is_wrong(verb):
    with pytest.raises(CommandError, match=r"No member has the address nobody@example\.org\."):
        command(verb, "nobody@example.org", "administrator")
    with pytest.raises(CommandError, match="invalid choice: 'king'"):
        command(verb, MemberFactory().email, "king")
