"""Pairings of the old list: suggestions, which are nothing before both have said yes."""

import pytest

from lib.refusals import NotAllowed
from mentoring.imports.applying import held_back, undo
from mentoring.models import Pairing
from registration.models import Route
from tests.factories import (
    AdministratorFactory,
    BlockFactory,
    EnrolmentFactory,
    MemberFactory,
    mentor,
)
from tests.mentoring.imports.lists import administrator, applied, checked, verdicts, words

pytestmark = pytest.mark.django_db
ROW = ["amina@example.org", "ben@example.org", "FCLIP"]


@pytest.fixture
def two(db):
    """Amina, who is on her way to Fellowship; and Ben, who is listed."""
    amina = MemberFactory(name="Amina", email="amina@example.org")
    EnrolmentFactory(member=amina, route=Route.objects.get(slug="fellowship"))
    return amina, mentor(member=MemberFactory(name="Ben", email="ben@example.org"))


def test_both_are_asked_and_nobody_has_accepted(two, mailoutbox):
    amina, ben = two
    found = applied("pairings", [ROW])
    pairing = Pairing.objects.get()
    assert words(found) == ["Ben is suggested to Amina. Both are asked."]
    assert (pairing.mentee, pairing.mentor, pairing.status) == (amina, ben, "proposed")
    assert (pairing.mentee_accepted_at, pairing.mentor_accepted_at, pairing.slot) == (None,) * 3
    assert sorted(letter.to[0] for letter in mailoutbox) == [amina.email, ben.email]
    with pytest.raises(NotAllowed):
        pairing.accept(administrator())


def test_it_starts_when_both_have_said_yes(two):
    amina, ben = two
    applied("pairings", [ROW])
    pairing = Pairing.objects.get()
    pairing.accept(ben)
    pairing.accept(amina)
    assert pairing.is_active


def test_the_same_list_again_is_nothing_new(two):
    applied("pairings", [ROW])
    assert verdicts(checked("pairings", [ROW])) == ["same"]


def test_each_fault_is_said(two):
    amina, _ben = two
    hidden = mentor(member=MemberFactory(email="hidden@example.org"))
    BlockFactory(blocker=amina, blocked=hidden)
    MemberFactory(name="Ada", email="ada@example.org")
    faults = {
        (ROW[0], ROW[1], "MCLIP"): "Amina is not on this route here. Only they can enrol.",
        ("nobody@example.org", ROW[1], "FCLIP"): "No member has this address or number. "
        "Import the members first.",
        (ROW[0], "hidden@example.org", "FCLIP"): "These two cannot be suggested to each other "
        "now. Please choose another mentor.",
        (ROW[0], "ada@example.org", "FCLIP"): "The same member and route as in row 4.",
    }
    assert words(checked("pairings", [list(row) for row in faults])) == list(faults.values())
    [said] = words(checked("pairings", [[ROW[0], "ada@example.org", "FCLIP"]]))
    assert said == "This mentor is not in the directory now. Please choose another."


def test_unanswered_suggestions_are_undone_by_whoever_made_them(two):
    found = applied("pairings", [ROW])
    other = AdministratorFactory()
    said = "Only whoever applied the import can take it back."
    assert held_back(found, other) == [(2, said)]
    assert undo(found, administrator())
    assert Pairing.objects.get().status == "withdrawn"


def test_an_answer_is_not_undone(two):
    _amina, ben = two
    found = applied("pairings", [ROW])
    Pairing.objects.get().accept(ben)
    with pytest.raises(NotAllowed, match="Nothing was undone"):
        undo(found, administrator())
    assert Pairing.objects.get().mentor_accepted_at
