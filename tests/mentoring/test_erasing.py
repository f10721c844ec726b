"""A member who is forgotten: what goes, what stays, and that nobody brings them back."""

import os
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from accounts.models import Erasure, Member
from accounts.models.erasure import fingerprint
from history.models import Event
from lib.privacy import ledger
from lib.refusals import NotAllowed
from mentoring.directory.sets.settling import settle
from mentoring.erasing import ask_to_be_erased, enter_erasure, erase, replay
from mentoring.invariants import check_invariants
from mentoring.models import MentoringRecord, MentorProfile, Message, Pairing
from registration.models import Enrolment
from staff.reports.all import REPORTS
from staff.reports.choices import Choice
from tests.canaries.table import PRIVATE, pairing_of
from tests.canaries.world import World, build, canaries_in, named_model
from tests.conftest import RunTasks
from tests.factories import (
    PASSWORD,
    AdministratorFactory,
    AuditorFactory,
    EnrolmentFactory,
    ImportFactory,
    MemberFactory,
    MentorProfileFactory,
    MessageFactory,
    TrainingCompletionFactory,
    active,
    mentor,
    proposed,
)
from tests.mentoring.browsing import browser as signed_in
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
SIDES = ("mentor", "mentee")
# What stays although the member wrote it, or it is about them.
KEPT = {
    "Concern.attached": "the safety of others",
    "Concern.outcome": "the safety of others",
    "Concern.words": "the safety of others",
    "Hold.kept": "that is what a hold is for",
    "Hold.why": "that is what a hold is for",
    "MentoringRecord.code": "the other's record stays genuine",
    "MentoringRecord.route": "a route, and not a name",
    "TrainingCompletion.code": "the record of a completed training",
}
OF_EITHER = {"Meeting.place", "Meeting.shared_note", "Pairing.decline_note", "Pairing.office_note"}


@pytest.fixture(autouse=True)
def _ledger(settings: Any, tmp_path: Path) -> None:
    settings.ERASURE_LEDGER = tmp_path / "kept" / "erasures.txt"


def later(member: Member) -> Any:
    return Erasure.objects.get(member=member).due_at


def be_erased(member: Member) -> None:
    """Asked for a week ago, and done now."""
    ask_to_be_erased(member, timezone.now() - timedelta(days=7))
    assert erase(Erasure.objects.get(member=member))
    member.refresh_from_db()


# The whole database -----------------------------------------------------------


def dump() -> str:
    """Everything that the database holds, in every table, the index of words included."""
    with connection.cursor() as cursor:
        return "\n".join(map(str, rows_of_all(cursor)))


def rows_of_all(cursor: Any) -> Iterator[Any]:
    for table in connection.introspection.table_names():
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
        for row in cursor.fetchall():
            yield [bytes(v) if isinstance(v, memoryview) else v for v in row]


def canaries_of(member: Member) -> Iterator[str]:
    """The canaries that are this member's to take along, told without the register."""
    for name in PRIVATE:
        model, column = name.split(".")
        for row in named_model(model)._base_manager.all():
            if name not in KEPT and is_of(row, name, member.pk):
                yield from canaries_in(str(getattr(row, column)))


def is_of(row: Any, name: str, key: int) -> bool:
    model, column = name.split(".")
    if name in OF_EITHER:
        return key in {getattr(pairing_of(row), f"{side}_id") for side in SIDES}
    if hasattr(row, "side") and model != "MentoringRecord":
        return bool(getattr(pairing_of(row), f"{row.side}_id") == key)
    return key in OWNERS.get(model, lambda row, _column: {row.member_id})(row, column)


OWNERS: dict[str, Any] = {
    "Concern": lambda _row, _column: set(),
    "Import": lambda _row, _column: set(),
    "Member": lambda row, _column: {row.pk},
    "MentorMark": lambda row, _column: {row.member_id, row.profile.member_id},
    "MentoringRecord": lambda row, c: {getattr(row.pairing, f"{c.split('_')[0]}_id")},
    "Pairing": lambda row, _column: {row.mentee_id},
    "ProposalDraft": lambda row, _column: {row.mentee_id, row.mentor_id},
    "TrainingDay": lambda _row, _column: set(),
}


@pytest.fixture
def world() -> World:
    return build()


