"""One row an act, told to each viewer in their own words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template

from history.models import Event
from history.sentences import sentence_for
from tests.factories import MemberFactory, RouteFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_row_says_who_did_what_to_which_thing_and_when() -> None:
    amina, route = MemberFactory(), RouteFactory()
    event = Event.objects.record("enrolment.opened", by=amina, on=route, at=NOON, route=route.pk)
    event.refresh_from_db()
    assert (event.actor, event.at, event.particulars) == (amina, NOON, {"route": route.pk})
    assert (event.subject_type, event.subject_id) == ("registration.route", route.pk)


def test_a_thing_has_only_its_own_history_oldest_first() -> None:
    route, other = RouteFactory(), RouteFactory()
    later = Event.objects.record("role.taken", by=None, on=route, at=NOON + timedelta(days=1))
    Event.objects.record("role.given", by=None, on=other, at=NOON)
    first = Event.objects.record("role.given", by=None, on=route, at=NOON)
    assert list(Event.objects.about(route)) == [first, later]


def test_the_actor_is_you_to_yourself_and_a_name_to_others() -> None:
    amina = MemberFactory(name="Amina Rahman", called="Amina")
    event = Event.objects.record("pairing.accepted", by=amina, on=RouteFactory())
    assert sentence_for(event, amina) == "You accepted"
    assert sentence_for(event, MemberFactory()) == "Amina accepted"


def test_what_the_clock_did_names_nobody() -> None:
    event = Event.objects.record("pairing.expired", by=None, on=RouteFactory())
    assert sentence_for(event) == "The proposal closed after no answer"


def test_the_timeline_shows_the_newest_first_and_escapes_names() -> None:
    route, mallory = RouteFactory(), MemberFactory(name="Mal", called="<b>Mal</b>")
    Event.objects.record("pairing.proposed", by=mallory, on=route, at=NOON)
    Event.objects.record("pairing.accepted", by=mallory, on=route, at=NOON + timedelta(days=1))
    page = Template("{% load timeline %}{% timeline thing viewer %}").render(
        Context({"thing": route, "viewer": MemberFactory()})
    )
    assert page.index("accepted") < page.index("proposed")
    assert page.count('class="key"') == 2
    assert "<b>Mal</b>" not in page
