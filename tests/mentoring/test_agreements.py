"""What the two agree: who suggests, who agrees, to which text, and what it does to the clock."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Member
from lib.refusals import NotAllowed
from mentoring import seeds
from mentoring.models import Agreement, AgreementTemplate, Pairing
from tests.factories import (
    TEXTS,
    AdministratorFactory,
    AgreementTemplateFactory,
    EnrolmentFactory,
    MemberFactory,
    accepted_by_mentor,
    active,
    closed,
    mentor,
    proposed,
)
from tests.mentoring.browsing import verbs_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
STANDARD = seeds.AGREEMENT


def texts(aims: str) -> dict[str, str]:
    return {**STANDARD, "aims": aims}


def suggest(pairing: Pairing, by: Member, aims: str = "One page a week.", **more: Any) -> Agreement:
    version, _is_new = Agreement.objects.suggest(pairing, texts(aims), by=by, **more)
    return version


def edit_standard(aims: str = "Something else.") -> AgreementTemplate:
    by, newest = AdministratorFactory(), AgreementTemplate.objects.current()
    return AgreementTemplate.objects.write("en", texts(aims), by=by, after=newest.number)[0]


# Suggesting and agreeing --------------------------------------------------


@pytest.mark.parametrize("begin", [proposed, accepted_by_mentor, active])
def test_either_suggests_and_the_other_agrees_from_the_proposal_on(begin: Any) -> None:
    pairing = begin()
    suggest(pairing, pairing.mentor).agree(pairing.mentee)
    suggest(pairing, pairing.mentee, "Two pages.").agree(pairing.mentor)
    assert [v.number for v in pairing.agreements.agreed().order_by("number")] == [1, 2]
    assert pairing.agreements.agreed().newest().aims == "Two pages."


def test_a_version_does_not_count_before_the_other_has_agreed() -> None:
    pairing = active()
    suggest(pairing, pairing.mentor)
    assert pairing.agreements.agreed().newest() is None


def test_nobody_agrees_to_their_own_suggestion() -> None:
    pairing = active()
    with pytest.raises(NotAllowed, match="suggested this yourself"):
        suggest(pairing, pairing.mentor).agree(pairing.mentor)


def test_a_newer_suggestion_takes_the_place_of_one_that_waits() -> None:
    pairing = active()
    first = suggest(pairing, pairing.mentor)
    second = suggest(pairing, pairing.mentee, "Two pages.")
    with pytest.raises(NotAllowed, match="newer suggestion"):
        first.agree(pairing.mentee)
    assert second.agree(pairing.mentor)
    assert list(pairing.agreements.order_by("number").values_list("aims", flat=True)) == [
        "One page a week.",
        "Two pages.",
    ]


def test_a_second_press_changes_nothing() -> None:
    pairing = active()
    version = suggest(pairing, pairing.mentor)
    assert suggest(pairing, pairing.mentor) == version
    assert [version.agree(pairing.mentee) for _ in range(2)] == [True, False]
    assert verbs_of(pairing)[-2:] == ["agreement.suggested", "agreement.agreed"]


def test_what_counts_already_is_not_suggested() -> None:
    pairing = active()
    with pytest.raises(NotAllowed, match="Nothing is changed"):
        Agreement.objects.suggest(pairing, dict(STANDARD), by=pairing.mentee)
    suggest(pairing, pairing.mentor).agree(pairing.mentee)
    with pytest.raises(NotAllowed, match="Nothing is changed"):
        suggest(pairing, pairing.mentee)


def test_what_the_other_suggests_is_agreed_to_and_not_suggested_again() -> None:
    pairing = active()
    suggest(pairing, pairing.mentor)
    with pytest.raises(NotAllowed, match="You can agree to it"):
        suggest(pairing, pairing.mentee)


def test_one_suggests_after_having_seen_the_newest() -> None:
    pairing = active()
    suggest(pairing, pairing.mentor, after=0)
    with pytest.raises(NotAllowed, match="Read it before you suggest"):
        suggest(pairing, pairing.mentee, "Two pages.", after=0)
    assert suggest(pairing, pairing.mentee, "Two pages.", after=1).number == 2


@pytest.mark.parametrize("status", ["completed", "ended", "declined", "withdrawn", "expired"])
def test_after_the_end_nothing_is_suggested_or_agreed(status: str) -> None:
    pairing = closed(status)
    with pytest.raises(NotAllowed, match="still read what was agreed"):
        suggest(pairing, pairing.mentee)


def test_what_waited_at_the_end_is_never_agreed_to() -> None:
    pairing = active()
    version = suggest(pairing, pairing.mentor)
    pairing.end(pairing.mentor)
    with pytest.raises(NotAllowed, match="closed"):
        version.agree(pairing.mentee)


def test_nobody_agrees_with_a_closed_account() -> None:
    pairing = active()
    pairing.mentor.close(by=AdministratorFactory())
    with pytest.raises(NotAllowed, match="account is closed"):
        suggest(Pairing.objects.get(), pairing.mentee)


@pytest.mark.parametrize("who", [MemberFactory, AdministratorFactory])
def test_no_third_person_suggests_or_agrees(who: Any) -> None:
    pairing, stranger = active(), who()
    version = suggest(pairing, pairing.mentor)
    for act in (lambda: suggest(pairing, stranger, "Mine."), lambda: version.agree(stranger)):
        with pytest.raises(NotAllowed):
            act()
    assert pairing.agreements.agreed().count() == 0


def test_a_suggestion_of_the_awaited_side_restarts_the_clock_and_no_other_does() -> None:
    pairing, start = proposed(proposed_at=timezone.now() - 13 * DAY), timezone.now()
    version = suggest(pairing, pairing.mentee, now=start)
    assert Pairing.objects.overdue(start + DAY).count() == 1
    version.agree(pairing.mentor, now=start)
    assert Pairing.objects.overdue(start + 13 * DAY).count() == 0
    assert Pairing.objects.overdue(start + 14 * DAY).count() == 1


# The standard text --------------------------------------------------------


def test_the_first_yes_decides_on_which_standard_text_a_pairing_stands() -> None:
    pairing, first = accepted_by_mentor(), AgreementTemplate.objects.get()
    edit_standard()
    pairing.accept(pairing.mentee, shown=first.pk)
    assert pairing.is_active
    assert Pairing.objects.get().standard_text == first


def test_a_yes_to_another_text_than_the_one_that_counts_is_refused() -> None:
    pairing, shown = proposed(), AgreementTemplate.objects.get().pk
    newer = edit_standard()
    with pytest.raises(NotAllowed, match="Read it again first"):
        pairing.accept(pairing.mentor, shown=shown)
    pairing.refresh_from_db()
    assert pairing.accept(pairing.mentor, shown=newer.pk)
    assert Pairing.objects.get().standard_text == newer


def test_a_yes_that_comes_with_the_proposal_is_a_yes_to_the_text_shown() -> None:
    enrolment, asked, shown = EnrolmentFactory(), mentor(), AgreementTemplate.objects.get().pk
    newer, by = edit_standard(), enrolment.member
    more = {"by": by, "accepts": True}
    with pytest.raises(NotAllowed, match="Read it again first"):
        Pairing.objects.propose(enrolment, asked, TEXTS, shown=shown, **more)
    pairing = Pairing.objects.propose(enrolment, asked, TEXTS, shown=newer.pk, **more)
    assert pairing.standard_text == newer


def test_two_who_have_agreed_to_their_own_accept_no_standard_text() -> None:
    pairing = proposed()
    suggest(pairing, pairing.mentor).agree(pairing.mentee)
    pairing.accept(pairing.mentor)
    pairing.accept(pairing.mentee)
    assert (pairing.status, pairing.standard_text) == ("active", None)


def test_an_earlier_standard_text_stays_and_can_be_restored() -> None:
    first, dev = AgreementTemplate.objects.get(), AdministratorFactory()
    second = edit_standard()
    restored, is_new = first.restore(dev)
    assert (restored.number, restored.texts, is_new) == (3, STANDARD, True)
    assert restored.restore(dev) == (restored, False)
    assert AgreementTemplate.objects.get(pk=second.pk).aims == "Something else."


def test_a_standard_text_is_not_written_over_what_another_has_just_written() -> None:
    edit_standard()
    with pytest.raises(NotAllowed, match="Read theirs first"):
        AgreementTemplate.objects.write("en", texts("Mine"), by=AdministratorFactory(), after=1)


def test_the_same_standard_text_is_not_written_twice() -> None:
    dev = AdministratorFactory()
    _same, is_new = AgreementTemplate.objects.write("en", dict(STANDARD), by=dev, after=1)
    assert (is_new, AgreementTemplate.objects.count()) == (False, 1)


def test_a_language_without_a_text_takes_that_of_the_installation() -> None:
    english = AgreementTemplate.objects.get()
    assert AgreementTemplate.objects.current("cy") == english
    welsh = AgreementTemplateFactory()
    assert AgreementTemplate.objects.current("cy") == welsh
    assert AgreementTemplate.objects.current("en") == english
