"""New mentors for a saved search: who is told of whom and when, and how one stops it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection
from django.test import Client
from django.utils import timezone
from pyroaring import BitMap

from accounts.models import Member
from history.models import Event
from mentoring.directory.saved import Asker, known_from
from mentoring.models import (
    LineManagement,
    MentorMark,
    MentorProfile,
    SavedSearch,
    SearchLetter,
    TrainingCompletion,
)
from mentoring.models.training import TrainingFacts
from registration.models import Sector
from tests.conftest import RunTasks
from tests.factories import AdministratorFactory, MemberFactory, active
from tests.mentoring.browsing import look, words
from tests.mentoring.mentors import mentor_at

pytestmark = pytest.mark.django_db
LAW = "?sector=law"
SUBJECT = "New mentors for what you were looking for"
A_DAY = timedelta(days=1)


@pytest.fixture
def carol() -> Member:
    return MemberFactory(name="Carol Dunne")


def lawyer(name: str = "Ann", **facts: Any) -> MentorProfile:
    profile = mentor_at(name, sector=Sector.objects.get(slug="law"))
    facts = {"story": "I read law.", "help_with": "Reading it.", **facts}
    MentorProfile.objects.filter(pk=profile.pk).update(**facts)
    profile.refresh_from_db()
    return profile


def keep(by: Member, query: str = LAW) -> SavedSearch:
    search, _is_new = SavedSearch.objects.keep(query, by, known_from(Asker(by).ask(query)))
    return search


def watch(days: int = 0) -> str:
    """What the command says when the timer runs it so many days from now."""
    said = StringIO()
    with time_machine.travel(timezone.now() + days * A_DAY):
        call_command("watch_searches", stdout=said, stderr=said)
    return said.getvalue().strip()


def written(number: int) -> str:
    return f"Letters of new mentors: {number}."


def told(search: SavedSearch) -> BitMap:
    """Of whom the last letter told."""
    search.refresh_from_db()
    return search.told_of


# Who is new -----------------------------------------------------------------------------


def test_who_joins_is_told_of_once(carol: Member, run_tasks: RunTasks) -> None:
    lawyer("Ann")
    search = keep(carol)
    assert watch() == written(0)
    newcomer, _other = lawyer("Bo"), mentor_at("Cy", sector=Sector.objects.get(slug="prisons"))
    assert [watch(), watch(), watch(1)] == [written(1), written(0), written(0)]
    assert told(search) == BitMap([newcomer.pk])
    assert [(letter.to, letter.subject) for letter in run_tasks()] == [([carol.email], SUBJECT)]


def full(profile: MentorProfile) -> None:
    profile.change(profile.member, {"capacity": 0}, {})


def free(profile: MentorProfile) -> None:
    profile.change(profile.member, {"capacity": 1}, {})


def leave(profile: MentorProfile) -> None:
    profile.leave_directory(profile.member)


def join(profile: MentorProfile) -> None:
    profile.join_directory(profile.member)


def withdraw_training(profile: MentorProfile) -> None:
    TrainingCompletion.objects.last().withdraw(AdministratorFactory(), "The roll was wrong")


def record_training(profile: MentorProfile) -> None:
    facts = TrainingFacts(timezone.localdate())
    TrainingCompletion.objects.record([profile.member], facts, by=AdministratorFactory())


GOES_AND_COMES = [(full, free), (leave, join), (withdraw_training, record_training)]


@pytest.mark.parametrize(("goes", "comes"), GOES_AND_COMES)
def test_who_did_not_fit_and_fits_again_is_new(
    goes: Callable[[MentorProfile], None], comes: Callable[[MentorProfile], None], carol: Member
) -> None:
    profile = lawyer()
    search = keep(carol)
    goes(profile)
    assert watch() == written(0)
    comes(profile)
    assert watch() == written(1)
    assert told(search) == BitMap([profile.pk])


@pytest.mark.parametrize("goes", [full, leave, withdraw_training])
def test_who_fits_no_more_when_the_letter_goes_is_in_none(
    goes: Callable[[MentorProfile], None], carol: Member, run_tasks: RunTasks
) -> None:
    keep(carol)
    profile = lawyer()
    watch()
    goes(profile)
    assert SUBJECT not in [letter.subject for letter in run_tasks()]


def test_a_mentor_whose_last_place_is_taken_is_not_told_of(
    carol: Member, run_tasks: RunTasks
) -> None:
    keep(carol)
    active(mentor=lawyer("Ann", capacity=1).member)
    assert watch() == written(0)


def test_hidden_mentors_and_managers_are_in_no_letter(carol: Member, run_tasks: RunTasks) -> None:
    search = keep(carol)
    hidden, manager = lawyer("Ann"), lawyer("Bo")
    MentorMark.objects.by(carol, about=hidden).hide(carol)
    LineManagement.objects.declare(manager.member, carol)
    assert watch() == written(0)
    MentorMark.objects.by(carol, about=hidden).show(carol)
    assert watch() == written(0)
    assert told(search) == BitMap()


def test_who_is_hidden_before_the_letter_goes_is_not_counted_in_it(
    carol: Member, run_tasks: RunTasks
) -> None:
    keep(carol)
    first, _second = lawyer("Ann"), lawyer("Bo")
    watch()
    MentorMark.objects.by(carol, about=first).hide(carol)
    assert "A new mentor fits a search" in run_tasks()[0].body


def test_of_a_search_for_what_is_gone_nobody_is_told(carol: Member) -> None:
    search = keep(carol)
    SavedSearch.objects.update(query="?sector=unheard-of")
    lawyer()
    assert watch() == written(0)
    assert told(search) == BitMap()


# Who is written to ----------------------------------------------------------------------


def test_one_letter_tells_of_all_searches(carol: Member, run_tasks: RunTasks) -> None:
    by_sector, by_word, other = keep(carol), keep(carol, "?q=ann"), keep(carol, "?q=zoe")
    ann, bo = lawyer("Ann"), lawyer("Bo")
    assert watch() == written(1)
    assert [told(search) for search in (by_sector, by_word, other)] == [
        BitMap([ann.pk, bo.pk]),
        BitMap([ann.pk]),
        BitMap(),
    ]
    assert ["2 new mentors fit searches" in letter.body for letter in run_tasks()] == [True]


def test_a_second_newcomer_waits_for_the_next_day(carol: Member) -> None:
    search = keep(carol)
    lawyer("Ann")
    watch()
    second = lawyer("Bo")
    assert [watch(), watch(1)] == [written(0), written(1)]
    assert told(search) == BitMap([second.pk])


def test_each_member_is_told_for_themselves(run_tasks: RunTasks) -> None:
    people = MemberFactory.create_batch(2)
    for person in people:
        keep(person)
    keep(MemberFactory(), "?sector=prisons")
    lawyer()
    assert watch() == written(2)
    assert sorted(letter.to[0] for letter in run_tasks()) == [person.email for person in people]


def test_without_letters_nobody_is_told_and_later_of_nobody_old(carol: Member) -> None:
    search = keep(carol)
    search.stop_letters(carol)
    lawyer()
    assert watch() == written(0)
    search.start_letters(carol, known_from(Asker(carol).ask(LAW)))
    assert watch(1) == written(0)


def test_who_stops_before_the_letter_goes_gets_none(carol: Member, run_tasks: RunTasks) -> None:
    search = keep(carol)
    lawyer()
    watch()
    search.stop_letters(carol)
    assert run_tasks() == []


def test_a_closed_account_is_not_written_to(carol: Member) -> None:
    keep(carol)
    lawyer()
    carol.close(by=AdministratorFactory())
    assert watch() == written(0)


def test_the_database_gives_one_letter_a_day(carol: Member) -> None:
    day = timezone.localdate()
    SearchLetter.objects.write(carol, day, {})
    with pytest.raises(IntegrityError):
        SearchLetter.objects.write(carol, day, {})


# Stopped half-way -----------------------------------------------------------------------


def breaking(number: int, error: type[BaseException]) -> Callable[..., Any]:
    """Break the nth letter that is written, as a cut connection or a kill would."""
    seen = 0

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += (is_letter := sql.startswith('INSERT INTO "mentoring_searchletter"'))
        if is_letter and seen == number:
            raise error
        return execute(sql, params, many, context)

    return wrapper


@pytest.fixture
def waiting() -> list[Member]:
    """Three whose search a mentor fits anew."""
    people = MemberFactory.create_batch(3)
    for person in people:
        keep(person)
    lawyer()
    return people


@pytest.mark.parametrize("number", [1, 2, 3])
def test_killed_half_way_it_goes_on_where_it_was(
    number: int, waiting: list[Member], run_tasks: RunTasks
) -> None:
    broken = connection.execute_wrapper(breaking(number, KeyboardInterrupt))
    with broken, pytest.raises(KeyboardInterrupt):
        watch()
    assert watch() == written(4 - number)
    assert [letter.to for letter in run_tasks()] == [[person.email] for person in waiting]


def test_one_that_fails_does_not_keep_the_others_waiting(waiting: list[Member]) -> None:
    broken = connection.execute_wrapper(breaking(2, DatabaseError))
    with broken, pytest.raises(CommandError, match="Could not look at 1"):
        watch()
    assert SearchLetter.objects.count() == 2
    assert watch() == written(1)


def test_to_look_and_find_nobody_writes_nothing(
    carol: Member, django_assert_num_queries: Callable[..., Any]
) -> None:
    keep(carol)
    keep(carol, "?q=zoe")
    watch()
    with django_assert_num_queries(8):
        watch()


def test_a_letter_that_waited_for_a_day_is_told_by_the_next(
    carol: Member, run_tasks: RunTasks
) -> None:
    keep(carol)
    for days, name in enumerate(["Ann", "Bo"]):
        lawyer(name)
        assert watch(days) == written(1)
    assert ["A new mentor fits a search" in letter.body for letter in run_tasks()] == [True]


# The letter, and how to stop ------------------------------------------------------------


@pytest.fixture
def letter(carol: Member, run_tasks: RunTasks) -> EmailMessage:
    search = keep(carol, "?q=counter&sector=law")
    search.rename(carol, "My secret wish")
    lawyer("Ann Secret", story="At the counter.")
    watch()
    return run_tasks()[0]


def stop_path(letter: EmailMessage) -> str:
    found = re.fullmatch(
        r"<http://testserver(/mentors/searches/stop/\S+/)>",
        letter.extra_headers["List-Unsubscribe"],
    )
    assert found
    return found[1]


def test_the_letter_says_little(letter: EmailMessage) -> None:
    page = str(letter.alternatives[0][0])  # type: ignore[attr-defined]
    for part in (letter.subject, letter.body, page):
        assert [w for w in ("Secret", "secret", "counter", "Law", "Carol") if w in part] == []
    assert "http://testserver/mentors/searches/\n" in letter.body
    assert f"http://testserver{stop_path(letter)}" in letter.body
    assert f'href="http://testserver{stop_path(letter)}"' in page


def test_the_page_says_who_is_new(carol: Member, letter: EmailMessage) -> None:
    ann = MentorProfile.objects.get()
    page = look(carol, "searches")
    assert f'<a href="/mentors/{ann.pk}/"><bdi>Ann Secret</bdi></a>' in page.content.decode()
    MentorMark.objects.by(carol, about=ann).hide(carol)
    assert "Ann Secret" not in words(look(carol, "searches"))


def test_the_page_names_three_and_counts_the_others(carol: Member) -> None:
    keep(carol)
    for name in ("Ann", "Bo", "Cy", "Di", "Ed"):
        lawyer(name)
    watch()
    page = words(look(carol, "searches"))
    assert re.search(r"New on \d+ \w+: Ann , Bo , Cy , and 2 more", page), page


def test_to_look_at_the_way_to_stop_stops_nothing(carol: Member, letter: EmailMessage) -> None:
    client = Client()
    for method in (client.get, client.head):
        assert method(stop_path(letter)).status_code == 200
    page = client.get(stop_path(letter))
    assert "Shall we stop writing to you" in words(page)
    assert "Carol" not in page.content.decode()
    assert SavedSearch.objects.with_letters().count() == 1


def test_one_press_stops_all_letters_and_a_second_says_so(
    carol: Member, letter: EmailMessage
) -> None:
    keep(carol, "?q=zoe")
    keep(MemberFactory())
    client = Client()
    for _time in range(2):
        page = client.post(stop_path(letter))
        assert page.status_code == 200
        assert "You get no more of these letters." in words(page)
    assert not SavedSearch.objects.of(carol).with_letters().exists()
    assert SavedSearch.objects.with_letters().count() == 1
    stopped = Event.objects.filter(verb="search.stopped")
    assert [event.actor for event in stopped] == [carol, carol]


def test_a_mail_program_stops_them_with_one_click(letter: EmailMessage) -> None:
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(stop_path(letter), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not SavedSearch.objects.with_letters().exists()


def tampered(token: str) -> list[str]:
    key, day, proof = token.split(":")
    return [
        f"{int(key) + 1}:{day}:{proof}",
        f"{key}:{day}:{proof[:-1]}{'a' if proof[-1] != 'a' else 'b'}",
        f"{key}:{day}A:{proof}",
        key,
        f"{'9' * 30}:{day}:{proof}",
        "٣:x:y",
    ]


def test_a_token_that_is_not_ours_is_not_found(letter: EmailMessage) -> None:
    token = SearchLetter.objects.get().stop_token
    SearchLetter.objects.write(MemberFactory(), timezone.localdate(), {})
    paths = [f"/mentors/searches/stop/{other}/" for other in tampered(token)]
    assert [Client().post(path).status_code for path in paths] == [404] * len(paths)
    assert SavedSearch.objects.with_letters().count() == 1


def test_a_token_ends_with_the_address_and_after_some_weeks(
    carol: Member, letter: EmailMessage
) -> None:
    path = stop_path(letter)
    assert answer_on(path, timezone.now() + 59 * A_DAY) == 200
    assert answer_on(path, timezone.now() + 61 * A_DAY) == 404
    Member.objects.filter(pk=carol.pk).update(email="elsewhere@example.org")
    assert Client().get(path).status_code == 404


def answer_on(path: str, moment: datetime) -> int:
    with time_machine.travel(moment):
        return Client().get(path).status_code
