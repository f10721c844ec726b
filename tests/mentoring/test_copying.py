"""A copy of my data: all that the register says, of mine and of nobody else's, and for me alone."""

import io
import json
import zipfile
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import DataCopy, Member
from history.models import Event
from lib.privacy import registered
from lib.privacy.copying import zip_of
from mentoring.copying import ask_for_a_copy, make
from mentoring.models import Concern, Message
from tests.canaries.table import PRIVATE
from tests.canaries.world import World, build, canaries_in, named_model
from tests.conftest import RunTasks
from tests.factories import PASSWORD, DataCopyFactory, MemberFactory, active
from tests.mentoring.browsing import browser, words

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
SIDES = ("mentor", "mentee")
# What one has written oneself, although the page that shows it is others' to read.
OWN_WORDS = {"Concern.words", "Concern.attached"}
# Classed as one's own to read, and left out of the copy for the reason in the register.
LEFT_OUT = {"CalendarFeed.token_hash", "Member.password"}
# To be read by oneself, and only while the other has shared it, on the page.
ON_THE_PAGE = {"Reflection.differently", "Reflection.learned", "Reflection.went_well"}


@pytest.fixture
def world() -> World:
    return build()


def said_in(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name).decode()


def copy_of(member: Member, name: str = "data.json") -> str:
    return said_in(zip_of(member, timezone.now()), name)


def owned(member: Member) -> set[str]:
    """The canaries of fields that this member may read because of rows that are theirs."""
    found = set()
    for field, readers in PRIVATE.items():
        model, column = field.split(".")
        for row in named_model(model)._base_manager.all():
            if field not in LEFT_OUT | ON_THE_PAGE and readers(row) == {member.pk}:
                found |= canaries_in(str(getattr(row, column)))
    return found


@pytest.mark.parametrize("name", ["data.json", "index.html"])
@pytest.mark.parametrize("side", SIDES)
def test_what_is_mine_is_there_and_nothing_that_i_could_not_read(
    world: World, side: str, name: str
) -> None:
    member = world.people[side]
    text = copy_of(member, name)

    assert owned(member)
    assert owned(member) - canaries_in(text) == set()
    assert world.leaks(text, member.pk) - OWN_WORDS == set()


@pytest.mark.parametrize("side", SIDES)
def test_what_both_read_of_a_pairing_is_there(world: World, side: str) -> None:
    """The other's messages as well: I have them on my screen."""
    member = world.people[side]
    said = [
        m.text
        for m in Message.objects.all()
        if member.pk in (m.pairing.mentor_id, m.pairing.mentee_id)
    ]

    found = canaries_in(copy_of(member))

    assert said
    assert canaries_in(" ".join(said)) - found == set()


def test_a_stranger_has_nothing_of_it(world: World) -> None:
    stranger = MemberFactory()

    text = copy_of(stranger)

    assert world.leaks(text, stranger.pk) == set()
    assert {table["table"] for table in json.loads(text)["tables"]} == {
        "accounts.Member",
        "account.EmailAddress",
    }


def test_a_concern_about_me_is_not_there_and_one_that_i_sent_is(world: World) -> None:
    concern = Concern.objects.exclude(about=None).exclude(reporter=None).first()

    assert canaries_in(concern.words) & canaries_in(copy_of(concern.about)) == set()
    assert canaries_in(concern.words) <= canaries_in(copy_of(concern.reporter))


def test_the_copy_has_the_columns_of_the_register_and_no_others(world: World) -> None:
    data = json.loads(copy_of(world.people["mentee"]))
    register = {table.model: table for table in registered()}

    assert data["schema"] == 1
    for chapter in data["tables"]:
        table = register[chapter["table"]]
        copied = {n for c in table.columns if not c.unread for n in c.names.split()}
        assert [set(row) for row in chapter["rows"]] == [copied] * len(chapter["rows"])
        assert {"purpose", "basis", "read_by", "kept"} < set(chapter)


def test_others_are_named_as_one_knows_them_and_the_office_is_not() -> None:
    pairing = active()
    data = {t["table"]: t["rows"] for t in json.loads(copy_of(pairing.mentee))["tables"]}

    [row] = data["mentoring.Pairing"]
    assert (row["mentee"], row["mentor"]) == ("you", pairing.mentor.name)
    [training] = {t["table"]: t["rows"] for t in json.loads(copy_of(pairing.mentor))["tables"]}[
        "mentoring.TrainingCompletion"
    ]
    assert training["recorded_by"] == "somebody else"


