"""A letter that came back for good: nobody is written to in vain, nor waits in vain."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from history.models import Event
from lib.bounces import return_address
from mentoring import bounces
from mentoring.models import MentorProfile
from tests.factories import MentorProfileFactory, accepted_by_mentor, proposed
from tests.lib.test_bounces import report
from tests.mentoring.browsing import browser, look, words

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _reads_bounces(settings: Any) -> None:
    settings.BOUNCE_ADDRESS = "bounces@example.org"


def kit() -> Member:
    return MentorProfileFactory().member


def back_to(member: Member) -> str:
    return return_address(member.pk, member.email)


def test_a_letter_that_came_back_rests_the_listing_and_marks_the_member() -> None:
    member = kit()
    assert bounces.take(report(), back_to(member), NOW) is True
    member.refresh_from_db()
    assert (member.bounced_at, member.mentor_profile.is_listed) == (NOW, False)
    verbs = list(Event.objects.order_by("pk").values_list("verb", "actor"))
    assert verbs == [("member.bounced", None), ("mentor.paused", None)]


def test_the_same_again_changes_nothing() -> None:
    member = kit()
    bounces.take(report(), back_to(member), NOW)
    assert bounces.take(report(), back_to(member), NOW) is False
    assert Event.objects.count() == 2


def test_nobody_can_have_another_marked() -> None:
    member, other = kit(), kit()
    forged = back_to(member).replace(f"+{member.pk}-", f"+{other.pk}-")
    for recipient in (forged, f"bounces+{member.pk}-{'0' * 24}@example.org", member.email, ""):
        assert bounces.take(report(), recipient, NOW) is False
    assert not Member.objects.exclude(bounced_at=None).exists()


def test_an_address_that_the_member_has_no_more_says_nothing() -> None:
    member = kit()
    old = back_to(member)
    Member.objects.filter(pk=member.pk).update(email="new@example.org")
    assert bounces.take(report(), old, NOW) is False


def test_a_full_box_marks_nobody() -> None:
    member = kit()
    assert bounces.take(report(status="5.2.2"), back_to(member), NOW) is False
    assert MentorProfile.objects.get(member=member).is_listed


def test_a_letter_leaves_with_a_return_address_of_its_own(run_tasks: Any) -> None:
    pairing = proposed()
    pairing.decline(pairing.mentor)
    [letter] = run_tasks()
    assert letter.from_email == back_to(pairing.mentee)
    assert letter.message()["From"] == "Alongside <mentoring@example.org>"


def test_without_an_address_for_bounces_it_leaves_as_ever(run_tasks: Any, settings: Any) -> None:
    settings.BOUNCE_ADDRESS = ""
    pairing = proposed()
    pairing.decline(pairing.mentor)
    assert run_tasks()[0].from_email == settings.DEFAULT_FROM_EMAIL


def test_no_letter_goes_where_none_arrives(run_tasks: Any) -> None:
    pairing = accepted_by_mentor()
    run_tasks(), mail.outbox.clear()
    bounces.take(report(), back_to(pairing.mentor), NOW)
    pairing.accept(pairing.mentee)
    assert run_tasks() == []


def test_the_member_says_that_the_address_is_right() -> None:
    member = kit()
    bounces.take(report(), back_to(member), NOW)
    page = browser(member).get(reverse("account_email"))
    assert "A letter to you came back" in words(page)
    works = reverse("accounts:address_works")
    assert "Letters go to this address again." in words(browser(member).post(works, follow=True))
    assert "already" in words(browser(member).post(works, follow=True))
    member.refresh_from_db()
    assert member.bounced_at is None
    assert "came back" not in words(browser(member).get(reverse("account_email")))


def test_the_member_is_told_at_the_next_log_in() -> None:
    member = kit()
    member.set_password("reading-room-2026")
    member.save()
    bounces.take(report(), back_to(member), NOW)
    typed = {"login": member.email, "password": "reading-room-2026"}
    page = Client().post(reverse("account_login"), typed, follow=True)
    assert "A letter to your address came back" in words(page)


def test_the_listing_comes_back_by_the_mentors_own_press() -> None:
    member = kit()
    bounces.take(report(), back_to(member), NOW)
    member.refresh_from_db()
    member.reach()
    assert not MentorProfile.objects.get(member=member).is_listed
    browser(member).post(reverse("mentoring:profile_list"))
    assert MentorProfile.objects.get(member=member).is_listed
    assert look(member, "profile_edit").status_code == 200


@pytest.mark.parametrize(("status", "said"), [("5.1.1", "Marked."), ("4.2.2", "Nothing to mark.")])
def test_the_mail_server_pipes_it_in(
    status: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.TextIOWrapper(io.BytesIO(report(status=status)))
    monkeypatch.setattr("sys.stdin", typed)
    out = io.StringIO()
    call_command("take_bounce", back_to(kit()), stdout=out)
    assert out.getvalue().strip() == said
