"""Writing one's mentor profile: for every member, and whatever is typed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from history.models import Event
from mentoring.models import MentorProfile
from registration.models import KnowledgeArea, Language, MeetingWay, Route
from tests.factories import MemberFactory, MentorProfileFactory

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + timedelta(days=1)


def typed(**more: Any) -> dict[str, Any]:
    return {
        "capacity": "3",
        "away_until": "",
        "story": "Twelve years at the counter.",
        "help_with": "Seeing it from the front.",
        "works_at_front_line": "on",
        "routes": [Route.objects.get(slug="fellowship").pk],
        "areas": [KnowledgeArea.objects.get(slug="research").pk],
        "meeting_ways": [MeetingWay.objects.get(slug="video").pk],
        "languages": [Language.objects.get(slug="cymraeg").pk],
        **more,
    }


def sign_in(client: Client, member: Member | None = None) -> Member:
    member = member or MemberFactory()
    client.force_login(member)
    return member


def errors(client: Client, **more: Any) -> dict[str, list[str]]:
    response = client.post("/mentor-profile/", typed(**more))
    assert response.status_code == 422
    return dict(response.context["form"].errors)


def test_a_member_without_training_can_write_a_profile(client: Client) -> None:
    member = sign_in(client)
    page = client.get("/mentor-profile/").content.decode()
    assert "No training recorded yet" in page
    assert not MentorProfile.objects.exists()
    response = client.post("/mentor-profile/", typed(away_until=TOMORROW.isoformat()))
    assert (response.status_code, response["Location"]) == (302, "/mentor-profile/")
    profile = MentorProfile.objects.get(member=member)
    assert (profile.capacity, profile.away_until, profile.listed_at) == (3, TOMORROW, None)
    assert (profile.story, profile.works_at_front_line) == ("Twelve years at the counter.", True)
    assert [r.slug for r in profile.routes.all()] == ["fellowship"]
    assert [a.slug for a in profile.areas.all()] == ["research"]
    assert [w.slug for w in profile.meeting_ways.all()] == ["video"]
    assert [x.slug for x in profile.languages.all()] == ["cymraeg"]
    assert profile.availability_confirmed_on == timezone.localdate()
    assert Event.objects.get(verb="mentor.changed").subject_id == profile.pk


def test_the_form_shows_what_is_saved(client: Client) -> None:
    sign_in(client)
    client.post("/mentor-profile/", typed(away_until=TOMORROW.isoformat()))
    form = client.get("/mentor-profile/").context["form"]
    assert form["capacity"].value() == 3
    assert form["works_at_front_line"].value() is True
    assert form["areas"].value() == typed()["areas"]
    assert f'value="{TOMORROW.isoformat()}"' in str(form["away_until"])


def test_choices_can_be_taken_back(client: Client) -> None:
    member = sign_in(client)
    client.post("/mentor-profile/", typed())
    client.post("/mentor-profile/", {"capacity": "0"})
    profile = MentorProfile.objects.get(member=member)
    assert (profile.capacity, profile.story, profile.areas.count()) == (0, "", 0)
    assert profile.works_at_front_line is False


@pytest.mark.parametrize("places", ["", "21", "-1", "two", "1.5", "\x00", "9" * 30, "٣٣"])
def test_places_are_a_whole_number_from_0_to_20(client: Client, places: str) -> None:
    sign_in(client)
    assert errors(client, capacity=places) == {"capacity": ["Choose a whole number from 0 to 20."]}


@pytest.mark.parametrize("places", ["0", "20"])
def test_none_and_twenty_places_are_fine(client: Client, places: str) -> None:
    sign_in(client)
    assert client.post("/mentor-profile/", typed(capacity=places)).status_code == 302


@pytest.mark.parametrize("day", [timezone.localdate(), date(2020, 1, 1)])
def test_away_until_is_a_day_to_come(client: Client, day: date) -> None:
    sign_in(client)
    found = errors(client, away_until=day.isoformat())
    assert found == {"away_until": ["Give a day after today, or leave this empty."]}


@pytest.mark.parametrize("day", ["soon", "2027-02-31", "99999-01-01", "\x00", "0000-00-00"])
def test_away_until_is_a_date(client: Client, day: str) -> None:
    sign_in(client)
    found = errors(client, away_until=day)
    assert found == {"away_until": ["Give a day, month and year, such as 4 January 2027."]}


def test_being_away_in_the_past_is_over(client: Client) -> None:
    profile = MentorProfileFactory(away_until=timezone.localdate())
    sign_in(client, profile.member)
    assert client.get("/mentor-profile/").context["form"]["away_until"].value() is None


@pytest.mark.parametrize("field", ["story", "help_with"])
@pytest.mark.parametrize("text", ["a" * 3001, "nul\x00", "bell\x07", "turn\u202earound"])
def test_texts_that_cannot_be_kept_are_refused_by_the_field(
    client: Client, field: str, text: str
) -> None:
    sign_in(client)
    assert list(errors(client, **{field: text})) == [field]
    assert not MentorProfile.objects.exists()


def test_what_was_typed_is_kept_on_the_page(client: Client) -> None:
    sign_in(client)
    wrong = typed(capacity="21", story="Line one\nline <two>", away_until="soon")
    page = client.post("/mentor-profile/", wrong).content.decode()
    assert "Line one\nline &lt;two&gt;</textarea>" in page
    assert 'value="21"' in page
    assert 'value="soon"' in page
    assert f'name="areas" value="{wrong["areas"][0]}"' in page
    assert "<title>Error: Mentor profile" in page
    assert "There are 2 problems" in page


@pytest.mark.parametrize("field", ["routes", "areas", "meeting_ways", "languages"])
@pytest.mark.parametrize("key", ["0", "99999999999999999999999999", "x", "\x00", "1 OR 1=1", ""])
def test_terms_are_those_on_offer(client: Client, field: str, key: str) -> None:
    sign_in(client)
    found = errors(client, **{field: [key]})
    assert found == {field: ["One of these is no longer offered. Please choose again."]}


def test_a_retired_term_cannot_be_newly_chosen(client: Client) -> None:
    sign_in(client)
    research = KnowledgeArea.objects.get(slug="research")
    KnowledgeArea.objects.filter(pk=research.pk).update(retired_at=timezone.now())
    assert list(errors(client)) == ["areas"]


def test_a_retired_term_stays_with_who_holds_it(client: Client) -> None:
    member = sign_in(client)
    client.post("/mentor-profile/", typed())
    KnowledgeArea.objects.filter(slug="research").update(retired_at=timezone.now())
    assert client.post("/mentor-profile/", typed()).status_code == 302
    profile = MentorProfile.objects.get(member=member)
    assert [area.slug for area in profile.areas.all()] == ["research"]


def test_forged_fields_change_nothing(client: Client) -> None:
    member, other = sign_in(client), MemberFactory()
    forged = typed(
        listed_at="2026-01-01", member=other.pk, id=7, pk=7, availability_confirmed_on="2030-01-01"
    )
    assert client.post("/mentor-profile/", forged).status_code == 302
    profile = MentorProfile.objects.get()
    assert (profile.member, profile.listed_at) == (member, None)
    assert profile.availability_confirmed_on == timezone.localdate()


@pytest.mark.parametrize(
    ("emptied", "field"),
    [({"story": "  ", "help_with": ""}, "story"), ({"routes": []}, "routes")],
)
def test_a_listed_profile_keeps_something_to_read_and_a_route(
    client: Client, emptied: dict[str, Any], field: str
) -> None:
    profile = MentorProfileFactory()
    sign_in(client, profile.member)
    assert list(errors(client, **emptied)) == [field]
    profile.refresh_from_db()
    assert (profile.story != "", profile.routes.exists()) == (True, True)


def test_a_page_of_the_profile_has_a_bounded_cost(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, MentorProfileFactory().member)
    client.get("/mentor-profile/")
    with django_assert_num_queries(7):
        client.get("/mentor-profile/")
