"""One pairing, as each of the two sees it, and as nobody else does."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from mentoring.models import LineManagement, MentorProfile, Pairing
from registration.models import Route
from tests.factories import (
    AdministratorFactory,
    EnrolmentFactory,
    KnowledgeAreaFactory,
    LineManagementFactory,
    MemberFactory,
    RegistrantFactory,
    accepted_by_mentee,
    accepted_by_mentor,
    active,
    closed,
    mentor,
    proposed,
)
from tests.mentoring.browsing import NO, act, browser, look, state_of, words

pytestmark = pytest.mark.django_db
LEFT = {"withdraw": "withdrawn", "decline": "declined", "end": "ended"}
PAGES = (
    "pairing_detail",
    "pairing_leave",
    "pairing_complete_confirm",
    "pairing_end_confirm",
    "pairing_pause",
)
POSTS = tuple(f"pairing_{verb}" for verb in ("accept", "decline", "withdraw", "complete", "end"))
STRANGERS: dict[str, Callable[[], Member]] = {
    "stranger": MemberFactory,
    "other_mentor": mentor,
    "administrator": AdministratorFactory,
    "superuser": lambda: MemberFactory(is_superuser=True),
}


def amina_and_ben(make: Callable[..., Pairing] = proposed, **facts: Any) -> Pairing:
    """Amina on Fellowship; Ben, who holds Certification."""
    amina = MemberFactory(name="Amina Rahman", called="Amina", email="amina@canary.example")
    ben = MemberFactory(name="Ben Carter", called="Ben", email="ben@canary.example")
    RegistrantFactory(member=ben, level=Route.objects.get(slug="certification"))
    fellowship = Route.objects.get(slug="fellowship")
    enrolment = EnrolmentFactory(member=amina, route=fellowship)
    return make(enrolment=enrolment, mentor=mentor(member=ben), **facts)


# Who sees it ---------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_but_the_two_opens_a_page_of_it(page: str, who: str) -> None:
    assert look(STRANGERS[who](), page, active().pk).status_code == 404


def test_a_pairing_that_is_not_there_answers_as_a_strangers_does() -> None:
    pairing, stranger = active(), MemberFactory()
    pages = {words(look(stranger, "pairing_detail", pk)) for pk in (pairing.pk, 999, 2**70)}
    assert len(pages) == 1


@pytest.mark.parametrize("name", POSTS)
def test_what_changes_something_is_not_opened(name: str) -> None:
    pairing = active()
    assert look(pairing.mentor, name, pairing.pk).status_code == 405
    assert state_of(pairing) == "active"


# What they see -------------------------------------------------------------


@time_machine.travel("2026-11-20 12:00", tick=False)
def test_the_page_says_where_it_stands() -> None:
    pairing = amina_and_ben(proposed)
    with time_machine.travel("2026-11-22 12:00", tick=False):
        pairing.accept(pairing.mentor)
    text = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert text.startswith(
        "My mentoring You and Ben Carter Proposed for your Fellowship · Ben holds Certification "
        "Waiting for you You proposed (done) 20 Nov Ben accepted (done) 22 Nov You accept "
        "Pairing active It takes as long as it takes Your proposal Ben has accepted. The pairing "
        "starts when you accept too. Without an answer it closes by itself on 6 December."
    )


@pytest.mark.parametrize(
    ("make", "side", "pill", "accept", "leave"),
    [
        (proposed, "mentee", "Waiting for Ben", "Accept: then it waits for Ben", "Withdraw"),
        (proposed, "mentor", "Waiting for you", "Accept: then it waits for Amina", "Decline"),
        (accepted_by_mentor, "mentee", "Waiting for you", "Accept and start", "Withdraw"),
        (accepted_by_mentor, "mentor", "Waiting for Amina", "", "Withdraw"),
        (accepted_by_mentee, "mentee", "Waiting for Ben", "", "Withdraw"),
        (accepted_by_mentee, "mentor", "Waiting for you", "Accept and start", "Decline"),
        (active, "mentee", "Active", "", ""),
    ],
)
def test_each_side_has_one_main_act_and_one_way_to_leave(
    make: Callable[..., Pairing], side: str, pill: str, accept: str, leave: str
) -> None:
    pairing = amina_and_ben(make)
    page = look(getattr(pairing, side), "pairing_detail", pairing.pk)
    text = words(page)
    assert pill in text.partition("proposed (done)")[0]
    assert ("Accept" in text.partition("What has happened")[0]) == bool(accept)
    assert accept in text
    assert [word for word in ("Withdraw", "Decline") if f" {word} " in text] == [leave][
        : len(leave)
    ]


@pytest.mark.parametrize("status", ["completed", "ended", "declined", "withdrawn", "expired"])
@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_what_is_closed_has_nothing_to_press(status: str, side: str) -> None:
    pairing = amina_and_ben(lambda **facts: closed(status, **facts))
    page = look(getattr(pairing, side), "pairing_detail", pairing.pk)
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert (page.status_code, main.count("<form"), main.count('class="button')) == (200, 0, 0)


def test_addresses_are_shown_to_each_other_while_active_only() -> None:
    pairing = amina_and_ben(accepted_by_mentor)
    for side in (pairing.mentor, pairing.mentee):
        assert b"@canary.example" not in look(side, "pairing_detail", pairing.pk).content
    pairing.accept(pairing.mentee)
    assert "ben@canary.example" in words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert "amina@canary.example" in words(look(pairing.mentor, "pairing_detail", pairing.pk))
    pairing.end(pairing.mentor)
    assert b"@canary.example" not in look(pairing.mentee, "pairing_detail", pairing.pk).content


def test_a_closed_account_shows_no_address() -> None:
    pairing = amina_and_ben(active)
    Member.objects.filter(pk=pairing.mentor.pk).update(is_active=False)
    text = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert "account is closed" in text
    assert "@canary.example" not in text


def test_the_mentor_does_not_see_what_the_mentee_looks_for() -> None:
    pairing = amina_and_ben(active)
    wish = KnowledgeAreaFactory(name="Canary keeping")
    RegistrantFactory(member=pairing.mentee).look_for(by=pairing.mentee, areas_to_develop=[wish])
    assert b"Canary" not in look(pairing.mentor, "pairing_detail", pairing.pk).content


def test_what_was_typed_is_shown_as_typed() -> None:
    pairing = amina_and_ben(why_you="<script>alert(1)</script> {{ 7|add:7 }} %(x)s\nnext line")
    page = look(pairing.mentor, "pairing_detail", pairing.pk).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }} %(x)s\nnext line" in page


def test_only_the_mentee_is_led_to_the_mentors_profile() -> None:
    pairing = amina_and_ben()
    link = f"/mentors/{pairing.mentor.mentor_profile.pk}/"
    assert link in look(pairing.mentee, "pairing_detail", pairing.pk).content.decode()
    assert link not in look(pairing.mentor, "pairing_detail", pairing.pk).content.decode()
    MentorProfile.objects.update(listed_at=None)
    assert link not in look(pairing.mentee, "pairing_detail", pairing.pk).content.decode()


def test_withdrawn_training_is_told_and_the_pairing_goes_on() -> None:
    pairing = amina_and_ben(active)
    pairing.mentor.training_completions.update(
        withdrawn_at=timezone.now(), withdrawn_by=pairing.mentor, withdrawal_reason="CANARY"
    )
    text = words(look(pairing.mentee, "pairing_detail", pairing.pk))
    assert "No training recorded The pairing goes on as it is." in text
    assert "CANARY" not in text


@pytest.mark.parametrize("make", [proposed, accepted_by_mentor, active])
@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_the_page_asks_few_questions_of_the_database(
    make: Callable[..., Pairing], side: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pairing = make()
    client = browser(getattr(pairing, side))
    with django_assert_max_num_queries(12):
        client.get(pairing.get_absolute_url())


# What they do --------------------------------------------------------------


def test_accepting_tells_what_is_true_then() -> None:
    pairing = amina_and_ben()
    first = browser(pairing.mentor).post(f"{pairing.get_absolute_url()}accept/", NO, follow=True)
    assert words(first).startswith("You have accepted. Amina has been told.")
    second = browser(pairing.mentee).post(f"{pairing.get_absolute_url()}accept/", NO, follow=True)
    assert words(second).startswith("The pairing is active. Ben has been told.")


def test_a_yes_needs_the_answer_about_line_management() -> None:
    pairing = amina_and_ben()
    answer = act(pairing.mentor, "pairing_accept", pairing)
    assert answer.status_code == 422
    assert "Say whether one of you line manages the other." in words(answer)
    assert state_of(pairing) == "proposed"


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_declared_line_management_is_kept_and_refuses_beside_the_question(side: str) -> None:
    pairing = amina_and_ben()
    by = getattr(pairing, side)
    answer = act(by, "pairing_accept", pairing, line_management="yes")
    assert answer.status_code == 422
    assert "this pairing cannot be" in answer.context["form"].errors["line_management"][0]
    assert LineManagement.objects.get().member == by
    assert act(pairing.mentor, "pairing_accept", pairing, **NO).status_code == 409
    assert state_of(pairing) == "proposed"


def test_declared_line_management_takes_the_yes_off_the_page() -> None:
    pairing = amina_and_ben()
    LineManagementFactory(member=pairing.mentee, other=pairing.mentor)
    text = words(look(pairing.mentor, "pairing_detail", pairing.pk))
    assert "this pairing cannot start" in text
    assert "Accept" not in text


@pytest.mark.parametrize("typed", ["maybe", "yes\x00", "\ud83d", "1" * 5000])
def test_a_forged_answer_is_refused_by_the_field(typed: str) -> None:
    pairing = amina_and_ben()
    typed = typed.encode("utf-8", "replace").decode()
    answer = act(pairing.mentor, "pairing_accept", pairing, line_management=typed)
    assert (answer.status_code, state_of(pairing)) == (422, "proposed")


def test_a_forged_field_changes_nothing() -> None:
    pairing = amina_and_ben()
    forged = {"status": "active", "by": pairing.mentee.pk, "mentee_accepted_at": "2026-01-01"}
    act(pairing.mentor, "pairing_accept", pairing, **NO, **forged)
    assert state_of(pairing) == "mentor_yes"


def test_no_place_left_is_a_sentence() -> None:
    pairing = amina_and_ben()
    MentorProfile.objects.update(capacity=0)
    answer = act(pairing.mentor, "pairing_accept", pairing, **NO)
    assert answer.status_code == 409
    assert words(answer).startswith("There is no place left with this mentor now.")


def test_a_stale_tab_is_told_what_is_true_now() -> None:
    pairing = amina_and_ben(accepted_by_mentor)
    pairing.withdraw(pairing.mentor)
    answer = act(pairing.mentee, "pairing_accept", pairing, **NO)
    assert answer.status_code == 409
    assert words(answer).startswith("This proposal has been withdrawn. My mentoring You and Ben")


def test_a_second_press_is_told_that_it_has_happened() -> None:
    pairing = amina_and_ben(active)
    pairing.end(pairing.mentor)
    again = browser(pairing.mentor).post(f"{pairing.get_absolute_url()}end/", follow=True)
    assert words(again).startswith("This has already happened. This pairing has ended.")


# Asking first --------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "make", "side", "action"),
    [
        ("pairing_leave", proposed, "mentee", "withdraw"),
        ("pairing_leave", proposed, "mentor", "decline"),
        ("pairing_leave", accepted_by_mentor, "mentor", "withdraw"),
        ("pairing_complete_confirm", active, "mentee", "complete"),
        ("pairing_end_confirm", active, "mentor", "end"),
    ],
)
def test_the_page_that_asks_posts_where_it_says(
    page: str, make: Callable[..., Pairing], side: str, action: str
) -> None:
    pairing = amina_and_ben(make)
    by = getattr(pairing, side)
    answer = look(by, page, pairing.pk)
    assert f'action="/pairings/{pairing.pk}/{action}/"' in answer.content.decode()
    assert act(by, f"pairing_{action}", pairing).status_code == 302
    assert state_of(pairing) == ("completing" if action == "complete" else LEFT[action])


@pytest.mark.parametrize("page", PAGES[1:])
def test_nothing_is_asked_when_there_is_nothing_left_to_ask(page: str) -> None:
    pairing = closed("completed")
    answer = browser(pairing.mentor).get(look(pairing.mentor, page, pairing.pk).url, follow=True)
    assert answer.status_code == 200
    assert look(pairing.mentor, page, pairing.pk).status_code == 302
