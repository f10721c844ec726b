"""What CILIP is told: what is owed, what leaves, and that it arrives whatever happens."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import Pairing, Telling
from mentoring.models.telling import LEASE, wait_after
from mentoring.stopping import stop_mentoring
from mentoring.telling import FIELDS, tell_due, told
from tests.factories import (
    EnrolmentFactory,
    MemberFactory,
    TellingFactory,
    accepted_by_mentor,
    active,
    completing,
    proposed,
)
from tests.receiver import SECRET, Receiver, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with receiving() as receiver:
        settings.TELLING_URL, settings.TELLING_SECRET = receiver.url, SECRET
        yield receiver


def start() -> Pairing:
    pairing = accepted_by_mentor()
    pairing.accept(pairing.mentee)
    return pairing


def owed() -> list[tuple[int, str]]:
    return list(Telling.objects.order_by("pk").values_list("pairing", "happened"))


def verbs() -> list[str]:
    told = Event.objects.filter(verb__startswith="telling.")
    return list(told.order_by("pk").values_list("verb", flat=True))


def test_nothing_is_owed_until_it_is_set_up() -> None:
    start().end(by=Pairing.objects.get().mentee)
    assert owed() == []


def test_a_start_and_an_end_are_owed_once_each(receiver: Receiver) -> None:
    pairing = start()
    pairing.accept(pairing.mentee)
    pairing.end(by=pairing.mentor)
    pairing.end(by=pairing.mentor)
    assert owed() == [(pairing.pk, "started"), (pairing.pk, "ended")]


def test_however_it_is_over_it_is_owed_as_an_end(receiver: Receiver) -> None:
    completed, silent, stopped = completing(), completing(), active()
    Telling.objects.all().delete()
    completed.complete(completed.mentor)
    silent.complete_by_silence(timezone.now() + timedelta(days=60))
    stop_mentoring(stopped.mentor)
    pairings = [each.pk for each in (completed, silent, stopped)]
    assert owed() == [(pk, "ended") for pk in pairings]


def test_what_never_started_is_not_told(receiver: Receiver) -> None:
    first, second = proposed(), accepted_by_mentor()
    first.decline(first.mentor)
    second.withdraw(second.mentor)
    assert owed() == []


def test_an_act_that_fails_owes_nothing(receiver: Receiver, monkeypatch: Any) -> None:
    def full_disk(*_words: Any, **_more: Any) -> None:
        raise OSError

    pairing = accepted_by_mentor()
    monkeypatch.setattr(Pairing, "_withdraw_others", full_disk)
    with pytest.raises(OSError):  # noqa: PT011
        pairing.accept(pairing.mentee)
    assert owed() == []


def test_what_leaves_is_this_and_nothing_else(receiver: Receiver) -> None:
    member = MemberFactory(name="Zoë Okafor", membership_number="M123")
    telling = TellingFactory(pairing=proposed(enrolment=EnrolmentFactory(member=member)))
    tell_due()
    ((headers, body),) = receiver.requests
    assert json.loads(body) == {
        "id": str(telling.uid),
        "happened": "started",
        "on": timezone.localdate(telling.at, timezone.get_default_timezone()).isoformat(),
        "mentee": "Zoë Okafor",
        "membership_number": "M123",
        "route": telling.pairing.enrolment.route.name,
    }
    assert tuple(json.loads(body)) == FIELDS
    assert headers["webhook-id"] == str(telling.uid)
    assert receiver.taken_in == [told(telling)]


def test_the_words_are_made_when_it_is_sent(receiver: Receiver) -> None:
    telling = TellingFactory()
    member = telling.pairing.mentee
    type(member).objects.filter(pk=member.pk).update(name="–", membership_number=None)
    tell_due()
    assert [receiver.taken_in[0][name] for name in ("mentee", "membership_number")] == ["–", ""]


def test_the_worker_sends_it_after_the_act(receiver: Receiver, run_tasks: Any) -> None:
    pairing = start()
    assert receiver.requests == []
    run_tasks()
    assert [each["happened"] for each in receiver.taken_in] == ["started"]
    telling = Telling.objects.get(pairing=pairing)
    assert (telling.status, telling.attempts, telling.last_status) == ("told", 1, 204)
    assert verbs() == ["telling.told"]
    assert tell_due() == (0, 0)


@pytest.mark.parametrize("status", [300, 302, 400, 401, 410, 429, 500, 503])
def test_what_is_no_yes_is_tried_again_under_the_same_id(receiver: Receiver, status: int) -> None:
    telling = TellingFactory()
    receiver.statuses = [status]
    assert tell_due() == (0, 1)
    telling.refresh_from_db()
    assert (telling.status, telling.attempts) == ("on_its_way", 1)
    assert telling.last_status == status
    assert tell_due() == (0, 0)
    with time_machine.travel(telling.due_at):
        assert tell_due() == (1, 0)
    assert receiver.ids() == [str(telling.uid)] * 2
    assert len(receiver.taken_in) == 1


def test_a_wrong_secret_is_refused_and_kept_for_later(receiver: Receiver, settings: Any) -> None:
    settings.TELLING_SECRET = "whsec_" + "QUJD" * 9
    telling = TellingFactory()
    assert tell_due() == (0, 1)
    telling.refresh_from_db()
    assert (telling.last_status, telling.status, receiver.taken_in) == (401, "on_its_way", [])


def test_where_nobody_answers_the_others_are_not_tried_in_vain(settings: Any) -> None:
    with receiving() as receiver:
        settings.TELLING_URL, settings.TELLING_SECRET = receiver.url, SECRET
    TellingFactory.create_batch(3)
    assert tell_due() == (0, 1)
    assert sorted(Telling.objects.values_list("attempts", "last_status")) == sorted(
        [(1, 0), (0, None), (0, None)], key=str
    )


def test_it_waits_longer_each_time_and_never_the_same(receiver: Receiver) -> None:
    waits = [[wait_after(number) for _ in range(50)] for number in range(1, 16)]
    for number, many in enumerate(waits):
        meant = min(timedelta(minutes=2**number), timedelta(hours=8))
        assert meant * 0.75 <= min(many) < max(many) <= meant * 1.25


def test_it_gives_up_and_stays_to_be_seen(receiver: Receiver, settings: Any) -> None:
    settings.MENTORING = {**settings.MENTORING, "TELLING_TRIES": 3}
    telling = TellingFactory()
    receiver.statuses = [500] * 9
    now = timezone.now()
    for _ in range(6):
        with time_machine.travel(now := now + timedelta(hours=9), tick=False):
            tell_due()
    telling.refresh_from_db()
    assert (telling.status, telling.attempts, len(receiver.requests)) == ("given_up", 3, 3)
    assert verbs() == ["telling.given_up"]


def test_what_a_killed_sender_held_is_sent_by_another(receiver: Receiver) -> None:
    now = timezone.now()
    telling = TellingFactory(due_at=now)
    assert Telling.objects.claim(now) == telling
    assert Telling.objects.claim(now + LEASE - timedelta(seconds=1)) is None
    with time_machine.travel(now + LEASE):
        assert tell_due() == (1, 0)
    assert receiver.ids() == [str(telling.uid)]


def test_what_kills_every_sender_is_given_up_as_well(settings: Any) -> None:
    settings.MENTORING = {**settings.MENTORING, "TELLING_TRIES": 2}
    now = timezone.now()
    telling, other = TellingFactory(due_at=now), TellingFactory(due_at=now + LEASE * 3)
    for number in range(2):
        assert Telling.objects.claim(now + LEASE * number) == telling
    assert Telling.objects.claim(now + LEASE * 3) == other
    telling.refresh_from_db()
    assert telling.status == "given_up"


def test_a_sender_that_comes_back_late_undoes_nothing() -> None:
    now = timezone.now()
    TellingFactory(due_at=now)
    slow = Telling.objects.claim(now)
    quick = Telling.objects.claim(now + LEASE)
    assert slow.answered(500) is False
    assert quick.answered(204) is True
    assert slow.answered(0) is False
    assert slow.answered(204) is False
    assert (slow.status, slow.attempts) == ("told", 2)


def test_a_yes_counts_however_late_it_comes() -> None:
    now = timezone.now()
    TellingFactory(due_at=now)
    slow = Telling.objects.claim(now)
    quick = Telling.objects.claim(now + LEASE)
    assert slow.answered(204) is True
    assert quick.answered(500) is False
    assert quick.status == "told"


def test_the_office_has_it_sent_again_under_the_same_id(receiver: Receiver, run_tasks: Any) -> None:
    telling = TellingFactory(due_at=None, gave_up_at=timezone.now(), attempts=15, last_status=500)
    by = MemberFactory()
    assert telling.send_again(by) is True
    assert telling.send_again(by) is False
    run_tasks()
    telling.refresh_from_db()
    assert (telling.status, telling.attempts, receiver.ids()) == ("told", 1, [str(telling.uid)])
    assert verbs() == ["telling.sent_again", "telling.told"]
    assert Event.objects.get(verb="telling.sent_again").actor == by


def test_without_an_address_nothing_is_sent_again() -> None:
    telling = TellingFactory(due_at=None)
    with pytest.raises(NotAllowed, match="no address"):
        telling.send_again(MemberFactory())


def test_where_there_is_a_list_alone_nothing_waits_to_be_sent(settings: Any) -> None:
    settings.TELLING_LIST = True
    start()
    assert [each.status for each in Telling.objects.all()] == ["on_the_list"]


def test_the_watch_sends_what_is_due_and_says_so(receiver: Receiver) -> None:
    TellingFactory.create_batch(2)
    receiver.statuses = [500]
    said = StringIO()
    call_command("watch_tellings", stdout=said)
    assert said.getvalue() == "Told: 1. To be tried again: 1.\n"


def at(day: str, hour: int = 12) -> Any:
    zone = timezone.get_default_timezone()
    return timezone.datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=zone)


def written(folder: Path, day: str) -> str:
    call_command("write_telling_list", str(folder), day=date.fromisoformat(day), stdout=StringIO())
    return (folder / f"telling-{day}.csv").read_text("utf-8-sig")


def test_the_list_of_a_day_is_a_file_for_its_owner_alone(settings: Any, tmp_path: Path) -> None:
    settings.TELLING_LIST = True
    tellings = [
        TellingFactory(at=at(day, hour), due_at=None)
        for day, hour in (("2026-06-30", 23), ("2026-07-01", 0), ("2026-07-01", 23))
    ]
    mentee = tellings[1].pairing.mentee
    type(mentee).objects.filter(pk=mentee.pk).update(name="=SUM(A1)")
    lines = written(tmp_path, "2026-07-01").splitlines()
    assert lines[0] == ",".join(FIELDS)
    assert [line.split(",")[0] for line in lines[1:]] == [str(each.uid) for each in tellings[1:]]
    assert ",'=SUM(A1)," in lines[1]
    assert [path.name for path in tmp_path.iterdir()] == ["telling-2026-07-01.csv"]
    assert (tmp_path / "telling-2026-07-01.csv").stat().st_mode & 0o777 == 0o600


def test_there_is_no_list_until_it_is_set_up(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="TELLING_LIST is not set"):
        written(tmp_path, "2026-07-01")


def test_a_yes_costs_nothing_while_it_is_off(settings: Any) -> None:
    """One statement for the list, two for the messages."""
    counts = []
    for on in ({}, {"TELLING_LIST": True}, {"TELLING_URL": "http://localhost:1/"}):
        pairing = accepted_by_mentor()
        for name, value in on.items():
            setattr(settings, name, value)
        with CaptureQueriesContext(connection) as seen:
            pairing.accept(pairing.mentee)
        counts.append(len(seen))
    assert [count - counts[0] for count in counts] == [0, 1, 2]
