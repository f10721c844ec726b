"""Adding, correcting and removing my awards."""

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from history.models import Event
from registration.models import Award, Registrant, Route
from tests.factories import AwardFactory, MemberFactory, RouteFactory

pytestmark = pytest.mark.django_db
PAGE = "/registration/awards/add/"
CHARTERSHIP = "chartership"


def route(slug: str) -> Route:
    return Route.objects.get(slug=slug)


def add(client: Client, slug: str, day: str) -> HttpResponse:
    return client.post(PAGE, {"route": route(slug).pk, "awarded_on": day})


def text(client: Client, page: str = "/registration/") -> str:
    return " ".join(client.get(page).content.decode().split())


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


@pytest.mark.parametrize("day", ["2014-06-03", "03/06/2014"])
def test_an_award_is_added_and_is_the_level(client: Client, amina: Member, day: str) -> None:
    assert add(client, CHARTERSHIP, day).url == "/registration/"
    assert amina.awards.get().awarded_on == date(2014, 6, 3)
    assert Registrant.objects.get(member=amina).level == route(CHARTERSHIP)
    assert "Your award is added." in text(client)


def test_routes_no_longer_offered_are_there_too(client: Client, amina: Member) -> None:
    RouteFactory(name="Licentiate", slug="old", retired_at=timezone.now())
    assert "Licentiate (XCLIP)</option>" in text(client, PAGE)
    assert add(client, "old", "1985-01-01").status_code == 302


def test_a_second_click_is_answered_kindly_and_has_no_effect(client: Client, amina: Member) -> None:
    for _click in range(2):
        assert add(client, CHARTERSHIP, "2014-06-03").status_code == 302
    assert "You have already added this award." in text(client)
    assert verbs() == ["award.added"]


def test_each_route_is_added_once(client: Client, amina: Member) -> None:
    add(client, CHARTERSHIP, "2014-06-03")
    answer = add(client, CHARTERSHIP, "2015-06-03")
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"route": ["You have already added this award."]}
    assert 'value="2015-06-03"' in answer.content.decode()
    assert amina.awards.get().awarded_on == date(2014, 6, 3)


NO_DAY = "Give the date of the award."
NO_SUCH_DAY = "Give a date that exists, for example 03/06/2019."
BAD_DAYS = [
    ("", NO_DAY),
    ("yesterday", NO_SUCH_DAY),
    ("2014-02-31", NO_SUCH_DAY),
    ("0000-01-01", NO_SUCH_DAY),
    ("10000-01-01", NO_SUCH_DAY),
    ("2014-06-03\x00", NO_SUCH_DAY),
    ("9" * 10_000, NO_SUCH_DAY),
    ("0001-01-01", "Give a date in 1950 or later."),
    ("1949-12-31", "Give a date in 1950 or later."),
    ("9999-12-31", "This date is in the future. Give the day of the award."),
]


@pytest.mark.parametrize(("day", "sentence"), BAD_DAYS)
def test_bad_days(client: Client, amina: Member, day: str, sentence: str) -> None:
    answer = add(client, CHARTERSHIP, day)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"awarded_on": [sentence]}
    assert f'value="{route(CHARTERSHIP).pk}" selected' in answer.content.decode()
    assert not Award.objects.exists()


def test_tomorrow_is_not_a_day_of_an_award_and_today_is(client: Client, amina: Member) -> None:
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    assert add(client, CHARTERSHIP, tomorrow.isoformat()).status_code == 422
    assert add(client, CHARTERSHIP, today.isoformat()).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Choose an award."),
        ("999999", "Choose one from the list."),
        ("9" * 30, "Choose one from the list."),
        ("\x00", "Null characters are not allowed."),
        (CHARTERSHIP, "Choose one from the list."),
    ],
)
def test_bad_routes(client: Client, amina: Member, typed: str, sentence: str) -> None:
    answer = client.post(PAGE, {"route": typed, "awarded_on": "2014-06-03"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"route": [sentence]}
    assert 'value="2014-06-03"' in answer.content.decode()


def test_forged_fields_have_no_effect(client: Client, amina: Member) -> None:
    other = MemberFactory()
    typed = {"route": route(CHARTERSHIP).pk, "awarded_on": "2014-06-03"}
    client.post(PAGE, {**typed, "member": other.pk, "id": 77, "level": route("fellowship").pk})
    assert amina.awards.count() == 1
    assert Registrant.objects.get(member=amina).level == route(CHARTERSHIP)


def test_a_date_is_corrected(client: Client, amina: Member) -> None:
    award = AwardFactory(member=amina)
    page = f"/registration/awards/{award.pk}/"
    assert 'value="2020-06-01"' in text(client, page)
    typed = {"awarded_on": "2019-06-01", "route": route(CHARTERSHIP).pk, "member": 1}
    assert client.post(page, typed).url == "/registration/"
    award.refresh_from_db()
    assert (award.awarded_on, award.member) == (date(2019, 6, 1), amina)
    assert award.route != route(CHARTERSHIP)


@pytest.mark.parametrize(("day", "sentence"), BAD_DAYS)
def test_a_date_is_not_corrected_to_a_bad_one(
    client: Client, amina: Member, day: str, sentence: str
) -> None:
    award = AwardFactory(member=amina)
    answer = client.post(f"/registration/awards/{award.pk}/", {"awarded_on": day})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"awarded_on": [sentence]}
    assert verbs() == []


def test_an_award_is_removed_once(client: Client, amina: Member) -> None:
    award = AwardFactory(member=amina)
    page = f"/registration/awards/{award.pk}/remove/"
    assert client.get(page).status_code == 405
    assert client.post(page).url == "/registration/"
    assert "The award is removed." in text(client)
    assert client.post(page).url == "/registration/"
    assert "You have already removed this award." in text(client)
    assert verbs() == ["award.removed"]


def test_an_award_of_somebody_else_is_not_there(client: Client, amina: Member) -> None:
    theirs = AwardFactory()
    page = f"/registration/awards/{theirs.pk}/"
    assert client.get(page).status_code == 404
    assert client.post(page, {"awarded_on": "2019-06-01"}).status_code == 404
    assert client.post(f"{page}remove/").status_code == 404
    theirs.remove(by=theirs.member)
    assert client.post(f"{page}remove/").status_code == 404


@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_an_award_that_never_was(client: Client, amina: Member, pk: str) -> None:
    assert client.get(f"/registration/awards/{pk}/").status_code == 404
    assert client.post(f"/registration/awards/{pk}/remove/").status_code == 404


@pytest.mark.parametrize("more", [0, 3])
def test_the_pages_cost_three_queries_each(
    client: Client, amina: Member, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    award = AwardFactory(member=amina)
    AwardFactory.create_batch(more, member=amina)
    for page in (PAGE, f"/registration/awards/{award.pk}/"):
        with django_assert_num_queries(3):
            client.get(page)
