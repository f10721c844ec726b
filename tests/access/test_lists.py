"""A list shows what its reader may open, all of it and nothing else (bar I22)."""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db.models import Model, QuerySet
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from mentoring.models import Concern, Import, Meeting, MentorProfile, Pairing, TrainingDay
from mentoring.querysets import MentorQuerySet
from registration.models import Award
from tests.access.world import ROLES, World, build
from tests.factories import AwardFactory, MeetingFactory, RegistrantFactory, active, proposed

SIGNED_IN = [role for role in ROLES if role != "anonymous"]
ANY = 123456789
# The list, the page of one thing that it leads to, and all such things that there are.
LISTS: list[tuple[str, str, type[Model]]] = [
    ("/mentoring/", "mentoring:pairing_detail", Pairing),
    ("/pairings/*/meetings/", "mentoring:meeting_detail", Meeting),
    ("/mentors/?places=now /mentors/?places=later", "mentoring:mentor_detail", MentorProfile),
    ("/registration/", "registration:award_edit", Award),
    ("/staff/members/", "staff:member_detail", Member),
    ("/staff/training/days/", "staff:training_day_detail", TrainingDay),
    ("/staff/concerns/", "staff:concern_detail", Concern),
    ("/staff/imports/", "staff:import_detail", Import),
]


@pytest.fixture
def world(db: None) -> World:
    """The world of the table, and others in it who are nobody's concern there."""
    world = build()
    other = active()
    MeetingFactory(pairing=other)
    AwardFactory(member=other.mentee)
    RegistrantFactory()
    proposed(mentor=world.people["other"])
    return world


def shown(browser: Client, lists: str, detail: str) -> set[int]:
    """The keys of those to which the list has a link; a list that is closed shows none."""
    keys = Pairing.objects.values_list("pk", flat=True) if "*" in lists else [0]
    paths = [path.replace("*", str(key)) for path in lists.split() for key in keys]
    link = re.compile(re.escape(reverse(detail, args=[ANY])).replace(str(ANY), r"(\d+)"))
    links = [link.fullmatch(path) for page in paths for path in links_of(browser, page)]
    return {int(found[1]) for found in links if found}


def links_of(browser: Client, page: str) -> list[str]:
    """The paths to which a page leads."""
    answer: Any = browser.get(page)
    hrefs = re.findall(r'href="([^"]+)"', answer.content.decode())
    return (
        [urlsplit(urljoin(page, href)).path for href in hrefs] if answer.status_code == 200 else []
    )


def opened(browser: Client, detail: str, things: QuerySet[Any]) -> set[int]:
    """The keys of those whose page is shown, or leads on to the step that they are at."""
    paths = {thing.pk: reverse(detail, args=[thing.pk]) for thing in things}
    return {key for key, path in paths.items() if browser.get(path).status_code < 400}


def things_of(model: type[Model], member: Member) -> QuerySet[Any]:
    """All, but for oneself among the mentors: one's own page opens, and one is not found there."""
    own = {"member": member} if model is MentorProfile else {"pk__in": []}
    return model._default_manager.exclude(**own)


def lists_agree(world: World, role: str) -> None:
    browser, member = world.browser(role), world.people[role]
    listed = {detail: shown(browser, lists, detail) for lists, detail, _model in LISTS}
    assert listed == {
        detail: opened(browser, detail, things_of(model, member)) for _list, detail, model in LISTS
    }


@pytest.mark.parametrize("role", SIGNED_IN)
def test_a_list_shows_exactly_what_opens(world: World, role: str) -> None:
    lists_agree(world, role)


def test_a_page_that_opens_without_standing_in_the_list_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the pages of mentors open, one opens who is not listed."""
    monkeypatch.setattr(MentorQuerySet, "shown_to", lambda self, _member: self)
    with pytest.raises(AssertionError, match="mentor_detail"):
        lists_agree(world, "member")