@pytest.mark.parametrize("side", SIDES)
def test_what_is_mine_is_gone_from_every_table_and_nothing_else_is(
    world: World, side: str, run_tasks: RunTasks
) -> None:
    settle(timezone.localdate())
    member = world.people[side]
    signed_in(member).get("/")
    before, mine = canaries_in(dump()), set(canaries_of(member))
    assert len(mine) > 10

    be_erased(member)
    run_tasks()

    assert canaries_in(dump()) == before - mine


@pytest.mark.parametrize("side", SIDES)
def test_a_name_is_gone_from_every_table(world: World, side: str, run_tasks: RunTasks) -> None:
    """Words that are theirs alone: in the account, the profile, the index and the log."""
    member = world.people[side]
    Member.objects.filter(pk=member.pk).update(called="Qwertzuia", pronouns="Qwertzuib")
    member.refresh_from_db()
    member.change_details(by=member, name="Qwertzuic Qwertzuid")
    MentorProfile.objects.filter(member=member).update(story="A qwertzuie.", help_with="Qwertzuif")
    settle(timezone.localdate())
    assert "qwertzui" in dump().casefold()

    be_erased(member)
    run_tasks()

    assert "qwertzui" not in dump().casefold()


@pytest.mark.parametrize("side", SIDES)
def test_after_an_erasure_all_holds(world: World, side: str) -> None:
    """Planting canaries broke some; an erasure breaks none."""
    was = {broken.name for broken in check_invariants()}
    be_erased(world.people[side])

    assert {broken.name for broken in check_invariants()} - was == set()


@pytest.mark.parametrize("side", SIDES)
def test_the_pages_of_the_other_are_there(world: World, side: str) -> None:
    [other] = {*SIDES} - {side}
    key = world.keys["pairing"][0]
    be_erased(world.people[side])

    page = signed_in(world.people[other]).get(f"/pairings/{key}/")

    assert page.status_code == 200
    assert "A former member" in words(page)
    assert "Removed with its author’s account." in words(page)
    for path in ("/mentoring/", "/mentoring/desk/", f"/pairings/{key}/agreement/"):
        assert signed_in(world.people[other]).get(path).status_code == 200, path


# Reports -------------------------------------------------------------------------


def figures(choice: Choice | None = None) -> dict[str, Any]:
    """Every report, of all there is or what is chosen, with every cell."""
    return {
        name: [
            [(line.label, line.cells) for line in figure.table.lines]
            for figure in report.answer(choice or Choice(), hides=False).figures
        ]
        for name, report in REPORTS.items()
    }


@pytest.mark.parametrize("side", SIDES)
def test_no_report_counts_otherwise_for_an_erasure(side: str) -> None:
    """A pairing that has ended, of somebody who has left before: nothing is counted but that."""
    pairing = active()
    leaver = getattr(pairing, side)
    pairing.end(leaver)
    if side == "mentee":
        pairing.enrolment.leave(leaver)
    else:
        leaver.mentor_profile.leave_directory(leaver)
    Member.objects.filter(pk=leaver.pk).update(is_active=False)
    was = figures()

    be_erased(leaver)

    assert figures() == was


# The verbs --------------------------------------------------------------------------


def test_what_is_open_ends_by_its_verbs_and_the_others_are_told(run_tasks: RunTasks) -> None:
    """As a mentee and as a mentor at once; what is between others stays as it is."""
    others, mine = active(), active()
    amina = mine.mentee
    asked = proposed(enrolment=EnrolmentFactory(member=amina))
    TrainingCompletionFactory(member=amina)
    hers = proposed(mentor=MentorProfileFactory(member=amina).member)
    run_tasks().clear()

    be_erased(amina)
    post = {letter.to[0] for letter in run_tasks()} - {amina.email}

    for pairing in (others, mine, asked, hers):
        pairing.refresh_from_db()
    now = [pairing.status for pairing in (others, mine, asked, hers)]
    assert now == ["active", "ended", "withdrawn", "declined"]
    assert not Enrolment.objects.open().filter(member=amina).exists()
    assert {mine.mentor.email, asked.mentor.email, hers.mentee.email} <= post