def test_the_page_escapes_what_was_typed() -> None:
    member = MemberFactory(called="<script>alert(1)</script>")

    assert "<script>" not in copy_of(member, "index.html")


# Asking, and fetching ------------------------------------------------------------------


def fetch(client: Client, copy: DataCopy) -> HttpResponse:
    """With the password once more."""
    path = f"/my-data/copies/{copy.pk}.zip"
    who = client.get(path)["Location"]
    assert who.startswith("/accounts/reauthenticate/")
    back = client.post(who, {"password": PASSWORD})
    return client.get(back["Location"])


def test_my_data_copy_is_made_by_a_task_and_a_letter_says_so(run_tasks: RunTasks) -> None:
    amina = MemberFactory()
    client = browser(amina)
    client.post("/my-data/copy/")
    assert "It is being made" in words(client.get("/my-data/"))

    [letter] = run_tasks()

    copy = DataCopy.objects.get()
    assert (letter.subject, letter.to) == ("The copy of your data is there", [amina.email])
    assert "Fetch the copy" in words(client.get("/my-data/"))
    answer = fetch(client, copy)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "no-store"
    assert amina.email in said_in(answer.content, "data.json")


def test_what_is_asked_first_is_true_without_a_password_as_well(run_tasks: RunTasks) -> None:
    """Who has none shows a passkey before the copy is theirs to fetch."""
    joy = MemberFactory()
    ask_for_a_copy(joy)

    [letter] = run_tasks()

    page = words(browser(joy).get("/my-data/"))
    for said in (letter.body, letter.alternatives[0].content, page):
        assert "We ask first that you confirm it is you." in said
        assert "with your password" not in said


def test_asked_twice_there_is_one(run_tasks: RunTasks) -> None:
    amina = MemberFactory()
    first, is_new = ask_for_a_copy(amina)

    assert (is_new, ask_for_a_copy(amina)) == (True, (first, False))
    run_tasks()
    make(first.pk)
    assert ask_for_a_copy(amina) == (first, False)
    assert len(run_tasks()) == 1


def test_asked_in_a_second_tab_it_is_said_what_there_is(run_tasks: RunTasks) -> None:
    client = browser(MemberFactory())
    said = [words(client.post("/my-data/copy/", follow=True)) for _ in range(2)]
    run_tasks()
    said.append(words(client.post("/my-data/copy/", follow=True)))

    assert "Your copy is being made. We write to you when it is there." in said[0]
    assert "Your copy is being made already. We write to you when it is there." in said[1]
    assert "You have a copy already. You can fetch it here." in said[2]
    assert "being made" not in said[2]
    assert len(run_tasks()) == 1


def test_my_data_fetch_is_for_its_member_alone(run_tasks: RunTasks) -> None:
    """The address can be guessed, and that helps nobody."""
    copy, _is_new = ask_for_a_copy(MemberFactory())
    run_tasks()

    assert fetch(browser(MemberFactory()), copy).status_code == 404
    assert Client().get(f"/my-data/copies/{copy.pk}.zip")["Location"].startswith("/accounts/login/")


def test_a_copy_is_kept_for_72_hours_and_not_longer(run_tasks: RunTasks) -> None:
    amina = MemberFactory()
    copy, _is_new = ask_for_a_copy(amina)
    run_tasks()
    copy.refresh_from_db()
    until: Any = copy.kept_until

    assert until - copy.made_at == timedelta(hours=72)
    assert list(DataCopy.objects.ready(amina, until - SECOND)) == [copy]
    assert list(DataCopy.objects.ready(amina, until + SECOND)) == []
    assert not DataCopy.objects.outdated(until - SECOND)
    assert list(DataCopy.objects.outdated(until + SECOND)) == [copy]


def test_the_clock_deletes_what_is_outdated_and_nothing_else() -> None:
    long_ago = timezone.now() - timedelta(hours=73)
    DataCopyFactory(made_at=long_ago, asked_at=long_ago, content=b"x")
    kept = [DataCopyFactory(), DataCopyFactory(made_at=timezone.now(), content=b"x")]

    call_command("watch_copies", stdout=(said := StringIO()))

    assert said.getvalue() == "Copies deleted: 1.\n"
    assert list(DataCopy.objects.order_by("pk")) == kept


def test_history_has_the_hash_of_what_was_made(run_tasks: RunTasks) -> None:
    copy, _is_new = ask_for_a_copy(MemberFactory())
    run_tasks()

    [made] = Event.objects.filter(verb="member.copy_made")
    assert set(made.particulars) == {"copy", "sha256"}
    assert made.particulars["copy"] == copy.pk
