"""Five hundred lines with every fault that such lists have: looked through and applied, rightly."""

import time
from collections import Counter
from datetime import date
from random import Random

import pytest

from accounts.models import Member
from mentoring.models import TrainingCompletion
from tests.factories import MemberFactory, TrainingCompletionFactory
from tests.mentoring.imports.lists import administrator, checked_text, run_now

pytestmark = pytest.mark.django_db
DAY = "3/9/2014"
HEAD = "Name;E-mail;Membership no;Date of training"
# How a line comes, and what it must come to.
GOOD, HELD, BAD = "new", "same", "problem"


def lines() -> list[tuple[str, str]]:
    """300 who are new, 100 who have it, 100 lines that name nobody rightly; in no order."""
    found = []
    for n in range(300):
        name, address, number = f"中文 {n}", f"person-{n}@example.org", f"CI{n:05}"
        MemberFactory(name=name, email=address, membership_number=number)
        says = (
            f"{name};{address.upper()};;{DAY}",
            f"  {name}  ;;ci {n:05};2014-09-03",
            f'"{name}";"  {address} ";{number};3 September 2014',
        )
        found.append((says[n % 3], GOOD))
    for n in range(100):
        member = MemberFactory(name="Jo Smith", email=f"held-{n}@example.org")
        TrainingCompletionFactory(member=member, completed_on=date(2014, 9, 3))
        found.append((f"Jo Smith;{member.email};;{DAY}", HELD))
    for n in range(25):
        found += [
            (f"Nobody;nobody-{n}@example.org;;{DAY}", BAD),
            (f"=cmd|' /C calc'!A{n};;=1+{n};{DAY}", BAD),
            (f"Jo Smith;;;{DAY}", BAD),
            (f"Late;held-{n}@example.org;;31/2/2014", BAD),
        ]
    Random(7).shuffle(found)  # noqa: S311 - an order, not a secret
    return found


def test_five_hundred_lines_come_to_what_they_say(figures):
    expected = lines()
    doubled = [line for line, comes_to in expected if comes_to == GOOD][:40]
    text = "\n".join([HEAD, *(line for line, _comes_to in expected), *doubled])
    began = time.process_time()
    found = checked_text("completions", text)
    looked = time.process_time() - began
    verdicts = [each["verdict"] for each in found.findings]
    assert verdicts == [comes_to for _line, comes_to in expected] + [BAD] * 40
    assert found.counts == {GOOD: 300, HELD: 100, BAD: 140}

    began = time.process_time()
    found.begin(administrator(), without=140)
    run_now()
    figures(f"Import of {len(verdicts)} lines: {looked:.2f} s to look, "
            f"{time.process_time() - began:.2f} s to apply")  # fmt: skip
    recorded = TrainingCompletion.objects.filter(recorded_by=administrator())
    whom = Counter(recorded.values_list("member__email", flat=True))
    assert whom == Counter({f"person-{n}@example.org": 1 for n in range(300)})
    assert set(recorded.values_list("completed_on", flat=True)) == {date(2014, 9, 3)}
    assert Member.objects.filter(name="Jo Smith").count() == 100
