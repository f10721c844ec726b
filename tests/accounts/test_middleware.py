"""Pages in the member's language and time."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils import timezone, translation

from accounts.middleware import own_language_and_time
from tests.factories import MemberFactory


def told(rf, member):
    """Language and zone while the page is made."""
    request = rf.get("/")
    request.user = member
    seen = []

    def page(_request):
        seen.extend([translation.get_language(), timezone.get_current_timezone_name()])
        return HttpResponse()

    own_language_and_time(page)(request)
    return seen


def test_a_member_is_told_their_own_time_in_their_own_language(rf, settings):
    settings.LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
    member = MemberFactory.build(language="cy", time_zone="America/Toronto")
    assert told(rf, member) == ["cy", "America/Toronto"]


def test_the_next_request_starts_afresh(rf):
    told(rf, MemberFactory.build(time_zone="America/Toronto"))
    assert told(rf, AnonymousUser()) == ["en", "Europe/London"]


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "../../etc/passwd", ""])
def test_a_zone_that_the_machine_does_not_know_costs_nobody_the_page(rf, zone):
    assert told(rf, MemberFactory.build(time_zone=zone)) == ["en", "Europe/London"]


def test_a_language_that_went_away_is_english(rf):
    assert told(rf, MemberFactory.build(language="cy"))[0] == "en"


@pytest.mark.django_db
def test_choosing_them_asks_the_database_nothing_more(rf, django_assert_num_queries):
    member = MemberFactory()
    with django_assert_num_queries(0):
        told(rf, member)
