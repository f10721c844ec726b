"""Members in the office: found, shown with their training, pairings as counts only."""

from datetime import date

import pytest
from django.test import Client

from mentoring.models import MentorProfile, TrainingCompletion
from mentoring.models.training import TrainingFacts
from registration.models import OrganisationKind, Route
from tests.factories import (
    TEXTS,
    AwardFactory,
    EnrolmentFactory,
    KnowledgeAreaFactory,
    MemberFactory,
    MentorProfileFactory,
    RegistrantFactory,
    TrainingCompletionFactory,
    active,
    closed,
    proposed,
)

pytestmark = pytest.mark.django_db


def found(office: Client, **search):
    return [m.name for m in office.get("/staff/members/", search).context["page"]]


@pytest.mark.parametrize(
    "words", ["okafor", "SAMIRA", "samira@", "104 233", "m104233", " Samira  Okafor "]
)
def test_a_member_is_found_by_name_address_and_number(office: Client, words):
    MemberFactory(name="Tom Adeyemi")
    MemberFactory(name="Samira Okafor", email="samira@example.net", membership_number="M104233")
    assert found(office, q=words) == ["Samira Okafor"]


@pytest.mark.parametrize("words", ["zoe", "ZOË", "zoe\u0308 o", "obrien", "O’Brien", "O`Brien"])
def test_a_name_is_found_without_its_accents_and_apostrophes(office: Client, words):
    MemberFactory(name="Tom Adeyemi")
    MemberFactory(name="Zoë O'Brien")
    assert found(office, q=words) == ["Zoë O'Brien"]


def test_an_address_is_not_looked_for_among_names(office: Client):
    MemberFactory(name="Samira Khan", email="khan@example.net")
    samira = MemberFactory(name="Samira Okafor", email="samira@example.net")
    assert found(office, q="samira@") == [samira.name]


def test_names_are_in_the_order_they_are_filed_in(office: Client):
    for name in ("Zoë", "Ørsted", "oakes", "Évora"):
        MemberFactory(name=name)
    assert found(office) == ["Dev Patel", "Évora", "oakes", "Ørsted", "Zoë"]


@pytest.mark.parametrize("words", ["%", "_", "\\", '"', "\x00", "x" * 5000, "')--", "\u202e"])
def test_odd_words_find_nobody_or_everybody_and_break_nothing(office: Client, words):
    assert office.get("/staff/members/", {"q": words}).status_code == 200


def test_the_list_is_in_the_order_of_names_and_paged(office: Client):
    MemberFactory.create_batch(51)
    first = office.get("/staff/members/").context["page"]
    last = office.get("/staff/members/", {"page": "2"}).context["page"]
    names = [m.name for m in (*first, *last)]
    assert (len(first), len(last), first.paginator.count) == (50, 2, 52)
    assert names == sorted(names, key=str.lower)


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, ""])
def test_a_page_that_does_not_exist_is_the_nearest(office: Client, page):
    assert office.get("/staff/members/", {"page": page}).status_code == 200


def test_members_are_shown_by_their_training(office: Client, dev):
    MentorProfileFactory(member=MemberFactory(name="Listed"))
    TrainingCompletionFactory(member=MemberFactory(name="Trained"), recorded_by=dev)
    gone = MentorProfileFactory(member=MemberFactory(name="Withdrawn")).member
    gone.training_completions.get().withdraw(dev, "Mistake")
    TrainingCompletionFactory(member=MemberFactory(name="Zed", is_active=False), recorded_by=dev)
    recorder = TrainingCompletion.objects.filter(recorded_by__name__startswith="Member")
    others = {row.recorded_by.name for row in recorder}
    assert found(office, show="trained") == ["Listed", "Trained", "Zed"]
    assert found(office, show="not_listed") == ["Trained"]
    assert set(found(office, show="untrained")) == {"Dev Patel", "Withdrawn", *others}
    assert set(found(office, show="nonsense")) == set(found(office))


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    office: Client, django_assert_num_queries
):
    for _ in range(3):
        with django_assert_num_queries(5):
            office.get("/staff/members/")
        for member in (MentorProfileFactory().member, MemberFactory()):
            RegistrantFactory(member=member)
            AwardFactory(member=member, route=Route.objects.first())


def detail(office: Client, member):
    return office.get(f"/staff/members/{member.pk}/")


