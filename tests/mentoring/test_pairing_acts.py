"""What every act on a pairing writes beside the state: who, when, once; and who hears of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import AgreementTemplate, Pairing, ProposalDraft
from mentoring.models.pairing_beats import NOW_TRUE
from mentoring.models.pairing_races import sentence_for
from mentoring.states import Status
from tests.factories import (
    TEXTS,
    AdministratorFactory,
    EnrolmentFactory,
    MemberFactory,
    accepted_by_mentee,
    accepted_by_mentor,
    active,
    closed,
    completing,
    mentor,
    paused,
    proposed,
    suggested,
)

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
Do = Callable[[Pairing, Any, datetime], Any]


@dataclass(frozen=True)
class Act:
    """An act on a pairing, after so many days: by whom, and the rows of history that it writes."""

    make: Callable[[], Pairing]
    do: Do
    by: str
    rows: tuple[tuple[str, str], ...]
    days: int = 1

    def __str__(self) -> str:
        return f"{self.rows[-1][0]} of {self.make.__name__}"


def row(verb: str, by: str = "") -> tuple[str, str]:
    return f"pairing.{verb}", by


def until(at: datetime) -> Any:
    return (at + 30 * A_DAY).date()


ACTS = [
    Act(
        accepted_by_mentee,
        lambda p, by, at: p.accept(by, at),
        "mentor",
        (row("accepted", "mentor"), row("activated")),
    ),
    Act(
        accepted_by_mentor,
        lambda p, by, at: p.accept(by, at),
        "mentee",
        (row("accepted", "mentee"), row("activated")),
    ),
    Act(proposed, lambda p, by, at: p.accept(by, at), "mentor", (row("accepted", "mentor"),)),
    Act(
        proposed,
        lambda p, by, at: p.talk_first(by, at),
        "mentor",
        (row("talked_over", "mentor"),),
    ),
    Act(proposed, lambda p, by, at: p.decline(by, at), "mentor", (row("declined", "mentor"),)),
    Act(suggested, lambda p, by, at: p.decline(by, at), "mentee", (row("declined", "mentee"),)),
    Act(
        accepted_by_mentee,
        lambda p, by, at: p.withdraw(by, at),
        "mentee",
        (row("withdrawn", "mentee"),),
    ),
    Act(
        suggested,
        lambda p, by, at: p.withdraw(by, at),
        "proposed_by",
        (row("withdrawn", "proposed_by"),),
    ),
    Act(proposed, lambda p, _by, at: p.remind(at), "", (row("reminded"),), days=3),
    Act(proposed, lambda p, _by, at: p.expire(at), "", (row("expired"),), days=14),
    Act(active, lambda p, _by, at: p.nudge(at), "", (row("nudged"),), days=60),
    Act(
        active,
        lambda p, by, at: p.complete(by, at),
        "mentor",
        (row("completion_proposed", "mentor"),),
    ),
    Act(completing, lambda p, by, at: p.complete(by, at), "mentor", (row("completed", "mentor"),)),
    Act(completing, lambda p, _by, at: p.complete_by_silence(at), "", (row("completed"),), days=14),
    Act(
        completing,
        lambda p, by, at: p.put_off(by, at),
        "mentor",
        (row("completion_put_off", "mentor"),),
    ),
    Act(active, lambda p, by, at: p.end(by, at), "mentee", (row("ended", "mentee"),)),
    Act(
        active,
        lambda p, by, at: p.pause(until(at), by, at),
        "mentee",
        (row("paused", "mentee"),),
    ),
    Act(paused, lambda p, by, at: p.resume(by, at), "mentee", (row("resumed", "mentee"),)),
]


def newer_than(last: int) -> list[Event]:
    return list(Event.objects.filter(pk__gt=last).order_by("pk"))


def announced() -> set[int]:
    """The rows of history of which letters are queued."""
    tasks = DBTaskResult.objects.filter(task_path="mentoring.tasks.send_notice")
    return {task.args_kwargs["args"][0] for task in tasks}


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_an_act_says_who_and_when_is_told_and_is_done_once(act: Act) -> None:
    pairing = act.make()
    by = getattr(pairing, act.by) if act.by else None
    at = timezone.now() + act.days * A_DAY
    last = Event.objects.latest("pk").pk if Event.objects.exists() else 0
    assert act.do(pairing, by, at) is True
    rows = newer_than(last)
    people = {"": None, "proposed_by": pairing.proposed_by}
    people |= {"mentor": pairing.mentor, "mentee": pairing.mentee}
    assert [(each.verb, each.actor, each.at) for each in rows] == [
        (verb, people[who], at) for verb, who in act.rows
    ]
    assert rows[0].pk in announced()
    assert act.do(pairing, by, at) is False
    assert newer_than(last) == rows


def test_what_is_proposed_says_who_and_when() -> None:
    enrolment, at = EnrolmentFactory(), timezone.now() + A_DAY
    by = enrolment.member
    Pairing.objects.propose(enrolment, mentor(), TEXTS, by=by, accepts=True, now=at)
    said = [(each.verb, each.actor, each.at) for each in newer_than(0)]
    assert said == [("pairing.proposed", by, at), ("pairing.accepted", by, at)]
    assert Event.objects.get(verb="pairing.proposed").pk in announced()


def test_what_is_suggested_says_who_and_when() -> None:
    at, by = timezone.now() + A_DAY, AdministratorFactory()
    Pairing.objects.suggest(EnrolmentFactory(), mentor(), by=by, note="Both sing.", now=at)
    [told] = newer_than(0)
    assert (told.verb, told.actor, told.at) == ("pairing.suggested", by, at)
    assert told.pk in announced()
    assert Pairing.objects.get().office_note == "Both sing."


def test_the_office_reminds_those_who_are_awaited() -> None:
    pairing, by, at = proposed(), AdministratorFactory(), timezone.now() + A_DAY
    pairing.remind_kindly(by, at)
    [told] = newer_than(0)
    assert (told.verb, told.actor, told.at) == ("pairing.office_reminded", by, at)
    assert (told.particulars["sides"], told.pk in announced()) == (["mentor"], True)


def talking() -> Pairing:
    pairing = proposed()
    pairing.talk_first(pairing.mentor)
    return pairing


@pytest.mark.parametrize("by", [MemberFactory, AdministratorFactory])
@pytest.mark.parametrize("make", [active, talking, lambda: closed("declined"), proposed])
def test_the_office_alone_reminds_and_only_who_is_awaited(
    by: Callable[[], Member], make: Callable[[], Pairing]
) -> None:
    if (by, make) == (AdministratorFactory, proposed):
        return
    with pytest.raises(NotAllowed):
        make().remind_kindly(by())


@pytest.mark.parametrize("status", [each for each in Status if each not in ("active", "proposed")])
def test_whoever_comes_too_late_is_told_what_is_true(status: Status) -> None:
    pairing = closed(status)
    with pytest.raises(NotAllowed) as no:
        pairing.talk_first(pairing.mentor)
    assert str(no.value) == str(NOW_TRUE[status])
    assert "None" not in str(no.value)


# What belongs to others ------------------------------------------------------------


def test_a_proposal_takes_its_own_draft_and_no_other() -> None:
    enrolment, to = EnrolmentFactory(), mentor()
    others = [(enrolment.member, mentor()), (MemberFactory(), to)]
    for mentee, whom in [*others, (enrolment.member, to)]:
        ProposalDraft.objects.keep(mentee, whom, TEXTS)
    Pairing.objects.propose(enrolment, to, TEXTS, by=enrolment.member)
    left = ProposalDraft.objects.order_by("pk").values_list("mentee", "mentor")
    assert list(left) == [(mentee.pk, whom.pk) for mentee, whom in others]


def test_to_empty_a_draft_empties_no_other() -> None:
    amina, ben = MemberFactory(), MemberFactory()
    nothing = dict.fromkeys(ProposalDraft.TEXTS, "")
    for mentee, whom in ((amina, ben), (amina, MemberFactory()), (MemberFactory(), ben)):
        assert ProposalDraft.objects.keep(mentee, whom, TEXTS) is True
    assert ProposalDraft.objects.keep(amina, ben, nothing) is False
    assert ProposalDraft.objects.count() == 2


def test_leaving_a_route_leaves_the_proposals_of_another() -> None:
    here, at = EnrolmentFactory(), timezone.now() + A_DAY
    mine, elsewhere = (
        proposed(enrolment=here),
        proposed(enrolment=EnrolmentFactory(member=here.member)),
    )
    assert Pairing.objects.withdraw_all(here, here.member, at) == 1
    left = dict(Pairing.objects.values_list("pk", "status"))
    assert left == {mine.pk: "withdrawn", elsewhere.pk: "proposed"}
    assert Pairing.objects.get(pk=mine.pk).closed_at == at


def test_between_is_of_these_two_and_nobody_else() -> None:
    one, other = mentor(), mentor()
    both = [
        proposed(mentor=one, enrolment=EnrolmentFactory(member=other)),
        proposed(mentor=other, enrolment=EnrolmentFactory(member=one)),
    ]
    for third in (one, other):
        proposed(mentor=third)
        proposed(enrolment=EnrolmentFactory(member=third))
    assert list(Pairing.objects.between(one, other).order_by("pk")) == both


# The words --------------------------------------------------------------------------


def test_a_proposal_that_may_be_made_has_nothing_against_it() -> None:
    enrolment = EnrolmentFactory()
    assert Pairing.objects.why_not(enrolment, mentor(), enrolment.member) == ""
    assert "yourself" in Pairing.objects.why_not(enrolment, enrolment.member, enrolment.member)


def test_a_yes_with_the_proposal_is_to_the_text_that_was_on_the_page() -> None:
    enrolment, old = EnrolmentFactory(), AgreementTemplate.objects.get()
    words = {"by": enrolment.member, "accepts": True, "shown": old.pk + 1}
    with pytest.raises(NotAllowed, match="standard agreement has changed"):
        Pairing.objects.propose(enrolment, mentor(), TEXTS, **words)


def test_what_a_row_quotes_is_no_word_of_the_database() -> None:
    """Somebody may write “deadlock detected” to their mentor."""
    assert sentence_for(Exception("deadlock detected\nDETAIL: …")).startswith("Somebody was")
    assert sentence_for(Exception("check failed\nDETAIL: deadlock detected")) == ""
