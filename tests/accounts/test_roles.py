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
from lib.refusals import NotAllowed
from tests.accounts.devices import with_second_step
from tests.factories import AdministratorFactory, AuditorFactory, MemberFactory

pytestmark = pytest.mark.django_db


@requires(Permission.RECORD_TRAINING)
def guarded(request):
    return HttpResponse("in")


@requires(Permission.SEE_OFFICE)
def shown(request):
    return HttpResponse("seen")


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
    request = with_second_step(rf.get("/staff/training/"), AdministratorFactory())
    assert guarded(request).content == b"in"


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
    AdministratorFactory()
    assert dev.may(Permission.SEE_OFFICE)
    assert dev.take_role(Role.ADMINISTRATOR, by=root)
    assert not dev.may(Permission.SEE_OFFICE)
    dev.refresh_from_db()
    assert not dev.is_staff
    event = Event.objects.about(dev).get()
    assert (event.verb, event.actor) == ("role.taken", root)
    assert event.particulars == {"role": "administrator"}


def test_taking_a_role_that_is_not_held_changes_nothing():
    carol = MemberFactory()
    assert not carol.take_role(Role.ADMINISTRATOR, by=None)
    assert not Event.objects.exists()


def test_nobody_gives_or_takes_their_own_role():
    root, dev = MemberFactory(is_superuser=True), AdministratorFactory()
    for member in (root, dev):
        with pytest.raises(NotAllowed, match="Nobody gives themselves a role"):
            member.give_role(Role.AUDITOR, by=member)
    with pytest.raises(NotAllowed, match="Nobody gives themselves a role"):
        dev.take_role(Role.ADMINISTRATOR, by=dev)
    assert not Event.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_who_may_gives_and_takes(role):
    dev, other = AdministratorFactory(), AdministratorFactory(role=role)
    with pytest.raises(NotAllowed, match="You may not give or take roles"):
        MemberFactory().give_role(Role.AUDITOR, by=other)
    with pytest.raises(NotAllowed, match="You may not give or take roles"):
        dev.take_role(Role.ADMINISTRATOR, by=other)


def test_whoever_has_lost_the_role_meanwhile_gives_none():
    dev, other = AdministratorFactory(), AdministratorFactory()
    assert dev.may(Permission.GIVE_ROLES)  # as a page has read it
    Member.objects.get(pk=dev.pk).take_role(Role.ADMINISTRATOR, by=other)
    with pytest.raises(NotAllowed, match="You may not give or take roles"):
        MemberFactory().give_role(Role.AUDITOR, by=dev)


@pytest.mark.parametrize("is_active", [None, False])
def test_the_last_administrator_stays_one(is_active):
    dev, root = AdministratorFactory(), MemberFactory(is_superuser=True)
    if is_active is not None:
        AdministratorFactory(is_active=is_active)
    for act in (
        lambda: dev.take_role(Role.ADMINISTRATOR, by=root),
        lambda: dev.take_role(Role.ADMINISTRATOR, by=None),
        lambda: dev.close(by=root),
    ):
        with pytest.raises(NotAllowed, match="This is the last administrator"):
            act()
    assert Member.objects.get(pk=dev.pk).may(Permission.GIVE_ROLES)


def test_a_closed_account_is_given_no_role():
    with pytest.raises(NotAllowed, match="This account is closed"):
        MemberFactory(is_active=False).give_role(Role.AUDITOR, by=None)


def test_an_auditor_sees_everything_and_does_nothing():
    auditor = AuditorFactory()
    assert {each for each in Permission if auditor.may(each)} == {
        each for each in Permission if each.value.startswith("see_")
    }
    assert not auditor.may_act
    assert AdministratorFactory().may_act


def test_an_auditor_posts_nothing_even_where_a_view_forgets(rf):
    request = rf.post("/staff/")
    for request.user in (AuditorFactory(), MemberFactory()):
        with pytest.raises(PermissionDenied):
            shown(request)
    with_second_step(request, AdministratorFactory())
    assert shown(request).content == b"seen"


def test_each_change_of_a_role_is_told_to_whoever_it_is_about(run_tasks):
    dev, roz = AdministratorFactory(), MemberFactory()
    roz.give_role(Role.AUDITOR, by=dev)
    roz.take_role(Role.AUDITOR, by=dev)
    given, taken = run_tasks()
    assert [given.to, taken.to] == [[roz.email]] * 2
    assert [given.subject, taken.subject] == [
        "You have a role in the office",
        "A role in the office has ended",
    ]
    assert "You hold this role now: Auditor." in given.body
    assert "/staff/" in given.body
    assert "You no longer hold this role: Auditor." in taken.body


def test_nobody_is_written_to_at_an_address_they_have_not_proved(run_tasks):
    MemberFactory(verified=False).give_role(Role.AUDITOR, by=None)
    assert run_tasks() == []


def test_a_superuser_stays_in_the_office_without_a_role():
    root = MemberFactory(is_superuser=True)
    root.give_role(Role.AUDITOR, by=None)
    root.take_role(Role.AUDITOR, by=None)
    root.refresh_from_db()
    assert root.is_staff


def command(*words):
    said = StringIO()
    call_command(*words, stdout=said)
    return said.getvalue().strip()


def test_roles_are_given_and_taken_from_the_command_line():
    dev = MemberFactory(email="dev@example.org")
    AdministratorFactory()
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
