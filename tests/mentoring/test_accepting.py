"""What a yes asks for and leaves behind, beside the pairing that it starts."""

from datetime import UTC, datetime
from typing import Any

import pytest

from accounts.models import Member
from history.models import Event
from lib.refusals import NotAllowed
from mentoring.models import AgreementTemplate, Pairing, Telling
from mentoring.states import Happened
from tests.factories import (
    AgreementTemplateFactory,
    EnrolmentFactory,
    accepted_by_mentor,
    active,
    mentor,
    proposed,
    suggested,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(("closed", "accepts"), [("mentor", "mentee"), ("mentee", "mentor")])
def test_nobody_accepts_where_one_of_the_accounts_is_closed(closed: str, accepts: str) -> None:
    made = proposed()
    Member.objects.filter(pk=getattr(made, closed).pk).update(is_active=False)
    pairing = Pairing.objects.get(pk=made.pk)
    with pytest.raises(NotAllowed, match="One of the two accounts is closed"):
        pairing.accept(getattr(pairing, accepts))


def test_a_mentee_with_three_open_proposals_may_say_yes_to_one_of_them() -> None:
    """How many there may be is asked of one more, and this is none."""
    enrolment = EnrolmentFactory()
    first, *_others = [proposed(enrolment=enrolment) for _ in range(3)]
    first.accept(first.mentor)
    first.accept(first.mentee)
    assert first.is_active


def test_a_place_is_one_of_the_mentors_own() -> None:
    ben, carys = mentor(), mentor()
    of_ben = accepted_by_mentor(mentor=ben)
    accepted_by_mentor(mentor=carys)
    assert list(Pairing.objects.taking_a_place_of(ben)) == [of_ben]


def test_a_pairing_stands_on_the_text_that_the_first_yes_was_about() -> None:
    shown, pairing = AgreementTemplate.objects.get().pk, proposed()
    pairing.accept(pairing.mentor, shown=shown)
    assert pairing.standard_text_id == shown
    pairing.accept(pairing.mentee)
    pairing.refresh_from_db()
    assert pairing.standard_text_id == shown


def test_a_yes_to_a_text_that_has_changed_meanwhile_is_none() -> None:
    read, pairing = AgreementTemplate.objects.get().pk, proposed()
    AgreementTemplateFactory(language="en", number=2)
    with pytest.raises(NotAllowed, match="has changed since you opened this page"):
        pairing.accept(pairing.mentor, shown=read)


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_history_says_whose_yes_it_was_and_to_which_text(side: str) -> None:
    text, pairing = AgreementTemplate.objects.get().pk, suggested()
    pairing.accept(getattr(pairing, side))
    said = Event.objects.about(pairing).get(verb="pairing.accepted")
    assert (said.actor, said.particulars) == (
        getattr(pairing, side),
        {"side": side, "text": text},
    )


def test_a_start_tells_of_itself_and_closes_the_others_alone() -> None:
    enrolment = EnrolmentFactory()
    first, other = (proposed(enrolment=enrolment) for _ in range(2))
    first.accept(first.mentor)
    first.accept(first.mentee)
    assert [Pairing.objects.get(pk=each.pk).status for each in (first, other)] == [
        "active",
        "withdrawn",
    ]


@pytest.mark.parametrize(("one", "other"), [("mentor", "mentee"), ("mentee", "mentor")])
def test_who_has_said_that_it_is_complete_waits_for_the_other(one: str, other: str) -> None:
    pairing = active()
    pairing.complete(getattr(pairing, one))
    assert pairing.waiting_for == (other,)


def test_cilip_is_owed_word_of_the_end_from_its_moment(settings: Any) -> None:
    settings.TELLING_LIST = True
    pairing = active()
    Telling.objects.all().delete()
    pairing.end(pairing.mentee)
    [owed] = Telling.objects.all()
    assert (owed.pairing, owed.happened, owed.at) == (pairing, Happened.ENDED, pairing.closed_at)


def test_a_proposal_that_closes_is_none_of_cilips(settings: Any) -> None:
    settings.TELLING_LIST = True
    pairing = proposed()
    pairing.decline(pairing.mentor)
    assert not Telling.objects.exists()


def test_cilip_is_owed_word_of_the_start_from_its_moment(settings: Any) -> None:
    settings.TELLING_LIST = True
    pairing = accepted_by_mentor()
    assert not Telling.objects.exists()
    pairing.accept(pairing.mentee, NOW)
    [owed] = Telling.objects.all()
    assert (owed.pairing, owed.happened, owed.at) == (
        pairing,
        Happened.STARTED,
        pairing.activated_at,
    )
