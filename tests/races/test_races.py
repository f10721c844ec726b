"""One intent, one effect; and never more mentees than places, whoever presses first."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Say
from tests.races.server import Server, serving, serving_unguarded

TIMES = 24
WORST = 499


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("serve")
    with serving(folder) as running:
        running.stage("people", 42, 42)
        yield running


@pytest.fixture(autouse=True)
def figures_of_each(request: pytest.FixtureRequest, figures: Say) -> Iterator[None]:
    """How many posts there were at once, and how they were answered; what must come of them
    is what the name of the test says.
    """
    if "server" not in request.fixturenames:
        yield
        return
    server = request.getfixturevalue("server")
    server.rushes.clear()
    yield
    what = request.function.__name__.removeprefix("test_").replace("_", " ")
    for answers in server.rushes:
        said = ", ".join(f"{count} x {status}" for status, count in sorted(answers.items()))
        bad = sum(count for status, count in answers.items() if status > WORST)
        figures(f"{what}: {answers.total()} at once, {said}; {bad} answers of 500 or more")


def rush_for_last_place(server: Server) -> None:
    """12 proposals, both sides of each accepting at once, for the one place there is."""
    answers = server.rush(server.stage("last_place", 1, TIMES // 2))
    found = server.stage("pairings_of", "mentor-0@example.org")
    assert max(answers) <= WORST, Counter(answers)
    assert found["places"] == 1
    assert found["statuses"].count("active") <= 1
    assert found["violations"] == []


def test_a_last_place_is_given_once(server: Server) -> None:
    rush_for_last_place(server)


def test_the_same_yes_counts_once(server: Server) -> None:
    answers = server.rush(server.stage("same_acceptance", TIMES))
    found = server.stage("pairings_of", "mentor-1@example.org")
    assert max(answers) <= WORST, Counter(answers)
    assert found["events"] == ["pairing.accepted", "pairing.proposed"]
    assert found["letters"] == ["pairing.accepted", "pairing.proposed"]
    assert (found["places"], found["violations"]) == (1, [])


def test_the_same_proposal_is_made_once(server: Server) -> None:
    answers = server.rush(server.stage("same_proposal", TIMES))
    found = server.stage("pairings_of", "mentor-2@example.org")
    assert max(answers) <= WORST, Counter(answers)
    assert found["statuses"] == ["proposed"]
    assert (found["events"], found["letters"]) == (["pairing.proposed"], ["pairing.proposed"])


def test_no_more_than_three_proposals_are_open(server: Server) -> None:
    answers = server.rush(server.stage("many_proposals", TIMES))
    found = server.stage("pairings_of", "mentee-22@example.org")
    assert max(answers) <= WORST, Counter(answers)
    assert found["statuses"] == ["proposed"] * 3
    assert found["violations"] == []


def test_an_enrolment_starts_with_one_mentor(server: Server) -> None:
    answers = server.rush(server.stage("many_starts", TIMES))
    found = server.stage("pairings_of", "mentee-23@example.org")
    assert max(answers) <= WORST, Counter(answers)
    assert found["statuses"] == ["active", "withdrawn", "withdrawn"]
    assert found["places"] == 1
    assert found["violations"] == []


def test_the_same_mark_is_written_once(server: Server) -> None:
    answers = server.rush(server.stage("same_mark", TIMES))
    found = server.stage("marks_of", "mentee-24@example.org")
    assert set(answers) == {302}, Counter(answers)
    assert found["events"] == ["mark.shortlisted", "mark.watched"]
    assert (found["marks"], found["violations"]) == (1, [])


def test_no_more_than_ten_searches_are_saved_and_each_once(server: Server) -> None:
    answers = server.rush(server.stage("many_saves", TIMES))
    found = server.stage("searches_of", "mentee-25@example.org")
    assert set(answers) == {302, 409}, Counter(answers)
    assert found == {"searches": 10, "events": 10, "violations": []}


def test_two_administrators_who_take_each_others_role_leave_one(server: Server) -> None:
    answers = server.rush(server.stage("take_each_other", TIMES))
    assert set(answers) <= {302, 403, 404, 409}, Counter(answers)
    assert server.stage("administrators") == {"left": 1, "taken": 1, "violations": []}


def test_the_same_message_is_sent_once(server: Server) -> None:
    answers = server.rush(server.stage("same_message", TIMES))
    found = server.stage("messages_of", "mentee-27@example.org")
    assert set(answers) == {302}, Counter(answers)
    assert (found["messages"], found["events"], found["violations"]) == (1, 1, [])


def test_a_yes_is_to_the_newest_version_whoever_suggests_another_meanwhile(server: Server) -> None:
    answers = server.rush(server.stage("agree_meanwhile", TIMES))
    found = server.stage("agreements_of", "mentee-34@example.org")
    assert set(answers) <= {302, 409}, Counter(answers)
    assert found["numbers"] == [1, 2]
    assert found["yeses"] in ([0, 0], [1, 1])
    assert found["violations"] == []


def plan_and_change_together(server: Server) -> None:
    """Both plan the same meeting, and then many put it off who have all read the same."""
    answers = server.rush(server.stage("same_meeting", TIMES))
    assert set(answers) == {302}, Counter(answers)
    answers = server.rush(server.stage("same_change", TIMES))
    assert Counter(answers) == {302: 1, 409: TIMES - 1}
    found = server.stage("meetings")
    assert found["events"] == ["meeting.changed", "meeting.planned"]
    assert (found["sequences"], found["violations"]) == ([1], [])


def test_one_of_many_changes_is_made_and_the_others_are_told(server: Server) -> None:
    plan_and_change_together(server)


def test_a_pairing_closes_once_by_whatever_way(server: Server) -> None:
    answers = server.rush(server.stage("out_by_every_way", TIMES))
    found = server.stage("pairings_of", "mentor-40@example.org")
    assert set(answers) <= {302, 409}, Counter(answers)
    assert found["statuses"] in (["completed"], ["ended"])
    assert (found["places"], found["violations"]) == (0, [])


def test_an_application_has_one_answer_and_is_listed_by_a_yes_alone(server: Server) -> None:
    answers = server.rush(server.stage("answer_meanwhile", TIMES))
    found = server.stage("answers_of", "mentor-41@example.org")
    assert set(answers) <= {302, 409}, Counter(answers)
    expected = {"yes": ["application.agreed"], "no": ["application.declined"]}
    assert found["events"] == expected[found["answer"]]
    assert found["listed"] == (found["answer"] == "yes")
    assert found["violations"] == []


def test_a_block_leaves_nothing_open_whatever_happens_meanwhile(server: Server) -> None:
    answers = server.rush(server.stage("block_meanwhile"))
    found = server.stage("pairings_of", "mentor-29@example.org")
    assert max(answers) <= WORST, Counter(answers)
    assert {"proposed", "active"}.isdisjoint(found["statuses"]), found["statuses"]
    assert found["violations"] == []


def test_what_is_given_at_the_end_is_given_once(server: Server) -> None:
    answers = server.rush(server.stage("same_ending", TIMES))
    found = server.stage("ending_of", "mentee-38@example.org")
    assert set(answers) == {302}, Counter(answers)
    assert found["rows"] == [1, 1, 1]
    assert found["events"] == [
        *("record.issued", "reflection.shared", "reflection.written", "thanks.sent")
    ]
    assert found["violations"] == []


def test_the_same_step_is_planned_once_and_ticked_once(server: Server) -> None:
    answers = server.rush(server.stage("same_step", TIMES))
    assert set(answers) == {302}, Counter(answers)
    answers = server.rush(server.stage("same_tick", TIMES))
    assert set(answers) == {302}, Counter(answers)
    found = server.stage("steps")
    assert found["events"] == ["step.added", "step.added", "step.done"]
    assert (found["steps"], found["violations"]) == (2, [])


def watch_pairings_together(folder: Path, guarded: str) -> None:
    """Four timers go off at once, two months after six pairings have started.

    On a server of its own, since what happens two months on is in everybody's future.
    """
    with serving(folder) as server:
        server.stage("people", 40, 40)
        number = server.stage("going_on", TIMES // 4)
        server.together(4, "watch_pairings", guarded)
        found = server.stage("kept_going")
    assert len(set(found["nudges"])) == len(found["nudges"]) == number
    assert (found["asked"], found["queued"]) == (2 * number, 3 * number)


def test_a_quiet_time_and_a_question_have_one_letter_each(tmp_path: Path) -> None:
    watch_pairings_together(tmp_path, "yes")


@pytest.mark.postgresql  # of two writers who have read, SQLite itself turns the second away
def test_a_quiet_time_has_two_letters_without_lock(tmp_path: Path) -> None:
    """The control of the test above."""
    with pytest.raises(AssertionError):
        watch_pairings_together(tmp_path, "no")


def test_the_race_is_lost_without_lock_and_constraint(tmp_path: Path) -> None:
    """The control: the very test above fails when what it tests is taken out."""
    with serving_unguarded(tmp_path) as running:
        running.stage("people", 40, 40)
        running.stage("drop_slot_constraint")
        with pytest.raises(AssertionError):
            rush_for_last_place(running)


def watch_searches_together(server: Server, guarded: str) -> None:
    """Four timers go off at once, and a new mentor fits what twelve members have saved."""
    members = server.stage("saved_searches", TIMES // 2)
    server.together(4, "watch_searches", guarded)
    found = server.stage("search_letters")
    assert found["to"] == sorted(members)
    assert found["queued"] == len(members)
    assert found["violations"] == []


def test_a_day_has_one_letter_of_new_mentors(server: Server) -> None:
    watch_searches_together(server, "yes")


@pytest.mark.postgresql  # of two writers who have read, SQLite itself turns the second away
def test_the_letters_are_two_without_lock_and_constraint(tmp_path: Path) -> None:
    """The control of the test above."""
    with serving(tmp_path) as running:
        running.stage("people", 40, 40)
        running.stage("drop_letter_constraint")
        with pytest.raises(AssertionError):
            watch_searches_together(running, "no")
