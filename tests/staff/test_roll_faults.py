"""A roll of 500 lines with the faults that such lists have, by every way into the office."""

import time
from dataclasses import dataclass
from datetime import date
from zlib import crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from history.models import Event
from mentoring.models import TrainingCompletion, TrainingDay
from tests.conftest import Say
from tests.factories import MemberFactory, TrainingCompletionFactory, TrainingDayFactory
from tests.lib.tables.swollen import SWOLLEN
from tests.lib.tables.workbooks import rows_of_text, workbook
from tests.staff.conftest import Send

pytestmark = pytest.mark.django_db
HELD_ON = date(2026, 9, 3)
FORMULAS = ['=HYPERLINK("http://example.org")', "+44 1234", "-2+3", "@SUM(A1)", "=cmd|'/c calc'!A0"]


@dataclass
class FaultyRoll:
    """500 lines, and what they come to."""

    lines: list[str]
    new: set[Member]
    known: set[Member]
    repeats: int
    refused: int

    @property
    def text(self) -> str:
        return "\r\n".join(self.lines)


@pytest.fixture
def faulty(db: None) -> FaultyRoll:
    """Numbers, addresses and names, in odd spellings, and whatever else lists have in them."""
    plain = [
        MemberFactory(
            name=f"Member {n} of Many", membership_number=f"M{500_000 + n}", verified=False
        )
        for n in range(440)
    ]
    chinese = [MemberFactory(name=f"王小明{n}", verified=False) for n in range(10)]
    already = [TrainingCompletionFactory(completed_on=HELD_ON).member for _ in range(10)]
    MemberFactory.create_batch(2, name="Jo Lee")
    closed = MemberFactory(name="Lena Closed", is_active=False)
    spelled = [
        [f"  {m.membership_number.lower()} ", f" {m.email.upper()}\u00a0,", f"{m.name}  ;"][n % 3]
        for n, m in enumerate(plain)
    ]
    names = [f"\u200b{m.name}\u3000" for m in chinese]
    known = [m.email for m in already]
    repeats = [plain[n].email for n in range(20)]
    unknown = [f"nobody-{n}@example.org" for n in range(8)] + [f"M9{n:05}" for n in range(4)]
    wrong = [*unknown, *FORMULAS, "Jo Lee", closed.name, "<script>alert(1)</script>"]
    lines = [*spelled, *names, *known, *wrong]
    lines.sort(key=lambda line: crc32(line.encode()))  # in no order, and the same each time
    lines += repeats
    assert len(lines) == 500
    return FaultyRoll(lines, {*plain, *chinese}, set(already), len(repeats), len(wrong))


def is_right(faulty: FaultyRoll, answer: object, known: set[Member]) -> None:
    """The dry run says of each line what is true of it."""
    roll = answer.context["roll"]  # type: ignore[attr-defined]
    assert {found.member for found in roll.new} == (faulty.new | faulty.known) - known
    assert {found.member for found in roll.known} == known
    repeats = [problem for problem in roll.problems if problem.is_repeat]
    assert (len(repeats), len(roll.problems)) == (faulty.repeats, faulty.repeats + faulty.refused)
    assert len(roll.choices) == 1


def test_a_pasted_list_is_recorded_right(
    check: Send, record: Send, office: Client, faulty: FaultyRoll, figures: Say
) -> None:
    start = time.perf_counter()
    answer = check(faulty.text, completed_on=HELD_ON.isoformat())
    checked = time.perf_counter() - start
    is_right(faulty, answer, faulty.known)
    assert not Event.objects.exists()
    start = time.perf_counter()
    assert record(faulty.text, completed_on=HELD_ON.isoformat()).status_code == 302
    recorded = time.perf_counter() - start - checked
    done = TrainingCompletion.objects.filter(completed_on=HELD_ON)
    assert {row.member for row in done.select_related("member")} == faulty.new | faulty.known
    assert Event.objects.filter(verb="training.recorded").count() == len(faulty.new)
    again = check(faulty.text, completed_on=HELD_ON.isoformat())
    is_right(faulty, again, faulty.new | faulty.known)
    figures(
        f"a faulty roll of 500 lines: checked in {1000 * checked:.0f} ms, "
        f"{len(faulty.new)} recorded in {1000 * recorded:.0f} ms, {faulty.refused} lines left"
    )


def as_files(lines: list[str]) -> list[tuple[str, bytes]]:
    quoted = ['"' + line.replace('"', '""') + '"' for line in lines]
    return [
        ("roll.csv", "\r\n".join(quoted).encode()),
        ("roll.csv", "\r\n".join(quoted).encode("utf-8-sig")),
        ("roll.xlsx", workbook(rows_of_text([[line] for line in lines]))),
    ]


def test_an_uploaded_list_fills_a_day_right(
    office: Client, dev: Member, faulty: FaultyRoll
) -> None:
    day: TrainingDay = TrainingDayFactory(held_on=HELD_ON)
    path = reverse("staff:training_day_import", args=[day.pk])
    for name, raw in as_files(faulty.lines):
        answer = office.post(path, {"file": SimpleUploadedFile(name, raw)})
        assert answer.status_code == 200, name
        is_right(faulty, answer, set())
    typed = {"people": answer.context["form"]["people"].value(), "record": "1"}
    typed["checked"] = answer.context["roll"].fingerprint
    add = reverse("staff:training_day_add", args=[day.pk])
    assert office.post(add, typed).status_code == 200
    assert {b.member for b in day.bookings.select_related("member")} == faulty.new | faulty.known
    ticked = [booking.member_id for booking in day.bookings.all()]
    sent = {"ticked": ticked, "newest": day.bookings.latest("pk").pk}
    office.post(reverse("staff:training_day_record", args=[day.pk]), sent)
    assert set(day.completions.values_list("member", flat=True)) == {m.pk for m in faulty.new}


@pytest.mark.parametrize("bomb", ["spaces", "laughs", "false_size", "many_parts"])
def test_a_workbook_that_swells_is_refused_in_words(office: Client, bomb: str) -> None:
    day = TrainingDayFactory()
    raw = SWOLLEN[bomb]()
    path = reverse("staff:training_day_import", args=[day.pk])
    answer = office.post(path, {"file": SimpleUploadedFile("roll.xlsx", raw)})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not day.bookings.exists()


def test_ten_megabytes_pasted_are_refused_whole(office: Client) -> None:
    day = TrainingDayFactory()
    for path, more in (
        (reverse("staff:training_record"), {"completed_on": "2026-09-03"}),
        (reverse("staff:training_day_add", args=[day.pk]), {}),
    ):
        answer = office.post(path, {"people": "M1000001\n" * 1_100_000, "check": "1", **more})
        assert answer.status_code == 400
    assert not TrainingCompletion.objects.exists()
    assert not day.bookings.exists()