def test_the_member_is_told_at_both_ends(run_tasks: RunTasks) -> None:
    amina = MemberFactory(email="amina@example.org")
    ask_to_be_erased(amina)
    [asked] = run_tasks()
    assert asked.subject == "Your account will be erased"
    asked_for = len(run_tasks())

    erase(Erasure.objects.get(), later(amina))
    goodbye = run_tasks()[asked_for:]

    assert [(letter.subject, letter.to) for letter in goodbye] == [
        ("Your account is erased", ["amina@example.org"])
    ]
    assert "amina@example.org" not in dump()


def test_there_is_time_to_think_again() -> None:
    amina = MemberFactory()
    ask_to_be_erased(amina)
    erasure, due = Erasure.objects.get(), later(amina)

    assert not erase(erasure, due - SECOND)
    assert Erasure.objects.think_again(amina)
    assert not erase(erasure, due + SECOND)
    assert not Erasure.objects.think_again(amina)
    amina.refresh_from_db()
    assert amina.is_active


def test_asked_twice_is_asked_once() -> None:
    amina = MemberFactory()

    assert ask_to_be_erased(amina)
    due = later(amina)
    assert not ask_to_be_erased(amina, timezone.now() + timedelta(days=2))
    assert later(amina) == due


def test_done_twice_is_done_once() -> None:
    amina = MemberFactory()
    be_erased(amina)

    assert not erase(Erasure.objects.get(), timezone.now() + timedelta(days=99))
    assert len(list(ledger.read())) == 1


def test_a_mentor_is_found_no_more_from_the_asking_on() -> None:
    ben = mentor()
    ask_to_be_erased(ben)

    assert not ben.mentor_profile.__class__.objects.get(member=ben).is_listed


def test_whoever_holds_a_role_gives_it_back_first() -> None:
    with pytest.raises(NotAllowed, match="You work in the office"):
        ask_to_be_erased(AdministratorFactory())


def test_a_role_that_came_meanwhile_stops_it() -> None:
    amina = MemberFactory()
    ask_to_be_erased(amina)
    Member.objects.filter(pk=amina.pk).update(is_staff=True)

    with pytest.raises(NotAllowed):
        erase(Erasure.objects.get(), later(amina))


def test_the_clock_erases_those_who_are_due(monkeypatch: pytest.MonkeyPatch) -> None:
    due, not_yet = MemberFactory(), MemberFactory()
    ask_to_be_erased(due, timezone.now() - timedelta(days=7))
    ask_to_be_erased(not_yet)

    call_command("watch_erasures", stdout=(said := StringIO()))

    assert said.getvalue() == "Members erased: 1.\n"
    assert [e.done_at is None for e in Erasure.objects.order_by("pk")] == [False, True]


