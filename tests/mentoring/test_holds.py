"""What is held: it stays behind those who handle concerns, until its day, and no longer."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring import retention
from mentoring.models import Concern, Hold, TrainingCompletion
from mentoring.models.hold import Held, Terms
from tests.conftest import RunTasks
from tests.factories import (
    AdministratorFactory,
    ConcernFactory,
    HoldFactory,
    MemberFactory,
    SafeguardingFactory,
    TrainingCompletionFactory,
)
from tests.mentoring.browsing import browser, words
from tests.mentoring.test_erasing import be_erased, dump

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _ledger(settings: Any, tmp_path: Path) -> None:
    settings.ERASURE_LEDGER = tmp_path / "erasures.txt"


def terms(days: int = 30, why: str = "A claim is open.") -> Terms:
    return Terms("claim", why, timezone.localdate() + days * DAY)


def placed(on: Held) -> Hold:
    hold, _is_new = Hold.objects.place(on, terms(), by=SafeguardingFactory())
    return hold


def trained() -> Member:
    member = MemberFactory(
        name="Zanzibar Lee", email="zanzibar@example.org", membership_number="Z999"
    )
    TrainingCompletionFactory(member=member, note="Zanzibar came late.")
    return member


# An erasure -------------------------------------------------------------------------


def test_an_erasure_moves_what_is_held_and_takes_the_rest() -> None:
    member = trained()
    hold = placed(member)

    be_erased(member)

    hold.refresh_from_db()
    for said in ("Zanzibar Lee", "zanzibar@example.org", "Z999", "Zanzibar came late."):
        assert said in hold.kept
    assert TrainingCompletion.objects.get().note == "Removed with its author’s account."
    assert dump().count("Zanzibar Lee") == 1


def test_without_a_hold_nothing_of_it_stays(run_tasks: RunTasks) -> None:
    be_erased(trained())
    run_tasks()

    assert "zanzibar" not in dump().casefold()


def test_a_hold_of_somebody_else_keeps_nothing_of_mine() -> None:
    hold = placed(MemberFactory())
    be_erased(trained())

    hold.refresh_from_db()
    assert hold.kept == ""


def test_who_reported_and_whom_it_is_about_stay_with_a_held_concern() -> None:
    reporter, about = MemberFactory(name="Rhea"), MemberFactory(name="Abel")
    hold = placed(ConcernFactory(reporter=reporter, about=about))

    be_erased(reporter)
    be_erased(about)

    hold.refresh_from_db()
    first, second = hold.kept.splitlines()
    assert (first.startswith("Reported by: Rhea, "), second.startswith("About: Abel, ")) == (
        True,
        True,
    )
    assert Concern.objects.get().reporter is None


def test_lifting_it_lets_it_go(run_tasks: RunTasks) -> None:
    member = trained()
    hold = placed(member)
    be_erased(member)
    run_tasks()

    assert hold.lift(hold.placed_by)
    assert not hold.lift(hold.placed_by)

    assert "zanzibar" not in dump().casefold()


def test_nobody_is_held_once_they_are_erased() -> None:
    member = trained()
    be_erased(member)

    with pytest.raises(NotAllowed, match="Nothing is left"):
        placed(member)


# The clock --------------------------------------------------------------------------


def rule(words: str) -> retention.Rule:
    [found] = [each for each in retention.RULES if words in each.what]
    return found


def run(words: str, now: Any) -> int:
    return sum(rule(words).act(row, now) for row in list(rule(words).due(now)))


def test_what_is_held_is_not_emptied_and_afterwards_it_is() -> None:
    concern, safe = ConcernFactory(), SafeguardingFactory()
    concern.take(safe)
    concern.close(safe, "Spoken with both.")
    hold, _is_new = Hold.objects.place(concern, terms(), by=safe)
    late = concern.closed_at + 1097 * DAY

    assert run("concerns that were closed", late) == 0
    hold.lift(safe)
    assert run("concerns that were closed", late) == 1
    with pytest.raises(NotAllowed, match="Nothing is left"):
        placed(concern)


def at(day: date) -> Any:
    """Noon of a day."""
    return timezone.now().replace(year=day.year, month=day.month, day=day.day, hour=12)


def test_it_is_over_after_its_day_and_not_on_it() -> None:
    hold = HoldFactory(kept="Zanzibar")

    assert run("holds that are over", at(hold.until)) == 0
    assert run("holds that are over", at(hold.until + DAY)) == 1
    assert run("holds that are over", at(hold.until + DAY)) == 0
    hold.refresh_from_db()
    assert (hold.why, hold.kept, bool(hold.lifted_at)) == ("", "", True)


def test_the_clock_does_not_lift_what_was_given_another_day_meanwhile() -> None:
    hold = HoldFactory()
    seen = Hold.objects.get(pk=hold.pk)
    Hold.objects.update(until=hold.until + 30 * DAY)

    assert not seen.lift(None, hold.until + DAY)


def test_those_who_look_after_it_are_told_once_for_each_day(run_tasks: RunTasks) -> None:
    about = SafeguardingFactory()
    safe = SafeguardingFactory(email="safe@example.org")
    hold = HoldFactory(member=about, placed_by=safe)
    near = at(hold.until - 14 * DAY)

    assert run("holds that end soon", near - DAY) == 0
    assert run("holds that end soon", near) == 1
    assert run("holds that end soon", near + DAY) == 0
    letters = [(letter.to, letter.subject) for letter in run_tasks()]
    assert letters == [(["safe@example.org"], "Something that is held is held no longer soon")]
    later = Terms("claim", "Still open.", hold.until + 30 * DAY)
    hold.change(later, by=safe)
    assert run("holds that end soon", at(later.until)) == 1


# The verbs --------------------------------------------------------------------------


@pytest.mark.parametrize("born", [AdministratorFactory, MemberFactory])
def test_only_those_who_handle_concerns_hold(born: Any) -> None:
    hold = HoldFactory()
    for act in (
        lambda: Hold.objects.place(ConcernFactory(), terms(), by=born()),
        lambda: hold.change(terms(), by=born()),
        lambda: hold.lift(born()),
    ):
        with pytest.raises(NotAllowed, match="not yours"):
            act()


def test_nobody_holds_what_is_about_themselves() -> None:
    safe = SafeguardingFactory()
    for on in (safe, ConcernFactory(about=safe)):
        with pytest.raises(NotAllowed, match="not yours"):
            Hold.objects.place(on, terms(), by=safe)


def test_held_twice_is_held_once() -> None:
    member, safe = MemberFactory(), SafeguardingFactory()

    first, is_new = Hold.objects.place(member, terms(), by=safe)
    assert (Hold.objects.place(member, terms(), by=safe), is_new) == ((first, False), True)
    with pytest.raises(NotAllowed, match="held already"):
        Hold.objects.place(member, terms(40), by=safe)
    first.lift(safe)
    assert Hold.objects.place(member, terms(), by=safe)[1]


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_its_day_is_to_come_and_within_a_year(days: int) -> None:
    hold = HoldFactory()
    with pytest.raises(NotAllowed, match="within a year"):
        Hold.objects.place(MemberFactory(), terms(days), by=hold.placed_by)
    with pytest.raises(NotAllowed, match="within a year"):
        hold.change(terms(days), by=hold.placed_by)


def test_what_is_lifted_is_not_changed() -> None:
    hold = HoldFactory()
    hold.lift(hold.placed_by)

    with pytest.raises(NotAllowed, match="has been lifted"):
        hold.change(terms(), by=hold.placed_by)


def test_each_act_leaves_a_row_without_words() -> None:
    hold = placed(MemberFactory())
    safe = hold.placed_by
    hold.change(terms(60, "Zanzibar"), by=safe)
    hold.lift(safe)

    events = list(Event.objects.about(hold))
    verbs = ["hold.placed", "hold.changed", "hold.lifted"]
    assert [(e.verb, e.actor_id) for e in events] == [(verb, safe.pk) for verb in verbs]
    assert [set(e.particulars) for e in events] == [{"ground", "until"}] * 3
    assert "Zanzibar" not in "".join(str(e.particulars) for e in events)


# What the member reads ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["my_data", "my_data_erase"])
def test_the_member_reads_what_why_and_until_when(name: str) -> None:
    member, reporter, about = MemberFactory(), MemberFactory(), MemberFactory()
    hold = HoldFactory(member=member, why="A claim of 2024.", until=date(2030, 3, 4))
    concern = ConcernFactory(reporter=reporter, about=about)
    HoldFactory(member=None, concern=concern, why="Somebody may come to harm.")

    def reads(who: Member) -> str:
        return words(browser(who).get(reverse(f"mentoring:{name}")))

    for said in ("Kept under a hold", "A claim of 2024.", "4 March 2030", "A legal claim"):
        assert said in reads(member)
    assert "Somebody may come to harm." in reads(reporter)
    assert "Kept under a hold" not in reads(about)
    hold.lift(hold.placed_by)
    assert "Kept under a hold" not in reads(member)
