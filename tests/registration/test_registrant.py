"""The verb that changes work details."""

from typing import Any

import pytest

from history.models import Event
from lib.refusals import NotAllowed
from registration.models import Registrant, Sector
from tests.factories import MemberFactory, RegistrantFactory, RouteFactory

pytestmark = pytest.mark.django_db


def facts(**more: Any) -> dict[str, Any]:
    terms = dict.fromkeys(("organisation_kind", "sector", "region"))
    return {"job_title": "", "organisation": "", **terms, **more}


def written() -> list[tuple[str, list[str]]]:
    rows = Event.objects.order_by("pk").values_list("verb", "particulars")
    return [(verb, particulars["fields"]) for verb, particulars in rows]


def test_the_first_save_makes_the_record_and_one_row_of_history() -> None:
    member = MemberFactory()
    changed = Registrant.objects.of(member).change(by=member, **facts(job_title="Librarian"))
    assert changed == ["job_title"]
    assert Registrant.objects.get(member=member).job_title == "Librarian"
    assert written() == [("registrant.changed", ["job_title"])]


def test_a_save_without_change_writes_nothing() -> None:
    registrant = RegistrantFactory()
    same = facts(job_title="Librarian", organisation="Harbourside Library")
    assert registrant.change(by=registrant.member, **same) == []
    assert written() == []


def test_only_what_differs_is_written_and_named() -> None:
    registrant = RegistrantFactory()
    public = Sector.objects.get(slug="public")
    changed = registrant.change(by=registrant.member, job_title="Librarian", sector=public)
    assert changed == ["sector"]
    assert written() == [("registrant.changed", ["sector"])]


def test_a_second_first_save_joins_the_first() -> None:
    member = MemberFactory()
    two_tabs = [Registrant.objects.of(member), Registrant.objects.of(member)]
    for tab in two_tabs:
        tab.change(by=member, job_title="Librarian")
    assert Registrant.objects.filter(member=member).count() == 1
    assert written() == [("registrant.changed", ["job_title"])]


def test_a_stale_tab_does_not_take_the_level_back() -> None:
    stale = RegistrantFactory()
    route = RouteFactory()
    Registrant.objects.filter(pk=stale.pk).update(level=route)
    stale.change(by=stale.member, job_title="Head of service")
    assert Registrant.objects.get(pk=stale.pk).level == route


def test_nobody_else_changes_them() -> None:
    registrant = RegistrantFactory()
    with pytest.raises(NotAllowed):
        registrant.change(by=MemberFactory(), job_title="Librarian of Alexandria")


def test_the_level_is_not_a_work_detail() -> None:
    registrant = RegistrantFactory()
    with pytest.raises(ValueError, match="level"):
        registrant.change(by=registrant.member, level=RouteFactory())
