"""Races lost in the database come back as refusals in words."""

import pytest
from django.db import IntegrityError

from lib.refusals import NotAllowed
from mentoring.models import Pairing
from mentoring.models.pairing_races import in_turn
from tests.factories import PairingFactory, accepted_by_mentor, active, proposed

pytestmark = pytest.mark.django_db


@in_turn
def again(pairing: Pairing, **facts: object) -> None:
    """A second row that only the database can refuse, as when a lock had failed."""
    facts = {"enrolment": pairing.enrolment, **facts}
    PairingFactory(**facts)


def test_a_place_taken_by_somebody_quicker() -> None:
    pairing = accepted_by_mentor()
    yes = {"proposed_at", "mentor_accepted_at", "mentor_accepted_by", "mentor", "slot"}
    facts = {name: getattr(pairing, name) for name in yes}
    with pytest.raises(NotAllowed, match="There is no place left with this mentor now"):
        again(pairing, enrolment=proposed().enrolment, **facts)


def test_a_proposal_sent_twice_at_once() -> None:
    pairing = proposed()
    with pytest.raises(NotAllowed, match="already have an open proposal"):
        again(pairing, mentor=pairing.mentor)


def test_two_pairings_started_at_once() -> None:
    pairing = active()
    mentor = proposed().mentor
    facts = {
        f"{side}_accepted_{what}": value
        for side, person in (("mentor", mentor), ("mentee", pairing.mentee))
        for what, value in (("at", pairing.activated_at), ("by", person))
    }
    with pytest.raises(NotAllowed, match="already have a mentor for this route"):
        again(
            pairing,
            mentor=mentor,
            status="active",
            slot=1,
            proposed_at=pairing.proposed_at,
            activated_at=pairing.activated_at,
            noted_at=pairing.activated_at,
            **facts,
        )


def test_a_mistake_of_ours_is_not_called_a_race() -> None:
    with pytest.raises(IntegrityError, match="pairing_not_with_oneself"):
        again(pairing := proposed(), mentor=pairing.mentee)


def test_a_refused_verb_leaves_nothing_behind() -> None:
    pairing = proposed()

    @in_turn
    def half_done() -> None:
        Pairing.objects.filter(pk=pairing.pk).update(reminders=2)
        again(pairing, mentor=pairing.mentor)

    with pytest.raises(NotAllowed):
        half_done()
    pairing.refresh_from_db()
    assert pairing.reminders == 0
