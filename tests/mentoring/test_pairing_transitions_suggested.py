"""What the office has suggested: every verb, with each yes there may be, by every person.

A cell reads "answer/state after/rows of history added", as in `test_pairing_transitions`.
"""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.urls import reverse

from accounts.models import Member
from history.models import Event
from mentoring.models import Pairing
from tests.factories import (
    AdministratorFactory,
    EnrolmentFactory,
    MemberFactory,
    MentorProfileFactory,
    half_agreed,
    suggested,
)
from tests.mentoring.browsing import ANSWERS, NO, act, browser, propose_url, state_of

pytestmark = pytest.mark.django_db


def came_to(verb: str) -> Pairing:
    pairing = suggested()
    getattr(pairing, verb)(pairing.mentor if verb == "decline" else pairing.proposed_by)
    return pairing


STATES: dict[str, Callable[[], Pairing]] = {
    "proposed": suggested,
    "mentor_yes": lambda: half_agreed("mentor"),
    "mentee_yes": lambda: half_agreed("mentee"),
    "declined": lambda: came_to("decline"),
    "withdrawn": lambda: came_to("withdraw"),
}
PEOPLE: dict[str, Callable[[], Member]] = {
    "stranger": MemberFactory,
    "other_mentor": lambda: MentorProfileFactory().member,
    "other_officer": AdministratorFactory,
    "superuser": lambda: MemberFactory(is_superuser=True),
}
VERBS = ("accept", "talk_first", "decline", "withdraw", "end", "complete", "propose", "take_back")
# fmt: off
TABLE = {
    ("accept", "mentee"): """
        302/mentee_yes/1  302/active/2      302/mentee_yes/0
        409/declined/0    409/withdrawn/0""",
    ("accept", "mentor"): """
        302/mentor_yes/1  302/mentor_yes/0  302/active/2
        409/declined/0    409/withdrawn/0""",
    ("talk_first", "mentee"): """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0
        409/declined/0    409/withdrawn/0""",
    ("talk_first", "mentor"): """
        302/proposed/1    409/mentor_yes/0  302/mentee_yes/1
        409/declined/0    409/withdrawn/0""",
    # Who has said yes withdraws, who has not declines.
    ("decline", "mentee"): """
        302/declined/1    302/declined/1    409/mentee_yes/0
        302/declined/0    409/withdrawn/0""",
    ("decline", "mentor"): """
        302/declined/1    409/mentor_yes/0  302/declined/1
        302/declined/0    409/withdrawn/0""",
    ("withdraw", "mentee"): """
        409/proposed/0    409/mentor_yes/0  302/withdrawn/1
        409/declined/0    302/withdrawn/0""",
    ("withdraw", "mentor"): """
        409/proposed/0    302/withdrawn/1   409/mentee_yes/0
        409/declined/0    302/withdrawn/0""",
    **{(verb, side): " ".join(f"409/{state}/0" for state in STATES)
       for verb in ("end", "complete") for side in ("mentee", "mentor")},
    # The mentee comes to what is open already; nobody proposes to themselves.
    ("propose", "mentee"): """
        302/proposed/0    302/mentor_yes/0  302/mentee_yes/0
        302/declined/1    302/withdrawn/1""",
    ("propose", "mentor"): """
        409/proposed/0    409/mentor_yes/0  409/mentee_yes/0
        409/declined/0    409/withdrawn/0""",
    # The office never says yes or no for anybody: whoever suggested it can take it back.
    ("take_back", "officer"): """
        302/withdrawn/1   302/withdrawn/1   302/withdrawn/1
        302/declined/0    302/withdrawn/0""",
    **{("take_back", person): " ".join(f"403/{state}/0" for state in STATES)
       for person in ("mentee", "mentor", "stranger", "other_mentor")},
    **{("take_back", person): " ".join(f"404/{state}/0" for state in STATES)
       for person in ("other_officer", "superuser")},
    **{("propose", person): " ".join(f"302/{state}/1" for state in STATES)
       for person in (*PEOPLE, "officer")},
    **{(verb, person): " ".join(f"404/{state}/0" for state in STATES)
       for verb in VERBS[:-2] for person in (*PEOPLE, "officer")},
}
# fmt: on


def cells() -> Iterator[tuple[str, str, str, str]]:
    for (verb, person), row in TABLE.items():
        for state, outcome in zip(STATES, row.split(), strict=True):
            yield verb, person, state, outcome


def answer(verb: str, pairing: Pairing, by: Member) -> HttpResponse:
    if verb == "take_back":
        return browser(by).post(reverse("staff:suggestion_withdraw", args=[pairing.pk]))
    if verb != "propose":
        return act(by, f"pairing_{verb}", pairing, **NO)
    EnrolmentFactory(member=by)
    newest = by.enrolments.filter(status="open").order_by("-pk").first()
    return browser(by).post(propose_url(pairing.mentor), {**ANSWERS, "enrolment": newest.pk})


def person_of(pairing: Pairing, person: str) -> Member:
    if person in PEOPLE:
        return PEOPLE[person]()
    return pairing.proposed_by if person == "officer" else getattr(pairing, person)


@pytest.mark.parametrize(("verb", "person", "state", "outcome"), list(cells()))
def test_suggested_pairing_transition(verb: str, person: str, state: str, outcome: str) -> None:
    pairing = STATES[state]()
    by = person_of(pairing, person)
    before = Event.objects.count()
    response = answer(verb, pairing, by)
    added = Event.objects.count() - before
    assert f"{response.status_code}/{state_of(pairing)}/{added}" == outcome


def test_the_table_has_every_verb_and_person() -> None:
    people = {"mentee", "mentor", "officer", *PEOPLE}
    assert set(TABLE) == {(verb, person) for verb in VERBS for person in people}