def test_the_page_says_who_they_are_and_what_is_on_record(office: Client, dev):
    member = MemberFactory(name="Zoë O'Brien", membership_number="M104233", pronouns="she/her")
    RegistrantFactory(member=member, organisation_kind=OrganisationKind.objects.get(slug="nhs"))
    row = TrainingCompletionFactory(member=member, recorded_by=dev, note="First cohort")
    row.correct(TrainingFacts(date(2025, 9, 4)), by=dev)
    TrainingCompletionFactory(
        member=member, completed_on=date(2024, 1, 5), recorded_by=dev
    ).withdraw(dev, "Recorded for the wrong person")
    answer = detail(office, member)
    page = answer.content.decode()
    who = ["Zoë O&#x27;Brien", "M104233", "she/her", member.email, "NHS or other health body"]
    records = ["4 Sep 2025", "3 Sep 2025", "5 Jan 2024", "First cohort"]
    for shown in (*who, *records, "Recorded for the wrong person"):
        assert shown in page
    assert [c.is_standing for c in answer.context["completions"]] == [True, False, False]
    assert answer.context["is_trained"] is True


def test_what_a_member_looks_for_is_their_own(office: Client):
    registrant = RegistrantFactory()
    area = KnowledgeAreaFactory(name="Canary keeping")
    registrant.look_for(by=registrant.member, areas_to_develop=[area])
    assert "Canary" not in detail(office, registrant.member).content.decode()


def test_what_has_happened_to_the_training_is_told_newest_first(office: Client, record, dev):
    member = MemberFactory()
    record(member.email)
    row = member.training_completions.get()
    corrected = row.correct(TrainingFacts(date(2026, 9, 4)), by=dev)
    corrected.withdraw(dev, "Mistake")
    told = [row["sentence"] for row in detail(office, member).context["rows"]]
    assert told == [
        "You withdrew the training record: Initial training, 4 September 2026",
        "You corrected the training record: Initial training, 4 September 2026",
        "You recorded mentor training: Initial training, 3 September 2026",
    ]


def test_nobody_elses_training_is_told(office: Client, record):
    record(MemberFactory().email)
    assert detail(office, MemberFactory()).context["rows"] == []


def test_pairings_are_counts_and_nothing_that_is_written_in_them(office: Client):
    ben = MentorProfileFactory(capacity=5, story="CANARY-STORY").member
    first = active(mentor=ben, **TEXTS)
    proposed(mentor=ben, **TEXTS)
    closed("ended", mentor=ben)
    EnrolmentFactory(member=ben)
    answer = detail(office, ben)
    assert answer.context["as_mentor"] == {"proposed": 1, "active": 1, "closed": 1}
    assert answer.context["as_mentee"] == {"proposed": 0, "active": 0, "closed": 0}
    page = answer.content.decode()
    assert "4 of 5 places free" in page
    for private in (*TEXTS.values(), first.mentee.name, first.mentee.email, "CANARY-STORY"):
        assert private not in page
    assert f"/pairings/{first.pk}/" not in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"listed_at": None}, "Not listed"),
        ({}, "Listed since 5 September 2025"),
        ({"trained": False}, "Hidden: listed, without training that counts"),
    ],
)
def test_the_page_says_how_the_mentor_stands_in_the_directory(office: Client, facts, said):
    assert said in detail(office, MentorProfileFactory(**facts).member).content.decode()


def test_a_member_without_a_profile_is_said_to_have_none(office: Client):
    assert "No mentor profile" in detail(office, MemberFactory()).content.decode()


def test_a_closed_account_is_shown_and_gets_no_training(office: Client):
    page = detail(office, MemberFactory(is_active=False)).content.decode()
    assert "Account closed" in page
    assert "/staff/training/new/" not in page


def test_the_page_takes_as_many_queries_for_many_records_as_for_one(
    office: Client, dev, django_assert_num_queries
):
    member = MentorProfileFactory().member
    RegistrantFactory(member=member)
    for day in (1, 2, 3):
        with django_assert_num_queries(9):
            detail(office, member)
        row = TrainingCompletion.objects.filter(member=member).first()
        row.correct(TrainingFacts(date(2026, 1, day)), by=dev)
        EnrolmentFactory(member=member)
    assert MentorProfile.objects.listed().count() == 1