def test_what_fails_half_way_has_done_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger cannot be written: nobody is erased whom a restore would bring back."""
    pairing = active()
    MessageFactory(pairing=pairing, side="mentee", text="Still there.")
    ask_to_be_erased(pairing.mentee)
    monkeypatch.setattr(ledger, "write", lambda _line: (_ for _ in ()).throw(OSError("full")))

    with pytest.raises(OSError, match="full"):
        erase(Erasure.objects.get(), later(pairing.mentee))

    assert Message.objects.get().text == "Still there."
    assert Pairing.objects.get().is_active
    assert Member.objects.get(pk=pairing.mentee.pk).is_active


def test_nobody_signs_in_as_them() -> None:
    amina = MemberFactory()
    browser = signed_in(amina)
    assert browser.get("/me/").status_code == 200

    be_erased(amina)

    assert browser.get("/me/").status_code == 302
    assert not amina.is_active
    assert not amina.has_usable_password()


def test_two_records_that_would_say_the_same_are_told_apart() -> None:
    pairing = active()
    for name in ("Amina R", "Amina Rahman"):
        Member.objects.filter(pk=pairing.mentee.pk).update(name=name)
        pairing.mentee.refresh_from_db()
        MentoringRecord.objects.issue(pairing, by=pairing.mentee)

    be_erased(pairing.mentee)

    found = pairing.records.order_by("pk").values_list("mentee_name", "mentor_name")
    named = ["A former member", "A former member (2)"]
    assert list(found) == [(name, pairing.mentor.name) for name in named]


def test_a_line_of_a_list_is_emptied_and_the_others_are_not() -> None:
    amina = MemberFactory(name="Amina Rahman", membership_number="M1234")
    rows = [
        [1, ["Name", "Number"]],
        [2, ["Amina Rahman", "x"]],
        [3, ["?", "m 1234"]],
        [4, ["B", "9"]],
    ]
    found = [{"row": 2, "verdict": "new"}, {"row": 4, "verdict": "new"}]
    kept = ImportFactory(rows=rows, findings=found)

    be_erased(amina)

    kept.refresh_from_db()
    assert kept.rows == [[1, ["Name", "Number"]], [2, ["", ""]], [3, ["", ""]], [4, ["B", "9"]]]
    assert kept.findings == [{"row": 4, "verdict": "new"}]


# After a restore ---------------------------------------------------------------------


def test_whom_a_copy_brings_back_is_erased_again() -> None:
    """The copy is from before the asking: there is no row of it, and the ledger knows."""
    pairing = active()
    amina, ben = pairing.mentee, pairing.mentor
    ledger.write(ledger.Line(amina.pk, fingerprint(amina), timezone.now()))

    call_command("replay_erasures", stdout=(said := StringIO()))
    call_command("replay_erasures", stdout=said)

    assert said.getvalue() == "Members erased again: 1.\nMembers erased again: 0.\n"
    amina.refresh_from_db()
    ben.refresh_from_db()
    assert (amina.name, ben.is_active) == ("A former member", True)
    assert Pairing.objects.get().status == "ended"


def test_another_member_with_the_same_key_is_left_alone() -> None:
    amina = MemberFactory()
    line = ledger.Line(amina.pk, fingerprint(amina), timezone.now())
    Member.objects.filter(pk=amina.pk).update(joined_at=amina.joined_at + SECOND)

    assert not replay(line)


def test_who_thought_again_after_an_erasure_that_was_not_committed_stays() -> None:
    """The ledger has its line before the commit, which may fail; then somebody thinks again."""
    amina = MemberFactory()
    ask_to_be_erased(amina)
    ledger.write(ledger.Line(amina.pk, fingerprint(amina), timezone.now()))
    Erasure.objects.think_again(amina)

    call_command("replay_erasures", stdout=(said := StringIO()))

    assert said.getvalue() == "Members erased again: 0.\n"
    assert Member.objects.get(pk=amina.pk).name == amina.name


def test_whom_the_office_let_stay_after_it_stays() -> None:
    """The same, of what the office had entered and took back."""
    amina, dev = MemberFactory(), AdministratorFactory()
    enter_erasure(amina, WROTE, by=dev)
    ledger.write(ledger.Line(amina.pk, fingerprint(amina), timezone.now()))
    Erasure.objects.lift(amina, by=dev)

    call_command("replay_erasures", stdout=(said := StringIO()))

    assert said.getvalue() == "Members erased again: 0.\n"
    assert Member.objects.get(pk=amina.pk).name == amina.name


def test_the_ledger_names_nobody(settings: Any) -> None:
    amina = MemberFactory(name="Zanzibar", email="zanzibar@example.org", membership_number="Z999")
    be_erased(amina)

    assert "zanzibar" not in settings.ERASURE_LEDGER.read_text().casefold()
    assert [line.key for line in ledger.read()] == [amina.pk]
    assert settings.ERASURE_LEDGER.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("torn", ["17", "17 abc", "17 abc 2026-11", "17 abc 2026-11-26T10:00:00"])
def test_a_line_that_was_cut_off_costs_neither_itself_nor_the_next(
    settings: Any, torn: str
) -> None:
    settings.ERASURE_LEDGER.parent.mkdir()
    settings.ERASURE_LEDGER.write_text(torn)
    be_erased(amina := MemberFactory())
    assert [line.key for line in ledger.read()] == [amina.pk]


def test_a_disk_without_room_for_the_line_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda _file, said: len(said) // 2)
    with pytest.raises(OSError, match="no room"):
        ledger.write(ledger.Line(17, "abc", timezone.now()))


# The pages ----------------------------------------------------------------------------


def test_the_page_says_first_what_goes_and_what_ends() -> None:
    pairing = active()
    page = words(signed_in(pairing.mentee).get("/my-data/erase/"))

    assert "What goes" in page
    assert "What stays, without your name" in page
    assert pairing.mentor.name in page


def test_my_data_erase_asks_by_post_alone_and_my_data_stay_takes_it_back() -> None:
    amina = MemberFactory()
    browser = signed_in(amina)
    browser.get("/my-data/erase/")
    assert not Erasure.objects.exists()

    asked_who = browser.post("/my-data/erase/")["Location"]
    page = browser.post(asked_who, {"password": PASSWORD}, follow=True)
    assert "Your account will be erased on" in words(page)
    page = browser.post("/my-data/stay/", follow=True)
    assert "You stay. Nothing is erased." in words(page)
    assert not Erasure.objects.exists()
    assert [e.verb for e in Event.objects.about(amina)] == [
        "member.erasure_asked",
        "member.erasure_withdrawn",
    ]


def test_a_browser_that_was_left_open_asks_for_the_password_first() -> None:
    browser = signed_in(MemberFactory())

    answer = browser.post("/my-data/erase/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not Erasure.objects.exists()


# Entered by the office ------------------------------------------------------------------

WROTE = "By a letter of 3 May, signed as on the form."


def test_what_a_member_has_written_is_entered_and_they_are_told(run_tasks: RunTasks) -> None:
    ben, dev = mentor(), AdministratorFactory()
    run_tasks().clear()

    assert enter_erasure(ben, WROTE, by=dev)
    assert not enter_erasure(ben, "Again.", by=dev)

    erasure = Erasure.objects.get()
    assert (erasure.entered_by, erasure.identity) == (dev, WROTE)
    assert erasure.due_at - erasure.asked_at == timedelta(days=7)
    assert not MentorProfile.objects.get(member=ben).is_listed
    [letter] = run_tasks()
    assert (letter.to, letter.subject) == ([ben.email], "Your account will be erased")
    assert WROTE not in letter.body
    verbs = Event.objects.filter(actor=dev).values_list("verb", flat=True)
    assert set(verbs) == {"member.erasure_entered", "mentor.taken_out"}


def test_when_it_is_done_nobody_reads_how_they_were_known() -> None:
    amina, dev = MemberFactory(), AdministratorFactory()
    enter_erasure(amina, WROTE, dev, timezone.now() - timedelta(days=7))

    assert erase(Erasure.objects.get())
    assert [line.key for line in ledger.read()] == [amina.pk]
    assert WROTE not in dump()


def test_only_who_may_enters_and_takes_back_and_nobody_of_the_office_is_entered() -> None:
    amina, dev, auditor = MemberFactory(), AdministratorFactory(), AuditorFactory()
    for act in (
        lambda: enter_erasure(amina, WROTE, by=auditor),
        lambda: Erasure.objects.lift(amina, by=auditor),
    ):
        with pytest.raises(NotAllowed, match="not yours to enter"):
            act()
    for held in (auditor, dev, AdministratorFactory()):
        with pytest.raises(NotAllowed, match="holds a role"):
            enter_erasure(held, WROTE, by=dev)
    assert not Erasure.objects.exists()


def test_the_office_takes_back_what_it_entered_and_nothing_else() -> None:
    amina, carol, dev = MemberFactory(), MemberFactory(), AdministratorFactory()
    enter_erasure(amina, WROTE, by=dev)
    ask_to_be_erased(carol)

    assert Erasure.objects.lift(amina, by=dev)
    assert not Erasure.objects.lift(amina, by=dev)
    assert not Erasure.objects.lift(carol, by=dev)
    assert Erasure.objects.get().member == carol


def test_the_member_stays_although_it_was_entered() -> None:
    amina = MemberFactory()
    enter_erasure(amina, WROTE, by=AdministratorFactory())

    assert Erasure.objects.think_again(amina)


@pytest.mark.parametrize("is_entered", [True, False])
def test_a_wish_takes_the_place_of_what_the_clock_has_begun(is_entered: bool) -> None:
    """Who is told that silence erases them in 60 days, and says that they want it, waits 7."""
    amina, now = MemberFactory(), timezone.now()
    two_months = {"due_at": now + timedelta(days=60), "warned_at": now, "asked_at": now}
    Erasure.objects.create(member=amina, **two_months)

    assert (
        enter_erasure(amina, WROTE, AdministratorFactory())
        if is_entered
        else (ask_to_be_erased(amina))
    )

    erasure = Erasure.objects.get()
    assert (erasure.warned_at, erasure.due_at < now + timedelta(days=8)) == (None, True)
