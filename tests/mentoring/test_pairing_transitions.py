"""Every verb, from every state, by every person: what is answered, and what is true after.

A cell reads "answer/state after/rows of history added". Nobody but the two is told that
a pairing exists; administrators and superusers are nobody here.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import Member
from history.models import Event
from mentoring import seeds
from mentoring.models import CheckIn, Pairing
from tests.factories import (
    AdministratorFactory,
    AgreementFactory,
    EnrolmentFactory,
    MemberFactory,
    MentorProfileFactory,
    accepted_by_mentee,
    accepted_by_mentor,
    active,
    closed,
    completing,
    paused,
    proposed,
)
from tests.mentoring.browsing import ANSWERS, NO, act, browser, propose_url, state_of

pytestmark = pytest.mark.django_db

STATES: dict[str, Callable[[], Pairing]] = {
    "proposed": proposed,
    "mentor_yes": accepted_by_mentor,
    "mentee_yes": accepted_by_mentee,
    "active": active,
    "completing": completing,
    "paused": paused,
    "completed": lambda: closed("completed"),
    "ended": lambda: closed("ended"),
    "declined": lambda: closed("declined"),
    "withdrawn": lambda: closed("withdrawn"),
    "expired": lambda: closed("expired"),
}
PEOPLE: dict[str, Callable[[], Member]] = {
    "stranger": MemberFactory,
    "other_mentor": lambda: MentorProfileFactory().member,
    "administrator": AdministratorFactory,
    "superuser": lambda: MemberFactory(is_superuser=True),
}


def both(verb: str, row: str) -> dict[tuple[str, str], str]:
    """The same for the mentor and the mentee."""
    return {(verb, side): row for side in ("mentor", "mentee")}


# fmt: off
TWO_PEOPLE = {
    ("accept", "mentee"): """
        302/mentee_yes/1  302/active/2      302/mentee_yes/0  302/active/0      302/completing/0
        302/paused/0      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0""",
    ("accept", "mentor"): """
        302/mentor_yes/1  302/mentor_yes/0  302/active/2      302/active/0      302/completing/0
        302/paused/0      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0""",
    ("decline", "mentee"): """
        302/declined/1    302/declined/1    409/mentee_yes/0  409/active/0      409/completing/0
        409/paused/0      409/completed/0   409/ended/0       302/declined/0    409/withdrawn/0
        409/expired/0""",
    ("decline", "mentor"): """
        302/declined/1    409/mentor_yes/0  302/declined/1    409/active/0      409/completing/0
        409/paused/0      409/completed/0   409/ended/0       302/declined/0    409/withdrawn/0
        409/expired/0""",
    ("withdraw", "mentee"): """
        302/withdrawn/1   302/withdrawn/1   302/withdrawn/1   409/active/0      409/completing/0
        409/paused/0      409/completed/0   409/ended/0       409/declined/0    302/withdrawn/0
        409/expired/0""",
    ("withdraw", "mentor"): """
        409/proposed/0    302/withdrawn/1   409/mentee_yes/0  409/active/0      409/completing/0
        409/paused/0      409/completed/0   409/ended/0       409/declined/0    302/withdrawn/0
        409/expired/0""",
    # The second of the two completes it; "completing" is the mentee's word.
    ("complete", "mentee"): """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0  302/completing/1  302/completing/0
        302/completing/1  302/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0""",
    ("complete", "mentor"): """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0  302/completing/1  302/completed/1
        302/completing/1  302/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0""",
    # From here on it is the same for both.
    **both("put_off", """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0  302/active/0      302/active/1
        302/paused/0      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0"""),
    **both("end", """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0  302/ended/1       302/ended/1
        302/ended/1       409/completed/0   302/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0"""),
    **both("pause", """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0  302/paused/1      409/completing/0
        302/paused/0      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0"""),
    **both("resume", """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0  302/active/0      302/completing/0
        302/active/1      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0"""),
    # Writing changes nothing but what has been written.
    **both("write", """
        302/proposed/1    302/mentor_yes/1  302/mentee_yes/1  302/active/1      302/completing/1
        302/paused/1      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0"""),
    # Nor does what is suggested and agreed to.
    **both("suggest", """
        302/proposed/1    302/mentor_yes/1  302/mentee_yes/1  302/active/1      302/completing/1
        302/paused/1      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0"""),
    **both("agree", """
        302/proposed/1    302/mentor_yes/1  302/mentee_yes/1  302/active/1      302/completing/1
        302/paused/1      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0"""),
    # Aims and steps are of an active pairing, also while it rests.
    **both("aim", PLANNED := """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0  302/active/1      302/completing/1
        302/paused/1      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0"""),
    **both("step", PLANNED),
    # What stays: the record from the start on, and looking back after the end.
    **both("record", """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0  302/active/1      302/completing/1
        302/paused/1      302/completed/1   302/ended/1       409/declined/0    409/withdrawn/0
        409/expired/0"""),
    **both("reflect", AFTER := """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0  409/active/0      409/completing/0
        409/paused/0      302/completed/1   302/ended/1       409/declined/0    409/withdrawn/0
        409/expired/0"""),
    **both("share", AFTER.replace("d/1", "d/2")),
    **both("thank", AFTER),
    # The mentor would like to talk before a yes or no; the mentee is asked nothing yet.
    ("talk_first", "mentor"): """
        302/proposed/1    409/mentor_yes/0  302/mentee_yes/1  409/active/0      409/completing/0
        409/paused/0      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0""",
    ("talk_first", "mentee"): """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0  409/active/0      409/completing/0
        409/paused/0      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0""",
    # Proposing the same mentor: to what is open already, or a new proposal beside what is closed.
    ("propose", "mentee"): """
        302/proposed/0    302/mentor_yes/0  302/mentee_yes/0  302/active/0      302/completing/0
        302/paused/0      302/completed/1   302/ended/1       302/declined/1    302/withdrawn/1
        302/expired/1""",
    # The mentor's own profile: nobody proposes to themselves.
    ("propose", "mentor"): """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0  409/active/0      409/completing/0
        409/paused/0      409/completed/0   409/ended/0       409/declined/0    409/withdrawn/0
        409/expired/0""",
}
NOBODY = " ".join(f"404/{state}/0" for state in STATES)
# Anybody enrolled may propose to a mentor with a place, whatever is between others.
PROPOSER = " ".join(f"302/{state}/1" for state in STATES)
SILENCE = """
        expired/1         expired/1         expired/1         active/0          completed/1
        paused/0          completed/0       ended/0           declined/0        withdrawn/0
        expired/0"""
# One nudge after 61 quiet days, and a question to each; a pause has to be over first.
KEPT_GOING = """
        proposed/0        mentor_yes/0      mentee_yes/0      active/3          completing/0
        paused/2          completed/0       ended/0           declined/0        withdrawn/0
        expired/0"""
# fmt: on
VERBS = (
    "accept",
    "talk_first",
    "write",
    "suggest",
    "agree",
    "aim",
    "step",
    "record",
    "reflect",
    "share",
    "thank",
    "decline",
    "withdraw",
    "pause",
    "resume",
    "complete",
    "put_off",
    "end",
)
# What is posted without much ado: the name of the address, and what is typed.
SENT: dict[str, tuple[str, dict[str, str]]] = {
    "write": ("message_write", {"text": "Good morning."}),
    "aim": ("aim_add", {"text": "To be heard."}),
    "step": ("step_add", {"text": "To be heard."}),
    "record": ("record_issue", {}),
    "reflect": ("reflection_edit", {"learned": "To ask first."}),
    "share": ("reflection_edit", {"learned": "To ask first.", "share": "1"}),
    "thank": ("thanks_send", {"text": "Thank you."}),
}
TABLE = {
    **TWO_PEOPLE,
    **{(verb, person): NOBODY for verb in VERBS for person in PEOPLE},
    **{("propose", person): PROPOSER for person in PEOPLE},
}


def cells() -> Iterator[tuple[str, str, str, str]]:
    for (verb, person), row in TABLE.items():
        for state, outcome in zip(STATES, row.split(), strict=True):
            yield verb, person, state, outcome


def answer(verb: str, pairing: Pairing, by: Member) -> HttpResponse:
    if verb in SENT:
        name, data = SENT[verb]
        return act(by, name, pairing, **data)
    if verb == "suggest":
        return act(by, "agreement_suggest", pairing, **{**seeds.AGREEMENT, "aims": "One page."})
    if verb == "agree":
        other = "mentee" if by == pairing.mentor else "mentor"
        AgreementFactory(pairing=pairing, side=other)
        return browser(by).post(f"/pairings/{pairing.pk}/agreement/1/agree/")
    if verb != "propose":
        in_a_month = timezone.localdate() + timedelta(days=30)
        return act(by, f"pairing_{verb}", pairing, **NO, until=in_a_month)
    EnrolmentFactory(member=by)
    routes = by.enrolments.filter(status="open").order_by("-pk")
    data = {**ANSWERS, "enrolment": routes.first().pk}
    return browser(by).post(propose_url(pairing.mentor), data)


@pytest.mark.parametrize(("verb", "person", "state", "outcome"), list(cells()))
def test_pairing_transition(verb: str, person: str, state: str, outcome: str) -> None:
    pairing = STATES[state]()
    by = PEOPLE[person]() if person in PEOPLE else getattr(pairing, person)
    before = Event.objects.count()
    response = answer(verb, pairing, by)
    added = Event.objects.count() - before
    assert f"{response.status_code}/{state_of(pairing)}/{added}" == outcome


@pytest.mark.parametrize(("state", "outcome"), list(zip(STATES, SILENCE.split(), strict=True)))
def test_pairing_transition_by_the_clock(state: str, outcome: str) -> None:
    pairing = STATES[state]()
    before = Event.objects.count()
    in_two_weeks = timezone.now() + timedelta(days=14)
    pairing.expire(now=in_two_weeks)
    pairing.complete_by_silence(now=in_two_weeks)
    assert f"{state_of(pairing)}/{Event.objects.count() - before}" == outcome


@pytest.mark.parametrize(("state", "outcome"), list(zip(STATES, KEPT_GOING.split(), strict=True)))
def test_pairing_kept_going_by_the_clock(state: str, outcome: str) -> None:
    pairing = STATES[state]()
    before = Event.objects.count()
    in_two_months = timezone.now() + timedelta(days=61)
    CheckIn.objects.ask(pairing, in_two_months)
    pairing.nudge(in_two_months)
    assert f"{state_of(pairing)}/{Event.objects.count() - before}" == outcome


@pytest.mark.parametrize("verb", ["nudge", "expire", "complete_by_silence"])
def test_nobody_has_a_page_to_do_what_silence_does(verb: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(f"mentoring:pairing_{verb}", args=[1])


def test_the_table_has_every_verb_and_person() -> None:
    people = {"mentee", "mentor", *PEOPLE}
    assert set(TABLE) == {(verb, person) for verb in (*VERBS, "propose") for person in people}
