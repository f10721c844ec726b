"""The desk: what waits, why, since when, who has it, and that it can be worked to empty."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from history.models import Event
from mentoring.models import CheckIn, DeskItem, Import, MentorProfile
from mentoring.states import Matter
from registration.models import Enrolment
from tests.factories import (
    AdministratorFactory,
    ApplicationFactory,
    CheckInFactory,
    EnrolmentFactory,
    ImportFactory,
    LanguageFactory,
    MemberFactory,
    MentorProfileFactory,
    PairingFactory,
    RegistrantFactory,
    TrainingCompletionFactory,
    active,
    mentor,
    proposed,
    suggested,
)
from tests.factories.many import made_since, multiply, there
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
DESK = "/staff/desk/"


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def looking(name: str = "Kit Lacey", days: int = 40) -> Enrolment:
    return EnrolmentFactory(member=MemberFactory(name=name), opened_at=ago(days))


def about_to_close(name: str = "Kit Lacey") -> Member:
    to = mentor(member=MemberFactory(name=name))
    PairingFactory(mentor=to, proposed_at=ago(11))
    return to


def silent(name: str = "Kit Lacey", times: int = 2) -> Member:
    to = mentor(member=MemberFactory(name=name))
    for day in range(times):
        pairing = PairingFactory(mentor=to, proposed_at=ago(40 + day))
        pairing.expire(ago(20 + day))
    return to


def not_listed(name: str = "Kit Lacey", days: int = 15) -> Member:
    member = MemberFactory(name=name)
    TrainingCompletionFactory(member=member, recorded_at=ago(days))
    return member


def flagged(name: str = "Kit Lacey") -> Member:
    pairing = active(mentor=mentor(member=MemberFactory(name=name)))
    pairing.mentor.training_completions.get().withdraw(AdministratorFactory(), "By mistake.")
    return pairing.mentor


def in_need(name: str = "Kit Lacey") -> CheckIn:
    pairing = active(enrolment=EnrolmentFactory(member=MemberFactory(name=name)))
    return CheckInFactory(pairing=pairing, answer="need_help")


def list_with_a_problem(name: str = "Kit Lacey") -> Import:
    by = MemberFactory(name=name)
    return ImportFactory(status="read", uploaded_by=by, counts={"problem": 2})


def unreachable(name: str = "Kit Lacey") -> Member:
    member = MemberFactory(name=name)
    member.mark_bounced(ago(1))
    return member


def interested(name: str = "Kit Lacey") -> Member:
    member = MemberFactory(name=name)
    MentorProfile.objects.of(member).say_interest(member)
    return member


def applied(name: str = "Kit Lacey") -> Any:
    profile = MentorProfileFactory(member=MemberFactory(name=name), listed_at=None)
    return ApplicationFactory(member=profile.member)


def lapsing(name: str = "Kit Lacey") -> Any:
    profile = MentorProfileFactory(member=MemberFactory(name=name))
    warned = {"lapse_warnings": 1, "lapse_warned_at": ago(2)}
    profile.member.training_completions.update(**warned)
    return profile


MAKERS: dict[str, Callable[[str], Any]] = {
    "help": in_need,
    "flagged": flagged,
    "waiting": looking,
    "expiring": about_to_close,
    "silent": silent,
    "not-listed": not_listed,
    "bounced": unreachable,
    "applied": applied,
    "lapsing": lapsing,
    "interested": interested,
    "imports": list_with_a_problem,
}
MATTERS = pytest.mark.parametrize("matter", MAKERS)
SETTLED = pytest.mark.parametrize("matter", sorted(MAKERS.keys() - {"applied"}))


def shown(office: Client, matter: str) -> list[str]:
    return [line.about for line in office.get(f"{DESK}{matter}/").context["page"]]


def press(office: Client, matter: str, act: str, **typed: Any) -> HttpResponse:
    """Press a button of the first row."""
    [line, *_] = office.get(f"{DESK}{matter}/").context["page"]
    return office.post(f"{DESK}{matter}/{line.row.pk}/{act}/", typed, follow=True)


def test_every_matter_has_its_rows() -> None:
    assert set(MAKERS) == set(Matter.values)


@MATTERS
def test_a_row_says_who_and_what_waits_is_counted(office: Client, matter: str) -> None:
    MAKERS[matter]("Kit Lacey")
    assert shown(office, matter) == ["Kit Lacey"]
    numbers = {row["matter"].value: row["number"] for row in office.get(DESK).context["rows"]}
    assert numbers[matter] == 1
    assert "Kit Lacey" in words(office.get(f"{DESK}{matter}/"))


@SETTLED
def test_a_settled_row_is_away(office: Client, dev: Member, matter: str) -> None:
    MAKERS[matter]("Kit Lacey")
    press(office, matter, "settle")
    assert shown(office, matter) == []
    item = DeskItem.objects.get()
    assert (item.settled_by, Event.objects.filter(verb="desk.settled").count()) == (dev, 1)


@SETTLED
def test_settled_twice_is_settled_once(office: Client, matter: str) -> None:
    MAKERS[matter]("Kit Lacey")
    [line] = office.get(f"{DESK}{matter}/").context["page"]
    settle = f"{DESK}{matter}/{line.row.pk}/settle/"
    office.post(settle)
    assert "not on the desk any more" in words(office.post(settle, follow=True))
    assert Event.objects.filter(verb="desk.settled").count() == 1


@MATTERS
def test_a_row_put_off_comes_back_on_its_day(
    office: Client, dev: Member, matter: str, time_machine: Any
) -> None:
    MAKERS[matter]("Kit Lacey")
    until = timezone.localdate() + timedelta(days=2)
    press(office, matter, "put-off", until=until)
    assert shown(office, matter) == []
    time_machine.move_to(timezone.now() + timedelta(days=2))
    office.force_login(dev)
    assert shown(office, matter) == ["Kit Lacey"]


def test_a_row_is_taken_put_back_and_taken_over(office: Client, dev: Member) -> None:
    looking()
    press(office, "waiting", "take")
    assert "You have this." in words(office.get(f"{DESK}waiting/"))
    other = Client()
    colleague = AdministratorFactory(name="Ola Berg")
    other.force_login(colleague)
    assert "Somebody else has taken this" in words(press(other, "waiting", "take"))
    assert "Dev Patel has this." in words(other.get(f"{DESK}waiting/"))
    press(other, "waiting", "take", over=dev.pk)
    assert DeskItem.objects.get().taken_by == colleague
    press(office, "waiting", "put-back")
    assert DeskItem.objects.get().taken_by == colleague
    press(other, "waiting", "put-back")
    assert DeskItem.objects.get().taken_by is None
    verbs = Event.objects.filter(verb__startswith="desk.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "desk.taken",
        "desk.taken",
        "desk.put_back",
    ]


# Something new happens --------------------------------------------------------


def test_who_is_still_looking_comes_back_after_a_no(office: Client) -> None:
    enrolment = looking()
    press(office, "waiting", "settle")
    pairing = proposed(enrolment=enrolment)
    assert shown(office, "waiting") == []
    pairing.decline(pairing.mentor)
    assert shown(office, "waiting") == ["Kit Lacey"]


def test_a_mentor_comes_back_after_another_silence(office: Client) -> None:
    to = silent()
    press(office, "silent", "settle")
    PairingFactory(mentor=to, proposed_at=ago(14)).expire()
    assert shown(office, "silent") == ["Kit Lacey"]


def test_an_answer_takes_a_mentor_off_the_desk(office: Client) -> None:
    to = silent()
    pairing = proposed(mentor=to)
    pairing.decline(to)
    assert shown(office, "silent") == []


def test_what_nobody_but_the_office_asked_for_is_no_silence(office: Client) -> None:
    to = mentor()
    for _ in range(2):
        suggested(mentor=to, proposed_at=ago(40)).expire()
    assert shown(office, "silent") == []


def test_who_has_just_been_trained_has_some_days(office: Client) -> None:
    not_listed("Ann", 13), not_listed("Bea", 15)
    assert shown(office, "not-listed") == ["Bea"]


def test_who_has_applied_is_not_told_to_list_themselves(office: Client) -> None:
    member = not_listed("Ann", 15)
    ApplicationFactory(member=member)
    assert shown(office, "not-listed") == []


def test_an_application_leaves_the_desk_with_its_answer(office: Client) -> None:
    applied()
    assert "Mark settled" not in words(office.get(f"{DESK}applied/"))
    assert "waits for an answer" in words(press(office, "applied", "settle"))
    assert shown(office, "applied") == ["Kit Lacey"]


def test_who_is_due_for_a_refresher_gets_a_kind_letter(
    office: Client, run_tasks: Any, settings: Any
) -> None:
    settings.MENTORING = {**settings.MENTORING, "TRAINING_VALID_MONTHS": 24}
    profile = lapsing()
    press(office, "lapsing", "remind")
    [letter] = run_tasks()
    assert letter.to == [profile.member.email]
    assert letter.subject == "Your mentor training counts for a while yet"
    assert shown(office, "lapsing") == []


def test_a_lapse_is_new_on_the_desk_and_a_refresher_takes_it_off(office: Client) -> None:
    profile = lapsing()
    press(office, "lapsing", "settle")
    profile.member.training_completions.update(lapsed_at=timezone.now())
    assert shown(office, "lapsing") == ["Kit Lacey"]
    TrainingCompletionFactory(member=profile.member, completed_on=timezone.localdate())
    assert shown(office, "lapsing") == []


# What the office does not learn -------------------------------------------------


def test_of_a_proposal_only_who_is_awaited_is_named(office: Client) -> None:
    about_to_close("Ann Adams")
    mentee = PairingFactory._meta.model.objects.get().mentee
    page = words(office.get(f"{DESK}expiring/"))
    assert "Ann Adams" in page
    assert mentee.name not in page


@MATTERS
def test_no_address_stands_on_the_desk(office: Client, matter: str) -> None:
    MAKERS[matter]("Kit Lacey")
    assert "@example" not in words(office.get(f"{DESK}{matter}/"))


# What a matter offers -----------------------------------------------------------


def test_three_might_fit_and_what_stands_in_the_way_is_said(office: Client) -> None:
    enrolment, welsh = looking(), LanguageFactory(name="Cymraeg")
    registrant = RegistrantFactory(member=enrolment.member)
    registrant.languages.add(welsh)
    for name in ("Ann Adams", "Bea Brown", "Cai Cole", "Dan Dale"):
        MentorProfileFactory(member=MemberFactory(name=name))
    [line] = office.get(f"{DESK}waiting/").context["page"]
    assert len(line.fitting.others) == 3
    said = "Nobody with a place has all that they look for. There would be 4 without the language."
    assert line.fitting.loosening == said
    MentorProfile.objects.earliest("pk").languages.add(welsh)
    [line] = office.get(f"{DESK}waiting/").context["page"]
    assert line.fitting.loosening == "1 mentor with a place has what they look for."


def test_who_is_awaited_gets_a_kind_letter_once(office: Client, run_tasks: Any) -> None:
    to = about_to_close()
    [line] = office.get(f"{DESK}expiring/").context["page"]
    remind = f"{DESK}expiring/{line.row.pk}/remind/"
    assert "A kind letter is on its way" in words(office.post(remind, follow=True))
    assert "not on the desk any more" in words(office.post(remind, follow=True))
    assert [letter.to for letter in run_tasks()] == [[to.email]]
    assert Event.objects.filter(verb="pairing.office_reminded").count() == 1


def test_who_could_be_listed_gets_a_kind_letter(office: Client, run_tasks: Any) -> None:
    member = not_listed()
    press(office, "not-listed", "remind")
    [letter] = run_tasks()
    assert (letter.to, letter.subject) == ([member.email], "You can be listed as a mentor")


def test_help_is_dealt_with_for_the_member_too(office: Client, dev: Member) -> None:
    check_in = in_need()
    press(office, "help", "settle")
    check_in.refresh_from_db()
    assert check_in.settled_by == dev
    assert "Kit Lacey: dealt with on" in words(office.get(f"{DESK}help/"))


def test_only_what_waits_for_an_answer_is_reminded_of(office: Client) -> None:
    enrolment = looking()
    assert office.post(f"{DESK}waiting/{enrolment.pk}/remind/").status_code == 404


@pytest.mark.parametrize("matter", ["nothing", "WAITING", "0"])
def test_an_unknown_matter_is_404(office: Client, matter: str) -> None:
    assert office.get(f"{DESK}{matter}/").status_code == 404


@pytest.mark.parametrize("until", ["", "yesterday", "2020-01-01", "2999-01-01"])
def test_a_day_that_cannot_be_is_said(office: Client, until: str) -> None:
    enrolment = looking()
    answer = office.post(f"{DESK}waiting/{enrolment.pk}/put-off/", {"until": until})
    assert (answer.status_code, answer.context["form"]["until"].value()) == (422, until)


def test_an_empty_desk_says_so(office: Client) -> None:
    assert "Nothing waits" in words(office.get(DESK))


def test_concerns_are_a_number_for_those_who_handle_them(office: Client) -> None:
    assert "Concerns" not in words(office.get(DESK))


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_takes_as_many_statements_for_many(
    office: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        for make in MAKERS.values():
            make("Kit Lacey")
    with django_assert_num_queries(5):
        office.get(DESK)


STATEMENTS = {"help": 6, "waiting": 8}


@MATTERS
@pytest.mark.parametrize("number", [1, 3])
def test_a_matter_takes_as_many_statements_for_many(
    office: Client, number: int, matter: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        MAKERS[matter]("Kit Lacey")
    MentorProfileFactory()
    office.get(f"{DESK}{matter}/")
    with django_assert_num_queries(STATEMENTS.get(matter, 5)):
        office.get(f"{DESK}{matter}/")


def statements(office: Client, matter: str, number: int) -> int:
    """How many the desk and a page of this matter take, while so many rows wait."""
    with CaptureQueriesContext(connection) as queries:
        rows = office.get(DESK).context["rows"]
        page = office.get(f"{DESK}{matter}/").context["page"]
    waiting = {row["matter"].value: row["number"] for row in rows}
    assert (waiting[matter], len(page)) == (number, 10)
    return len(queries)


@MATTERS
def test_a_thousand_rows_take_as_many_statements_as_ten(office: Client, matter: str) -> None:
    before = there()
    MAKERS[matter]("Kit Lacey")
    copies = made_since(before)
    multiply(copies, 9)
    office.get(f"{DESK}{matter}/")  # the directory's sets are made once
    of_ten = statements(office, matter, 10)
    multiply(copies, 990)
    assert statements(office, matter, 1000) == of_ten
