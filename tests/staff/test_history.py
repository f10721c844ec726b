"""History in the office: facts, by kind, person, actor and period; of a pairing no name."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.roles import Role
from history.chapters import (
    CHAPTER_OF,
    NOUNS,
    PRIVATE_NOUNS,
    Chapter,
    chapter_of,
    noun_of,
    office_verbs,
)
from history.models import Event
from history.sentences import SENTENCES
from mentoring.models import Message
from tests.factories import (
    AuditorFactory,
    AwardFactory,
    BlockFactory,
    CheckInFactory,
    EnrolmentFactory,
    MemberFactory,
    MentorMarkFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
    active,
    proposed,
)
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAGE = "/staff/history/"


def of(office: Client, member, **search) -> list[str]:
    answer = office.get(f"/staff/members/{member.pk}/history/", search)
    return [row["sentence"] for row in answer.context["rows"]]


def found(office: Client, **search) -> list[str]:
    return [row["sentence"] for row in office.get(PAGE, search).context["rows"]]


def record(verb: str, on, by=None, at=NOON) -> Event:
    return Event.objects.record(verb, by=by, on=on, at=at)


def test_every_noun_is_in_a_chapter_or_private_and_not_both():
    """A new noun has to be put somewhere, so that somebody says whether the office reads it."""
    nouns = {noun_of(verb) for verb in SENTENCES}
    assert nouns - set(NOUNS) - PRIVATE_NOUNS == set()
    assert not set(NOUNS) & PRIVATE_NOUNS
    assert {noun_of(verb) for verb in CHAPTER_OF} <= PRIVATE_NOUNS
    assert {chapter for chapter in Chapter if chapter.verbs} == set(Chapter)


def test_the_record_of_a_member_is_everything_of_theirs_newest_first(office: Client, dev):
    member = MentorProfileFactory().member
    record("member.changed", member, by=member)
    record("mentor.listed", member.mentor_profile, by=member, at=NOON + timedelta(days=1))
    record("enrolment.opened", EnrolmentFactory(member=member), member, NOON + timedelta(days=2))
    training = member.training_completions.get()
    record("training.recorded", training, by=dev, at=NOON + timedelta(days=3))
    other = TrainingCompletionFactory()
    record("training.recorded", other, by=dev, at=NOON + timedelta(days=4))
    name = member.name
    assert of(office, member) == [
        "You recorded mentor training",
        f"{name} enrolled",
        f"{name} joined the directory",
        f"{name} changed these details",
    ]
    assert of(office, member, what="training") == ["You recorded mentor training"]
    assert of(office, member, what="mentor") == [f"{name} joined the directory"]


def test_an_award_that_was_removed_stays_in_the_history(office: Client):
    award = AwardFactory()
    member = award.member
    award.remove(by=member)
    assert of(office, member) == [f"{member.name} removed an award"]


def test_a_pairing_is_told_by_its_states_and_names_nobody(office: Client):
    pairing = proposed()
    pairing.accept(pairing.mentor)
    pairing.accept(pairing.mentee)
    Message.objects.write(pairing, "CANARY", by=pairing.mentee)
    for member, other in ((pairing.mentor, pairing.mentee), (pairing.mentee, pairing.mentor)):
        answer = office.get(f"/staff/members/{member.pk}/history/", {"what": "pairing"})
        told = [row["sentence"] for row in answer.context["rows"]]
        assert told.count("One of the two accepted") == 2
        assert "Both had accepted, and the pairing started" in told
        page = words(answer)
        assert [word for word in (other.name, other.email, "CANARY") if word in page] == []


def test_the_search_tells_of_pairings_without_a_name_or_a_way_to_one(office: Client):
    pairing = active()
    for member in (pairing.mentor, pairing.mentee):  # whose names the page then has at hand
        record("role.given", member, by=None)
    answer = office.get(PAGE)
    told = [row for row in answer.context["rows"] if "pairing" in row["sentence"]]
    assert {(row["whose"], row["path"]) for row in told} == {(None, "")}
    answer = office.get(PAGE, {"what": "pairing"})
    assert "One of the two accepted" in {row["sentence"] for row in answer.context["rows"]}
    page = answer.content.decode()
    names = (pairing.mentor.name, pairing.mentee.name, f"/members/{pairing.mentor_id}/")
    assert [name for name in names if name in page] == []


def test_what_is_private_stands_nowhere(office: Client):
    pairing, member = active(), MemberFactory()
    private = {
        "message.sent": pairing,
        "block.made": BlockFactory(blocker=member),
        "mark.hidden": MentorMarkFactory(member=member),
        "check_in.answered": CheckInFactory(pairing=pairing),
        "search.saved": member,
        "concern.reported": member,
    }
    for verb, thing in private.items():
        record(verb, thing, by=member)
    told = [*found(office), *found(office, by=member.email), *of(office, pairing.mentee)]
    assert [sentence for sentence in told if member.name in sentence] == []
    assert of(office, member) == []


def test_which_of_two_it_was_is_not_found_by_asking_for_one(office: Client):
    pairing = proposed()
    pairing.decline(pairing.mentor, reason="full")
    for search in ({}, {"what": "pairing"}):
        assert found(office, by=pairing.mentor.email, **search) == []
    declined = of(office, pairing.mentor, what="pairing")[0]
    assert declined == of(office, pairing.mentee, what="pairing")[0] == "One of the two declined"


def test_help_that_is_wanted_is_told_of_whoever_wants_it(office: Client, dev):
    pairing = active()
    asked = CheckInFactory(pairing=pairing, side="mentee", answer="need_help")
    record("check_in.help_wanted", asked, by=pairing.mentee)
    asks = f"{pairing.mentee.name} asked the office for help"
    assert of(office, pairing.mentee, what="help") == [asks]
    assert of(office, pairing.mentor, what="help") == []


def test_one_searches_by_kind_person_actor_and_day(office: Client, dev):
    amina, ben = MemberFactory(), MemberFactory(membership_number="M104233")
    record("member.changed", amina, by=amina)
    record("role.given", ben, by=dev, at=NOON + timedelta(days=1))
    record("member.closed", ben, by=amina, at=NOON + timedelta(days=2))
    given = "You gave an office role"
    closed, changed = f"{amina.name} closed this account", f"{amina.name} changed these details"
    assert found(office) == [closed, given, changed]
    assert found(office, member="m104 233") == [closed, given]
    assert found(office, by=amina.email) == [closed, changed]
    assert found(office, since="2026-03-03", until="2026-03-03") == [given]
    assert found(office, since="2026-03-04") == [closed]
    assert found(office, what="training") == []


@pytest.mark.parametrize(
    "search",
    [{"member": "nobody@example.net"}, {"by": "x"}, {"what": "diary"}, {"since": "31 June"}],
)
def test_what_makes_no_sense_is_said_and_kept(office: Client, search):
    answer = office.get(PAGE, search)
    assert answer.status_code == 422
    assert next(iter(search.values())) in answer.content.decode() or "diary" in search.values()


@pytest.mark.parametrize("before", ["0", "x", "-1", "9" * 30, "999999"])
def test_a_place_that_does_not_exist_breaks_nothing(office: Client, before):
    assert office.get(PAGE, {"before": before}).status_code == 200


def test_one_reads_on_where_one_stopped_whatever_happens_meanwhile(office: Client):
    member = MemberFactory()
    all_of_it = [record("member.changed", member, at=NOON).pk for _ in range(120)]
    read, before = [], ""
    while before is not None:
        context = office.get(PAGE, {"before": before}).context
        form = context["form"]
        assert form.is_valid()
        events = Event.objects.filter(form.narrowing()).order_by("-at", "-pk")
        page = list((events.before(int(before)) if before else events)[:50])
        read += [event.pk for event in page]
        assert len(context["rows"]) == len(page)
        before = context["earlier"]
        record("member.changed", member, at=NOON + timedelta(days=1))
    assert read == all_of_it[::-1]


def test_an_auditor_reads_it_and_nothing_of_what_is_named_is_markup(office: Client, dev):
    member = MemberFactory(name="<b>Mal</b>")
    member.give_role(Role.AUDITOR, by=dev)
    auditor = Client()
    auditor.force_login(AuditorFactory())
    page = auditor.get(PAGE).content.decode()
    assert "&lt;b&gt;Mal&lt;/b&gt;" in page
    assert "<b>Mal" not in page


@pytest.mark.parametrize("times", [1, 3])
def test_a_page_takes_as_many_statements_for_many(
    office: Client, dev, times, django_assert_num_queries
):
    member = MemberFactory()
    for _ in range(times):
        record("training.recorded", TrainingCompletionFactory(member=member), by=dev)
        record("member.changed", member, by=member)
        record("pairing.accepted", active(), by=None)
    with django_assert_num_queries(6):
        office.get(PAGE)
    with django_assert_num_queries(8):
        office.get(f"/staff/members/{member.pk}/history/")


def test_every_verb_of_a_chapter_has_a_sentence_that_can_be_told(office: Client):
    member = MemberFactory()
    for verb in office_verbs():
        record(verb, member, by=member)
    assert sum(len(chapter.verbs) for chapter in Chapter) == len(office_verbs())
    assert {chapter_of(verb) for verb in office_verbs()} == set(Chapter)
    assert office.get(PAGE).status_code == 200
