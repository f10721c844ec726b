"""What the two plan: who can, whose the months are, and who reads it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.forms.aim import after
from mentoring.models import Aim, NextStep, Pairing
from mentoring.states import Milestone, milestones_of
from registration.models import Route
from tests.conftest import RunTasks
from tests.factories import (
    AdministratorFactory,
    AimFactory,
    EnrolmentFactory,
    MemberFactory,
    NextStepFactory,
    active,
    closed,
    proposed,
)
from tests.mentoring.browsing import act, browser, guards_its_forms, look, verbs_of, words

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar in the rain"
MARCH = date(2027, 3, 1)


def aim(pairing: Pairing, by: Member, text: str = "To be heard.") -> Aim:
    return Aim.objects.add(pairing, text, by=by)[0]


def step(pairing: Pairing, by: Member, **facts: Any) -> NextStep:
    return NextStep.objects.add(pairing, {"text": "Speak up.", **facts}, by=by)[0]


def on(route: str) -> Pairing:
    return active(enrolment=EnrolmentFactory(route=Route.objects.get(slug=route)))


def told(thing: Aim | NextStep) -> list[str]:
    return list(Event.objects.about(thing).values_list("verb", flat=True))


# Who can, and when -------------------------------------------------------


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_either_of_the_two_adds_changes_ticks_reopens_and_takes_away(side: str) -> None:
    pairing = active()
    me = getattr(pairing, side)
    act(me, "aim_add", pairing, text="To be heard.")
    act(me, "step_add", pairing, text="Speak up.", aim=Aim.objects.get().pk)
    kept = NextStep.objects.get()
    for name, data in (
        ("step_change", {"text": "Speak up once."}),
        ("step_tick", {}),
        ("step_reopen", {}),
        ("step_remove", {}),
    ):
        assert act(me, name, kept, **data).status_code == 302
    assert told(kept) == [
        "step.added",
        "step.changed",
        "step.done",
        "step.reopened",
        "step.removed",
    ]
    assert Aim.objects.get().side == side


def test_each_sees_what_the_other_has_added() -> None:
    pairing = active()
    aim(pairing, pairing.mentor, SECRET)
    for member, who in ((pairing.mentor, "you"), (pairing.mentee, pairing.mentor.short_name)):
        page = words(look(member, "aim_list", pairing.pk))
        assert f"{SECRET} Added by {who} on" in page
        assert SECRET in words(look(member, "pairing_detail", pairing.pk))


@pytest.mark.parametrize(
    "make", [proposed, lambda: closed("completed"), lambda: closed("declined")]
)
def test_nothing_is_planned_before_the_start_or_after_the_end(make: Callable[[], Pairing]) -> None:
    pairing = make()
    for name in ("aim_add", "step_add"):
        page = act(pairing.mentee, name, pairing, text=SECRET)
        assert page.status_code == 409
        assert f"You had written, and it is not added: {SECRET}" in words(page)
    assert (Aim.objects.count(), NextStep.objects.count()) == (0, 0)


def test_after_the_end_all_of_it_is_still_read_and_nothing_changes() -> None:
    pairing = active()
    kept = step(pairing, pairing.mentee)
    pairing.end(pairing.mentee)
    for name in ("aim_list", "pairing_detail"):
        page = words(look(pairing.mentor, name, pairing.pk))
        assert "Speak up." in page
        assert "Tick" not in page
    for name in ("step_tick", "step_reopen", "step_remove"):
        assert act(pairing.mentor, name, kept).status_code == 409
    assert look(pairing.mentor, "step_change", kept.pk).status_code == 302
    assert told(kept) == ["step.added"]


def test_a_closed_pairing_without_plans_says_nothing_of_them() -> None:
    pairing = closed("ended")
    assert "Aims" not in words(look(pairing.mentee, "pairing_detail", pairing.pk))


@pytest.mark.parametrize("who", [MemberFactory, AdministratorFactory])
def test_no_third_person_reads_or_changes_a_plan(who: type[MemberFactory]) -> None:
    pairing, stranger = active(), who(is_superuser=True)
    things = aim(pairing, pairing.mentee, SECRET), step(pairing, pairing.mentor, text=SECRET)
    client = browser(stranger)
    for path in ("", "aims/"):
        assert client.get(f"/pairings/{pairing.pk}/{path}").status_code == 404
    for path in (f"/staff/members/{pairing.mentee.pk}/", "/mentoring/", "/admin/"):
        assert SECRET not in client.get(path, follow=True).content.decode()
    with pytest.raises(NotAllowed):
        things[0].change("Mine", by=stranger)
    with pytest.raises(NotAllowed):
        things[1].tick(stranger)
    assert not Event.objects.filter(particulars__icontains="Zanzibar").exists()


def test_nobody_gets_a_letter_of_it(run_tasks: RunTasks) -> None:
    pairing = active()
    run_tasks()
    before = len(run_tasks())
    step(pairing, pairing.mentee).tick(pairing.mentor)
    aim(pairing, pairing.mentor).remove(pairing.mentee)
    assert len(run_tasks()) == before


# A second press ------------------------------------------------------------


def test_a_second_press_changes_nothing() -> None:
    pairing = active()
    for _ in range(2):
        act(pairing.mentee, "aim_add", pairing, text="To be heard.")
        act(pairing.mentee, "step_add", pairing, text="Speak up.")
        act(pairing.mentee, "milestone_add", pairing, milestone="evidence")
    assert (Aim.objects.count(), NextStep.objects.count()) == (1, 2)
    kept = NextStep.objects.order_by("pk")[0]
    for name in ("step_tick", "step_reopen", "step_remove"):
        assert [act(pairing.mentor, name, kept).status_code for _ in range(2)] == [302, 302]
    assert told(kept) == ["step.added", "step.done", "step.reopened", "step.removed"]


def test_a_step_that_was_ticked_can_be_planned_again() -> None:
    pairing = active()
    step(pairing, pairing.mentee).tick(pairing.mentee)
    step(pairing, pairing.mentee)
    assert NextStep.objects.count() == 2


def test_what_is_taken_away_leaves_no_words_and_its_steps_stay() -> None:
    pairing = active()
    goal = aim(pairing, pairing.mentee, SECRET)
    kept = step(pairing, pairing.mentee, aim=goal)
    act(pairing.mentor, "aim_remove", goal)
    assert Aim.objects.get().text == ""
    assert NextStep.objects.get(pk=kept.pk).aim is None
    assert SECRET not in words(look(pairing.mentee, "aim_list", pairing.pk))


def test_either_puts_an_aim_in_other_words_unless_it_is_gone() -> None:
    pairing = active()
    goal = aim(pairing, pairing.mentee)
    for _twice in range(2):
        assert act(pairing.mentor, "aim_change", goal, text="To be seen.").status_code == 302
    goal.refresh_from_db()
    assert (goal.text, told(goal)) == ("To be seen.", ["aim.added", "aim.changed"])
    goal.remove(pairing.mentee)
    assert not goal.remove(pairing.mentee)
    with pytest.raises(NotAllowed, match="taken away meanwhile"):
        goal.change("To be read.", by=pairing.mentor)


def test_there_is_room_for_ten_aims(settings: Any) -> None:
    pairing = active()
    for number in range(10):
        aim(pairing, pairing.mentee, f"Aim {number}.")
    page = act(pairing.mentee, "aim_add", pairing, text=SECRET)
    assert page.status_code == 409
    assert "There are 10 already. Take one away first." in words(page)
    assert SECRET in words(page)


@pytest.mark.parametrize(("name", "asks"), [("aim_add", "aim"), ("step_add", "step")])
def test_what_is_typed_wrong_is_kept(name: str, asks: str) -> None:
    pairing = active()
    empty = act(pairing.mentee, name, pairing, text="  ")
    assert (empty.status_code, f"Write the {asks} first." in words(empty)) == (422, True)
    long = act(pairing.mentee, name, pairing, text="long " * 90)
    assert (long.status_code, "long long long" in long.content.decode()) == (422, True)


# Months ----------------------------------------------------------------------


@time_machine.travel("2026-11-26 12:00", tick=False)
def test_the_month_is_the_mentees_own() -> None:
    pairing = active()
    act(pairing.mentee, "step_add", pairing, text="Speak up.", month="2027-03-01")
    kept = NextStep.objects.get()
    assert kept.month == MARCH
    assert 'name="month"' not in look(pairing.mentor, "aim_list", pairing.pk).content.decode()
    act(pairing.mentor, "step_change", kept, text="Speak up twice.", month="2027-05-01")
    kept.refresh_from_db()
    assert (kept.text, kept.month) == ("Speak up twice.", MARCH)
    assert "March 2027" in words(look(pairing.mentor, "pairing_detail", pairing.pk))


def test_no_other_sets_or_clears_a_month() -> None:
    pairing = active()
    with pytest.raises(NotAllowed, match="mentee’s own"):
        step(pairing, pairing.mentor, month=MARCH)
    kept = step(pairing, pairing.mentee, month=MARCH)
    with pytest.raises(NotAllowed, match="mentee’s own"):
        kept.change({"month": None}, by=pairing.mentor)
    assert kept.change({"month": None}, by=pairing.mentee)


def test_a_month_has_no_day() -> None:
    pairing = active()
    assert step(pairing, pairing.mentee, month=date(2028, 2, 29)).month == date(2028, 2, 1)


@pytest.mark.parametrize("month", ["2027-03-15", "1999-01-01", "x", "9" * 40])
def test_only_a_month_that_is_offered_can_be_chosen(month: str) -> None:
    pairing = active()
    assert act(pairing.mentee, "step_add", pairing, text="Up.", month=month).status_code == 422


@time_machine.travel("2027-06-10 12:00", tick=False)
def test_a_month_gone_by_stays_and_nobody_is_blamed() -> None:
    pairing = active()
    kept = NextStepFactory(pairing=pairing, month=MARCH)
    page = words(look(pairing.mentee, "aim_list", pairing.pk))
    assert "March 2027" in page
    assert not re.search("overdue|missed", page)
    assert (
        act(pairing.mentee, "step_change", kept, text="Up.", month="2027-03-01").status_code == 302
    )


@pytest.mark.parametrize(
    ("number", "month"),
    [(0, "2026-11-01"), (1, "2026-12-01"), (2, "2027-01-01"), (15, "2028-02-01")],
)
def test_months_follow_each_other_over_the_end_of_the_year(number: int, month: str) -> None:
    assert after(date(2026, 11, 1), number) == date.fromisoformat(month)


def test_steps_come_in_the_order_of_their_months() -> None:
    pairing = active()
    for text, month in (("No month.", None), ("Later.", date(2027, 9, 1)), ("Sooner.", MARCH)):
        NextStepFactory(pairing=pairing, text=text, month=month)
    page = words(look(pairing.mentee, "aim_list", pairing.pk))
    assert page.index("Sooner.") < page.index("Later.") < page.index("No month.")


# Milestones ------------------------------------------------------------------


def test_each_route_suggests_its_own_and_none_is_above_another() -> None:
    ends = {
        route: set(milestones_of(route)) & {Milestone.FORM, Milestone.LETTER} for route in ROUTES
    }
    assert ends == {
        "certification": {Milestone.FORM},
        "chartership": {Milestone.FORM},
        "km-chartership": {Milestone.FORM},
        "fellowship": {Milestone.LETTER},
        "km-fellowship": {Milestone.LETTER},
    }
    assert {len(milestones_of(route)) for route in ROUTES} == {5}


ROUTES = ("certification", "chartership", "fellowship", "km-chartership", "km-fellowship")


def test_nothing_is_planned_by_itself_and_one_press_takes_a_suggestion() -> None:
    pairing = on("fellowship")
    assert NextStep.objects.count() == 0
    assert "Ask the mentor for a letter of support" in words(
        look(pairing.mentee, "aim_list", pairing.pk)
    )
    act(pairing.mentee, "milestone_add", pairing, milestone="letter")
    assert NextStep.objects.get().words == "Ask the mentor for a letter of support"
    page = look(pairing.mentee, "aim_list", pairing.pk).content.decode()
    assert 'name="milestone" value="letter"' not in page


def test_a_milestone_of_another_route_is_refused() -> None:
    pairing = on("chartership")
    assert act(pairing.mentee, "milestone_add", pairing, milestone="letter").status_code == 409


def test_a_milestone_taken_away_is_suggested_again() -> None:
    pairing = on("chartership")
    step(pairing, pairing.mentee, text="", milestone="form").remove(pairing.mentee)
    assert 'value="form"' in look(pairing.mentee, "aim_list", pairing.pk).content.decode()
    act(pairing.mentee, "milestone_add", pairing, milestone="form")
    assert NextStep.objects.standing().count() == 1


def test_the_words_of_a_milestone_stay_its_own() -> None:
    pairing = on("chartership")
    kept = step(pairing, pairing.mentee, text="", milestone="form")
    act(pairing.mentee, "step_change", kept, text="Mine", month="")
    assert NextStep.objects.get().words == "Fill in the completion form together"
    assert "whether it has a month is for" in words(look(pairing.mentor, "step_change", kept.pk))


def test_an_aim_of_other_people_is_no_choice() -> None:
    pairing, other = active(), AimFactory()
    AimFactory(pairing=pairing)
    page = act(pairing.mentee, "step_add", pairing, text="Up.", aim=other.pk)
    assert page.status_code == 422
    with pytest.raises(NotAllowed):
        step(pairing, pairing.mentee, aim=other)


# The page of the pairing -------------------------------------------------------


def test_a_step_is_ticked_where_it_is_seen() -> None:
    pairing = active()
    kept = step(pairing, pairing.mentee)
    here = f"{pairing.get_absolute_url()}#aims"
    assert (
        f'name="next" value="{here}"'
        in look(pairing.mentor, "pairing_detail", pairing.pk).content.decode()
    )
    assert act(pairing.mentor, "step_tick", kept, next=here)["Location"] == here
    page = words(look(pairing.mentee, "aim_list", pairing.pk))
    assert f"Ticked by {pairing.mentor.short_name}" in page


def test_the_page_of_the_pairing_stays_short_and_costs_the_same() -> None:
    pairing = active()
    client = browser(pairing.mentee)
    AimFactory(pairing=pairing)
    NextStepFactory(pairing=pairing)
    one = queries_of(client, pairing)
    for number in range(8):
        AimFactory(pairing=pairing, text=f"Aim {number}.")
        NextStepFactory(pairing=pairing, text=f"Step {number}.")
    assert queries_of(client, pairing) == one <= 12
    page = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert ("Step 1." in page, "Step 2." in page) == (True, False)
    assert verbs_of(pairing)[-1] == "pairing.activated"


def queries_of(client: Any, pairing: Pairing) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(pairing.get_absolute_url())
    return len(seen)


def test_every_form_is_guarded() -> None:
    pairing = active()
    kept = step(pairing, pairing.mentee)
    step(pairing, pairing.mentor, text="Done.").tick(pairing.mentor)
    assert guards_its_forms(look(pairing.mentor, "aim_list", pairing.pk))
    assert guards_its_forms(look(pairing.mentor, "step_change", kept.pk))
