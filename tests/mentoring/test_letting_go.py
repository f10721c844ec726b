"""Pairings that have been over for long: both are told, they are counted, and nothing stays."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from accounts.models import Member
from history.models import Event, Seal
from mentoring import letting_go, retention
from mentoring.invariants import check_invariants
from mentoring.models import KeptTexts, MentoringRecord, Pairing, PastCount, Tally, TallyLine
from registration.models import Region, Registrant, Sector
from staff.overview import scheme_counts
from staff.reports.choices import Choice, months_ago
from staff.reports.vocabulary import KINDS
from tests.canaries.world import World, build, canaries_in
from tests.conftest import RunTasks
from tests.factories import (
    AdministratorFactory,
    MeetingFactory,
    MessageFactory,
    accepted_by_mentor,
    active,
    closed,
    officer_of,
    proposed,
)
from tests.mentoring.browsing import browser, words
from tests.mentoring.test_erasing import dump, figures

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def texts_gone(pairing: Pairing, told: bool = True) -> KeptTexts:
    """What retention has done by two years after the end."""
    pairing.refresh_from_db()
    assert pairing.closed_at
    gone = pairing.closed_at + 183 * DAY
    said = pairing.closed_at + 700 * DAY if told and pairing.has_started else None
    facts = {"told_at": gone - 30 * DAY, "emptied_at": gone, "counting_told_at": said}
    return KeptTexts.objects.create(pairing=pairing, **facts)


def at_the_end(pairing: Pairing) -> datetime:
    assert pairing.closed_at
    return pairing.closed_at + 730 * DAY


def tallied(now: datetime) -> None:
    Tally.objects.make(now)


def let_all_go(now: datetime) -> int:
    return sum(letting_go.let_go(pairing, now) for pairing in list(letting_go.due(now)))


# When -----------------------------------------------------------------------------------


def test_a_pairing_goes_two_years_after_its_end_and_once() -> None:
    pairing = closed("completed")
    texts_gone(pairing)
    end = at_the_end(pairing)
    tallied(end - 40 * DAY)

    assert let_all_go(end - SECOND) == 0
    assert let_all_go(end + SECOND) == 1
    assert not letting_go.let_go(pairing, end + DAY)
    assert not Pairing.objects.exists()


def test_a_proposal_that_came_to_nothing_goes_without_a_letter() -> None:
    pairing = closed("declined")
    texts_gone(pairing)

    assert not letting_go.to_be_told(at_the_end(pairing)).exists()
    assert let_all_go(at_the_end(pairing) + SECOND) == 1


@pytest.mark.parametrize("missing", ["told", "told lately", "texts", "tally"])
def test_what_is_not_ready_stays(missing: str) -> None:
    pairing = closed("ended")
    end = at_the_end(pairing)
    if missing != "texts":
        texts_gone(pairing, told=missing != "told")
    if missing == "told lately":
        KeptTexts.objects.update(counting_told_at=end - 29 * DAY)
    if missing != "tally":
        tallied(end - 40 * DAY)

    assert let_all_go(end + SECOND) == 0
    assert Pairing.objects.exists()


def test_what_is_open_is_never_let_go() -> None:
    active(), proposed(), accepted_by_mentor()

    assert not letting_go.due(timezone.now() + 9000 * DAY).exists()


def test_both_are_told_30_days_before_and_once(run_tasks: RunTasks) -> None:
    pairing = closed("ended")
    kept, near = texts_gone(pairing, told=False), at_the_end(pairing) - 30 * DAY
    run_tasks().clear()

    assert not letting_go.to_be_told(near - SECOND).exists()
    assert [letting_go.tell(kept, near + SECOND) for _ in range(2)] == [True, False]
    letters = [(letter.to[0], letter.subject) for letter in run_tasks()]
    subject = "A pairing of yours will only be counted"
    assert sorted(letters) == sorted((p.email, subject) for p in (pairing.mentor, pairing.mentee))


def test_the_rules_do_it_one_after_the_other() -> None:
    """From the end on, a day at a time, as the clock does."""
    pairing = closed("ended")
    assert pairing.closed_at
    for days in (154, 185, 701, 732):
        now = pairing.closed_at + days * DAY
        tallied(now)
        for rule in retention.RULES:
            for row in list(rule.due(now)):
                rule.act(row, now)

    assert not Pairing.objects.exists()
    assert PastCount.objects.exists()


# What stays ------------------------------------------------------------------------------


@pytest.fixture
def world() -> World:
    return build()


def test_nothing_that_leads_to_it_stays(world: World) -> None:
    """Told by the canaries, and by every column that leads to a pairing."""
    over = Pairing.objects.get(pk=world.keys["pairing"][1])
    said = {
        canary
        for model in apps.get_app_config("mentoring").get_models()
        for row in model._base_manager.all()
        if getattr(row, "pairing_id", None) == over.pk or row == over
        for field in row._meta.concrete_fields
        for canary in canaries_in(str(getattr(row, field.name)))
    }
    assert len(said) > 10
    Pairing.objects.filter(pk=over.pk).update(status="ended")
    over.refresh_from_db()
    texts_gone(over)
    tallied(at_the_end(over) - 40 * DAY)

    assert letting_go.let_go(over, at_the_end(over) + SECOND)

    assert canaries_in(dump()) & said == set()
    connection.check_constraints()


def test_all_holds_afterwards_and_history_is_as_it_was_sealed() -> None:
    pairing = active()
    MeetingFactory(pairing=pairing)
    MessageFactory(pairing=pairing, side="mentee")
    pairing.end(pairing.mentee)
    was = {broken.name for broken in check_invariants()}
    texts_gone(pairing)
    Seal.objects.add()
    tallied(at_the_end(pairing) - 40 * DAY)

    assert let_all_go(at_the_end(pairing) + SECOND) == 1

    Seal.objects.add()
    assert not list(Seal.objects.faults())
    assert {broken.name for broken in check_invariants()} - was <= {"nothing_is_in_the_future"}


def test_all_holds_after_a_pairing_that_had_everything(world: World) -> None:
    """Planting canaries broke some; letting go breaks none."""
    pairing = Pairing.objects.get(pk=world.keys["pairing"][0])
    pairing.end(pairing.mentee)
    was = {broken.name for broken in check_invariants()}
    texts_gone(pairing)
    tallied(at_the_end(pairing) - 40 * DAY)

    assert letting_go.let_go(pairing, at_the_end(pairing) + SECOND)

    assert {broken.name for broken in check_invariants()} - was <= {"nothing_is_in_the_future"}


def test_a_pairing_that_vanishes_otherwise_is_seen() -> None:
    pairing = active()
    pairing.end(pairing.mentee)
    pairing.tellings.all().delete()
    Pairing.objects.filter(pk=pairing.pk).delete()

    assert "history_leads_to_the_state" in {broken.name for broken in check_invariants()}


def test_the_two_find_it_no_more_and_the_page_says_why() -> None:
    pairing = closed("completed")
    record, _is_new = MentoringRecord.objects.issue(pairing, by=pairing.mentee)
    path = pairing.get_absolute_url()
    assert browser(pairing.mentor).get(path).status_code == 200
    texts_gone(pairing)
    tallied(at_the_end(pairing) - 40 * DAY)
    let_all_go(at_the_end(pairing) + SECOND)

    for member in (pairing.mentor, pairing.mentee):
        assert browser(member).get(path).status_code == 404
        assert browser(member).get("/mentoring/").status_code == 200
        assert "has been over for 2 years is counted" in words(browser(member).get("/my-data/"))
    assert not MentoringRecord.objects.filter(code=record.code).exists()
    dev = browser(AdministratorFactory())
    for page in ("/staff/history/", f"/staff/members/{pairing.mentor_id}/history/?what=pairing"):
        assert dev.get(page).status_code == 200


# What is counted -------------------------------------------------------------------------


def lives(region: Region, sector: Sector) -> list[Pairing]:
    """One of each end, with a first word after some days, and one that goes on."""
    found = []
    for status in ("completed", "ended", "declined", "expired", "withdrawn"):
        pairing = closed(status)
        facts = {"mentee_region": region, "mentee_sector": sector, "mentor_sector": sector}
        said = {"replied_at": pairing.proposed_at + timedelta(days=3, hours=5)}
        why = {"declined": {"declined_for": "full"}, "ended": {"ended_for": "time"}}
        Pairing.objects.filter(pk=pairing.pk).update(**facts, **said, **why.get(status, {}))
        Registrant.objects.update_or_create(member=pairing.mentee, defaults={"region": region})
        found.append(pairing)
    return [*found, active()]


def everything_counted() -> list[Any]:
    """Every report with every cell, of all, of a year, of each place; and the overview."""
    region, sector = Region.objects.first(), Sector.objects.first()
    dev, officer = AdministratorFactory(), officer_of(region)
    return [
        figures(),
        figures(Choice(since=months_ago(12))),
        figures(Choice(until=months_ago(3))),
        figures(Choice(keys={"region": frozenset({region.pk})})),
        figures(Choice(keys={kind: frozenset({1}) for kind in KINDS})),
        figures(Choice(keys={"sector": frozenset({sector.pk})})),
        *(vars(scheme_counts(viewer)) for viewer in (dev, officer)),
    ]


def without_members(counted: list[Any]) -> list[Any]:
    """The same, but for the two of the office who were made to look at it."""
    return [{k: v for k, v in each.items() if k != "members"} for each in counted]


@pytest.mark.parametrize("seen", ["at once", "anew"])
def test_no_report_counts_otherwise(seen: str, settings: Any) -> None:
    settings.MENTORING = {**settings.MENTORING, "FEWEST_COUNTED": 1}
    region, sector = Region.objects.first(), Sector.objects.first()
    assert region
    assert sector
    old = lives(region, sector)
    Tally.objects.make(timezone.now() + 40 * DAY)
    was = without_members(everything_counted())
    for pairing in old[:-1]:
        texts_gone(pairing)

    assert let_all_go(timezone.now() + 800 * DAY) == 5
    if seen == "anew":
        Tally.objects.make_anew(timezone.now() + 40 * DAY)

    assert Pairing.objects.count() == 1
    assert without_members(everything_counted()) == was


def test_pairings_alike_are_one_row_and_no_row_knows_anybody() -> None:
    three = [closed("ended") for _ in range(3)]
    Pairing.objects.update(replied_at=None)
    for pairing in three:
        texts_gone(pairing)
    tallied(timezone.now() + 400 * DAY)

    assert let_all_go(timezone.now() + 800 * DAY) == 3

    routes = {pairing.enrolment.route_id for pairing in three}
    if len(routes) == 1:
        assert {row.number for row in PastCount.objects.all()} == {3}
    assert sum(row.number for row in PastCount.objects.of("closed")) == 3
    leads = {f.related_model for f in PastCount._meta.concrete_fields if f.is_relation}
    assert Member not in leads
    assert TallyLine.objects.exists()
    assert Event.objects.filter(verb="pairing.counted").count() == 3
