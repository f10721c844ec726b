"""What somebody changes while a list is being applied or undone stays as they have it."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from accounts.models import Member
from mentoring.imports.applying import undo
from mentoring.models import Import, MentorProfile, Pairing, TrainingCompletion
from mentoring.models.training import TrainingFacts
from mentoring.states import ImportStatus
from registration.models import Award
from tests.factories import EnrolmentFactory, MemberFactory, RouteFactory, mentor
from tests.meanwhile import while_uncommitted
from tests.mentoring.imports.lists import administrator, applied, checked, verdicts

# SQLite has one writer at a time, and so no such moment.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
HELD = "Nothing was undone: 1 row can no longer be undone."


def undone(found: Import) -> Any:
    return undo(Import.objects.get(pk=found.pk), administrator())


def test_an_account_that_is_being_activated() -> None:
    found = applied("members", [["Amina", "amina@example.org", "", "", ""]])
    amina = Member.objects.get(email="amina@example.org")
    amina.set_password("a long enough sentence")
    assert while_uncommitted(amina.save, lambda: undone(found)) == HELD
    assert Member.objects.filter(pk=amina.pk).exists()


def test_a_number_that_the_member_is_putting_right() -> None:
    amina = MemberFactory(name="Amina", email="amina@example.org")
    found = applied("members", [["Amina", "amina@example.org", "CI7", "", ""]])
    amina.refresh_from_db()
    put_right = partial(amina.change_details, by=amina, membership_number="CI8")
    assert while_uncommitted(put_right, lambda: undone(found)) == HELD
    assert Member.objects.get(pk=amina.pk).membership_number == "CI8"


def test_a_profile_that_the_mentor_is_saving() -> None:
    ben = MemberFactory(email="ben@example.org")
    found = applied("mentors", [["ben@example.org", "3", "", "Much."]])
    profile = MentorProfile.objects.get(member=ben)
    assert (
        while_uncommitted(partial(profile.confirm_availability, ben), lambda: undone(found)) == HELD
    )
    assert MentorProfile.objects.filter(member=ben).exists()


def test_a_record_that_is_being_corrected() -> None:
    MemberFactory(email="ben@example.org")
    found = applied("completions", [["ben@example.org", "3 September 2014", ""]])
    row, other = TrainingCompletion.objects.get(), TrainingFacts(date(2014, 9, 4))
    correct = partial(row.correct, other, by=administrator())
    assert while_uncommitted(correct, lambda: undone(found)) == HELD
    assert not TrainingCompletion.objects.filter(withdrawn_at__isnull=False).exists()


def test_an_award_whose_date_is_being_put_right() -> None:
    ben, route = MemberFactory(email="ben@example.org"), RouteFactory()
    found = applied("awards", [["ben@example.org", route.name, "5 March 2014"]])
    put_right = partial(Award.objects.get().correct, date(2014, 3, 6), by=ben)
    assert while_uncommitted(put_right, lambda: undone(found)) == HELD
    assert Award.objects.get().awarded_on == date(2014, 3, 6)


def test_a_suggestion_that_is_being_accepted() -> None:
    route = RouteFactory()
    EnrolmentFactory(member__email="amina@example.org", route=route)
    ben = mentor(member=MemberFactory(email="ben@example.org"))
    found = applied("pairings", [["amina@example.org", "ben@example.org", route.name]])
    accept = partial(Pairing.objects.get().accept, ben)
    assert while_uncommitted(accept, lambda: undone(found)) == HELD
    assert Pairing.objects.get().status == "proposed"


def test_a_number_that_the_member_is_giving_is_not_written_over() -> None:
    amina = MemberFactory(name="Amina", email="amina@example.org")
    found = checked("members", [["Amina", "amina@example.org", "CI7", "", ""]])
    give = partial(amina.change_details, by=amina, membership_number="CI8")

    while_uncommitted(give, partial(found.begin, administrator()))

    amina.refresh_from_db()
    found.refresh_from_db()
    assert (amina.membership_number, found.status) == ("CI8", ImportStatus.READ)
    assert verdicts(found) == ["problem"]
    assert found.refusal.startswith("Nothing was applied: somebody has changed the same")
