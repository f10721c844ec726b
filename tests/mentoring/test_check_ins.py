"""How is it going? Asked in its own rhythm, answered for oneself, and help for who wants it."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import CheckIn, Pairing
from mentoring.models.check_in import due_at, number_due
from mentoring.notices import letters_for
from tests.conftest import RunTasks
from tests.factories import (
    AdministratorFactory,
    CheckInFactory,
    MemberFactory,
    active,
    closed,
    proposed,
)
from tests.mentoring.browsing import act, browser, guards_its_forms, look, words
from tests.mentoring.test_nudges import started
from tests.mentoring.test_silence import LONDON, STARTS, breaking

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
QUESTION = "How is your mentoring going?"


def watch(at: datetime) -> int:
    """How many pairings were asked when the timer runs the command at a moment."""
    said = StringIO()
    with time_machine.travel(at, tick=False):
        call_command("watch_pairings", stdout=said, stderr=said)
    return int(said.getvalue().partition("going: ")[2].partition(".")[0])


def asked(pairing: Pairing, side: str = "mentee") -> CheckIn:
    """The newest question to one side of a pairing that began a month ago."""
    Pairing.objects.filter(pk=pairing.pk).update(check_in_at=pairing.activated_at)
    with time_machine.travel(pairing.activated_at + 31 * DAY, tick=False):
        CheckIn.objects.ask(pairing)
    return CheckIn.objects.get(pairing=pairing, side=side)


def old() -> Pairing:
    return started(datetime.now(UTC) - 31 * DAY)


# When one is asked -------------------------------------------------------------


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_after_30_days_and_every_90_whatever_the_clocks_do(start: datetime) -> None:
    start = start.astimezone(UTC)
    started(start)
    for days in (30, 120, 210, 300, 390):
        moments = (-SECOND, 0 * SECOND, SECOND)
        assert [watch(start + days * DAY + moment) for moment in moments] == [0, 1, 0]
    numbers = CheckIn.objects.order_by("pk").values_list("number", "side")
    assert list(numbers) == [(n, side) for n in range(1, 6) for side in ("mentor", "mentee")]


def test_each_side_has_one_letter_and_a_second_run_sends_none(run_tasks: RunTasks) -> None:
    pairing = started(NOON)
    for days in (30, 30, 31, 119):
        watch(NOON + days * DAY)
    to = sorted(letter.to[0] for letter in run_tasks() if letter.subject == QUESTION)
    assert to == sorted([pairing.mentor.email, pairing.mentee.email])


def test_a_timer_that_stood_still_asks_once_and_in_the_old_rhythm() -> None:
    started(NOON)
    assert [watch(NOON + days * DAY) for days in (250, 251, 299, 300)] == [1, 0, 0, 1]
    assert set(CheckIn.objects.values_list("number", flat=True)) == {3, 4}


@pytest.mark.parametrize(
    ("days", "number"), [(0, 0), (29, 0), (30, 1), (119, 1), (120, 2), (210, 3)]
)
def test_questions_are_numbered_by_their_day(days: int, number: int) -> None:
    assert number_due(NOON, NOON + days * DAY) == number
    assert due_at(NOON, number + 1) > NOON + days * DAY


@pytest.mark.parametrize(
    "make", [proposed, lambda: closed("completed"), lambda: closed("declined")]
)
def test_nobody_is_asked_of_what_does_not_go_on(make: type) -> None:
    with time_machine.travel(NOON, tick=False):
        make()
    assert watch(NOON + 3650 * DAY) == 0


def test_nobody_is_asked_while_it_rests_and_then_once() -> None:
    pairing = started(NOON)
    pairing.pause(date(2027, 3, 10), pairing.mentee, NOON + 20 * DAY)
    back = datetime(2027, 3, 10, 8, tzinfo=LONDON)
    assert [watch(NOON + 30 * DAY), watch(back - DAY), watch(back), watch(back + DAY)] == [
        0,
        0,
        1,
        0,
    ]
    assert set(CheckIn.objects.values_list("number", flat=True)) == {2}


def test_nobody_is_asked_while_they_are_asked_whether_it_is_complete() -> None:
    pairing = started(NOON)
    pairing.complete(pairing.mentor, NOON + 29 * DAY)
    assert watch(NOON + 31 * DAY) == 0
    pairing.put_off(pairing.mentee, NOON + 32 * DAY)
    assert watch(NOON + 33 * DAY) == 1


@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_half_way_it_goes_on_where_it_was(number: int, run_tasks: RunTasks) -> None:
    for i in range(3):
        started(NOON + i * SECOND)
    day = NOON + 31 * DAY
    broken = connection.execute_wrapper(breaking(number, KeyboardInterrupt))
    with broken, pytest.raises(KeyboardInterrupt):
        watch(day)
    assert watch(day) == 4 - number
    assert CheckIn.objects.count() == 6
    assert len([letter for letter in run_tasks() if letter.subject == QUESTION]) == 6


def test_a_letter_that_comes_too_late_is_not_sent() -> None:
    check_in = asked(old())
    event = Event.objects.about(check_in).get()
    assert [letter.to for letter in letters_for(event)] == [check_in.member]
    check_in.say("going_well", check_in.member)
    assert letters_for(event) == []


# Answering -----------------------------------------------------------------------


def test_whoever_is_asked_is_told_first_what_reaches_the_office() -> None:
    pairing = old()
    asked(pairing)
    page = look(pairing.mentee, "pairing_detail", pairing.pk)
    assert "How is it going?" in words(page)
    assert "the office sees your name, that you are the mentee," in words(page)
    assert "the office sees your name, that you are the mentor," in words(
        look(pairing.mentor, "pairing_detail", pairing.pk)
    )
    assert guards_its_forms(page)


@pytest.mark.parametrize("answer", ["going_well", "could_be_better", "need_help"])
def test_an_answer_is_seen_by_its_author_and_never_by_the_other(answer: str) -> None:
    pairing = old()
    check_in = asked(pairing)
    assert act(pairing.mentee, "check_in_answer", check_in, answer=answer).status_code == 302
    label = CheckIn.objects.get(pk=check_in.pk).get_answer_display()
    assert f"you said: {label} ." in words(look(pairing.mentee, "pairing_detail", pairing.pk))
    for name in ("pairing_detail", "overview"):
        keys = [pairing.pk] if name == "pairing_detail" else []
        page = words(look(pairing.mentor, name, *keys))
        assert "you said" not in page
        assert "asked the office for help" not in page
    assert len(mail.outbox) == 0


def test_what_could_be_better_leads_to_what_one_can_do() -> None:
    pairing = old()
    asked(pairing).say("could_be_better", pairing.mentee)
    page = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert "Look at what you agreed, and suggest a change" in page
    assert "End it without blame" in page


def test_an_answer_can_be_another_and_a_second_press_changes_nothing() -> None:
    check_in = asked(old())
    me = check_in.member
    said = [check_in.say(answer, me) for answer in ("need_help", "need_help", "going_well")]
    assert said == [True, False, True]
    assert CheckIn.objects.help_wanted().count() == 0
    verbs = Event.objects.about(check_in).values_list("verb", flat=True)
    assert list(verbs) == ["check_in.asked", "check_in.help_wanted", "check_in.answered"]


def test_nobody_answers_for_another() -> None:
    pairing = old()
    check_in = asked(pairing)
    for member in (pairing.mentor, MemberFactory(), AdministratorFactory()):
        assert act(member, "check_in_answer", check_in, answer="going_well").status_code == 404
        with pytest.raises(NotAllowed):
            check_in.say("going_well", member)


@pytest.mark.parametrize("answer", ["", "splendid"])
def test_only_one_of_the_three_is_an_answer(answer: str) -> None:
    pairing = old()
    page = act(pairing.mentee, "check_in_answer", asked(pairing), answer=answer)
    assert (page.status_code, "Choose one of the three answers." in words(page)) == (422, True)


def test_the_next_question_takes_the_place_of_one_without_an_answer() -> None:
    pairing = started(NOON)
    watch(NOON + 30 * DAY)
    watch(NOON + 120 * DAY)
    first = CheckIn.objects.get(number=1, side="mentee")
    with time_machine.travel(NOON + 121 * DAY, tick=False):
        page = act(pairing.mentee, "check_in_answer", first, answer="going_well")
        assert page.status_code == 409
        assert (
            words(look(pairing.mentee, "pairing_detail", pairing.pk)).count("How is it going?") == 1
        )


def test_nothing_is_said_after_the_end() -> None:
    pairing = old()
    check_in = asked(pairing)
    pairing.end(pairing.mentor)
    assert act(pairing.mentee, "check_in_answer", check_in, answer="need_help").status_code == 409
    assert "How is it going?" not in words(look(pairing.mentee, "pairing_detail", pairing.pk))


# Help ------------------------------------------------------------------------------


def office(member: Member | None = None) -> str:
    return words(
        browser(member or AdministratorFactory()).get(reverse("staff:desk_matter", args=["help"]))
    )


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_the_office_sees_who_with_whom_on_which_route_and_since_when(side: str) -> None:
    pairing = old()
    check_in = asked(pairing, side)
    me, other = check_in.member, pairing.other(check_in.member)
    act(me, "check_in_answer", check_in, answer="need_help")
    page = office()
    assert f"{me.name} The {side} of {other.name}, for {pairing.enrolment.route.name} Since" in page


@pytest.mark.parametrize("answer", ["", "going_well", "could_be_better"])
def test_the_office_sees_no_other_answer_and_not_that_one_was_asked(answer: str) -> None:
    pairing = old()
    check_in = asked(pairing)
    if answer:
        check_in.say(answer, pairing.mentee)
    page = office()
    assert "Nothing waits here" in page
    assert pairing.mentee.name not in page


def test_the_page_holds_nothing_that_the_two_have_written() -> None:
    pairing = old()
    Pairing.objects.update(why_you="Zanzibar", hope_for="Zanzibar")
    asked(pairing).say("need_help", pairing.mentee)
    client = browser(AdministratorFactory())
    page = client.get(reverse("staff:desk_matter", args=["help"])).content.decode()
    assert not any(
        word in page for word in ("Zanzibar", pairing.mentee.email, f"/pairings/{pairing.pk}")
    )


def settle(check_in: CheckIn, by: Member) -> str:
    path = reverse("staff:desk_settle", args=["help", check_in.pk])
    return words(browser(by).post(path, follow=True))


def test_whoever_helps_says_so_once_and_the_member_sees_the_day() -> None:
    pairing, dev = old(), AdministratorFactory(name="Dev Patel")
    check_in = asked(pairing)
    check_in.say("need_help", pairing.mentee)
    assert "Nothing waits here" in settle(check_in, dev)
    assert "Somebody has dealt with it" in settle(check_in, AdministratorFactory())
    assert CheckIn.objects.get(pk=check_in.pk).settled_by == dev
    assert f"{pairing.mentee.name}: dealt with on" in office()
    assert "The office dealt with it on" in words(
        look(pairing.mentee, "pairing_detail", pairing.pk)
    )
    assert act(pairing.mentee, "check_in_answer", check_in, answer="going_well").status_code == 409


def test_help_that_is_no_longer_wanted_cannot_be_settled() -> None:
    check_in = asked(old())
    with pytest.raises(NotAllowed, match="no longer"):
        check_in.settle(AdministratorFactory())
    assert CheckIn.objects.settled().count() == 0


def test_help_stays_wanted_after_the_end() -> None:
    pairing = old()
    check_in = asked(pairing)
    check_in.say("need_help", pairing.mentee)
    pairing.end(pairing.mentor)
    assert pairing.mentee.name in office()
    assert check_in.settle(AdministratorFactory())


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_the_office_costs_the_same(count: int, django_assert_num_queries) -> None:
    for _ in range(count):
        CheckInFactory(pairing=active(), answer="need_help")
    client = browser(AdministratorFactory())
    with django_assert_num_queries(6):
        client.get(reverse("staff:desk_matter", args=["help"]))
