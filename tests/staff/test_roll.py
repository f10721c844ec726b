"""The dry run: who is meant by each line, and what is wrong with the rest."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Member
from history.models import Event
from mentoring.models import TrainingCompletion
from mentoring.models.training import TrainingFacts
from staff.roll import Roll, read_roll
from tests.factories import MemberFactory, TrainingCompletionFactory
from tests.staff.conftest import Send

pytestmark = pytest.mark.django_db
DAY = TrainingFacts(date(2026, 9, 3))


def names(found):
    return [each.member.name for each in found]


def faults(roll: Roll) -> list[tuple[int, str]]:
    return [(problem.line.number, problem.words) for problem in roll.problems]


def test_a_line_is_a_number_an_address_or_a_name():
    MemberFactory(name="Samira Okafor", membership_number="M104233")
    MemberFactory(name="Tom Adeyemi", email="tom@example.org")
    MemberFactory(name="中村 太郎")
    roll = read_roll(" m104 233\nTOM@example.org\n中村　太郎", DAY)
    assert names(roll.new) == ["Samira Okafor", "Tom Adeyemi", "中村 太郎"]
    assert (roll.known, roll.problems) == ([], [])


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Zoë O\u2019Brien", "ZOË O'BRIEN"),
        ("ZOË O'BRIEN", "zoë o\u2019brien"),
        ("Zoë O'Brien", "zoe\u0308  o'brien"),
        ("Ελένη Παππά", "ΕΛΈΝΗ ΠΑΠΠΆ"),
    ],
)
def test_a_name_counts_in_capitals_too(stored, typed):
    MemberFactory(name=stored)
    assert names(read_roll(typed, DAY).new) == [stored]


def test_who_has_this_very_training_is_shown_as_known():
    done = TrainingCompletionFactory(completed_on=DAY.completed_on).member
    other_day = TrainingCompletionFactory(completed_on=date(2026, 9, 2)).member
    refresher = TrainingCompletionFactory(completed_on=DAY.completed_on, kind="refresher").member
    roll = read_roll("\n".join(m.email for m in (done, other_day, refresher)), DAY)
    assert [found.member for found in roll.known] == [done]
    assert [found.member for found in roll.new] == [other_day, refresher]


def test_a_withdrawn_record_is_not_known():
    row = TrainingCompletionFactory(completed_on=DAY.completed_on)
    TrainingCompletion.objects.update(
        withdrawn_at=row.recorded_at, withdrawn_by=row.recorded_by, withdrawal_reason="Mistake"
    )
    assert [found.member for found in read_roll(row.member.email, DAY).new] == [row.member]


def test_lines_that_name_nobody_are_problems_with_their_numbers():
    assert faults(read_roll("\nM999999\nnobody@example.org\n\nNo Body", DAY)) == [
        (2, "No member has this membership number."),
        (3, "No member has this e-mail address."),
        (5, "No member has exactly this name. Try the membership number or e-mail address."),
    ]


def test_the_same_person_twice_is_recorded_once():
    tom = MemberFactory(name="Tom Fox", membership_number="M100")
    roll = read_roll(f"m100\nTom Fox\n{tom.email}", DAY)
    assert [found.member for found in roll.new] == [tom]
    assert faults(roll) == [
        (2, "The same person as in line 1."),
        (3, "The same person as in line 1."),
    ]
    assert roll.left_out == ""


def test_a_closed_account_is_a_problem():
    MemberFactory(name="Lena Fox", is_active=False)
    assert faults(read_roll("Lena Fox", DAY)) == [(1, "The account of this member is closed.")]


def test_an_open_account_is_meant_before_a_closed_one_of_the_same_name():
    MemberFactory(name="Lena Fox", is_active=False)
    lena = MemberFactory(name="Lena Fox")
    assert [found.member for found in read_roll("Lena Fox", DAY).new] == [lena]


def test_a_number_counts_before_a_name_that_looks_like_it():
    MemberFactory(name="M104233")
    samira = MemberFactory(name="Samira", membership_number="M104233")
    assert [found.member for found in read_roll("M104233", DAY).new] == [samira]


def test_two_words_are_a_name_even_if_somebody_has_them_as_number():
    MemberFactory(name="Mallory", membership_number="TOMFOX")
    assert read_roll("Tom Fox", DAY).new == []


def two_of_one_name() -> list[Member]:
    return [MemberFactory(name="Jo Lee"), MemberFactory(name="jo LEE")]


def test_a_name_that_several_have_offers_them_to_tick():
    jos = two_of_one_name()
    roll = read_roll("Jo Lee", DAY)
    assert sorted(m.pk for m in roll.choices[0].candidates) == [m.pk for m in jos]
    assert faults(roll) == [
        (1, "2 members have this name. Tick whom you mean, or type their number.")
    ]
    assert roll.new == []


def test_the_ticked_one_is_meant():
    _first, second = two_of_one_name()
    roll = read_roll("Jo Lee", DAY, {second.pk})
    assert [found.member for found in roll.new] == [second]
    assert roll.problems == []


def test_two_lines_of_one_name_need_two_ticks():
    first, second = two_of_one_name()
    one = read_roll("Jo Lee\nJo Lee", DAY, {first.pk})
    assert faults(one) == [(2, "This name is in line 1 as well. Tick one member for each line.")]
    both = read_roll("Jo Lee\nJo Lee", DAY, {first.pk, second.pk})
    assert (len(both.new), both.problems) == (2, [])


def test_a_tick_counts_only_for_a_name_on_the_list():
    stranger = MemberFactory()
    assert read_roll("No Body", DAY, {stranger.pk}).new == []


def test_more_candidates_than_a_form_can_hold_are_not_offered():
    MemberFactory.create_batch(101, name="Jo Lee")
    roll = read_roll("Jo Lee", DAY)
    assert roll.choices == []
    assert roll.left_out == "Jo Lee"


def test_reading_takes_one_query(django_assert_num_queries):
    members = MemberFactory.create_batch(30)
    with django_assert_num_queries(1):
        roll = read_roll("\n".join(m.name for m in members), DAY)
        assert all(found.member.has_it is False for found in roll.new)


def test_the_check_writes_nothing_and_keeps_what_was_typed(check: Send):
    MemberFactory(name="Samira Okafor")
    typed = "Samira Okafor\n=HYPERLINK(1)\n<b>bold</b>"
    answer = check(typed, provider="Ceri Walsh", note="Bristol")
    assert answer.status_code == 200
    assert [TrainingCompletion.objects.count(), Event.objects.count()] == [0, 0]
    assert answer.context["form"]["people"].value() == typed
    page = answer.content.decode()
    for shown in ("Record 1 completion", "=HYPERLINK(1)", "&lt;b&gt;bold", "Ceri Walsh", "Bristol"):
        assert shown in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"people": ""}, "Write at least one person."),
        ({"people": " \n , \n"}, "Write at least one person."),
        ({"people": "Sa\x00mira"}, "Line 1 has a character that cannot be seen."),
        ({"people": "M1\nTom\x07Fox"}, "Line 2 has a character that cannot be seen."),
        ({"people": "M1\n" * 501}, "The list has 501 people. Record at most 500 at once."),
        ({"people": "M1\n" * 50_000}, "The list is too long."),
        ({"completed_on": "2027-01-01"}, "The date is in the future."),
        ({"completed_on": "0026-09-03"}, "The date is before 1980."),
        ({"completed_on": "31/02/2026"}, "Type the date like 3 September 2026 or 2026-09-03."),
        ({"completed_on": ""}, "This field is required."),
        ({"kind": "magic"}, "Select a valid choice."),
        ({"mode": ""}, "This field is required."),
        ({"provider": "x" * 121}, "at most 120 characters"),
        ({"note": "No\x00te"}, "Use letters, numbers and signs that can be seen."),
    ],
)
def test_what_is_typed_wrong_is_said_by_the_field(check: Send, typed, sentence):
    answer = check(**{"people": "Samira Okafor", **typed})
    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors)
    assert "roll" not in answer.context
    for name, value in typed.items():
        assert answer.context["form"][name].value() == value


def test_days_can_be_typed_as_people_write_them(check: Send):
    for typed in ("2026-09-03", "03/09/2026", "3 September 2026", "3 Sep 2026"):
        assert (
            check("M1", completed_on=typed).context["roll"].about.completed_on == DAY.completed_on
        )


def test_ticks_that_are_no_keys_are_left_aside(check: Send):
    two_of_one_name()
    answer = check("Jo Lee", ticked=["x", "9" * 30, "-1", "٣"])
    assert answer.status_code == 200
    assert answer.context["roll"].new == []


def test_the_form_starts_with_the_member_asked_for(office: Client):
    member = MemberFactory()
    page = office.get(reverse("staff:training_record"), {"member": member.pk})
    assert page.context["form"]["people"].value() == member.email
    for odd in ("", "x", "-1"):
        assert office.get(reverse("staff:training_record"), {"member": odd}).status_code == 200
    assert office.get(reverse("staff:training_record"), {"member": 10**17}).status_code == 404
