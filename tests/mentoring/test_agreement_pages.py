"""The pages of an agreement: what the two read and send, and what is said when it is late."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Member
from history.models import Event
from mentoring import seeds
from mentoring.models import Agreement, AgreementTemplate, Pairing
from mentoring.notices import deliver
from tests.factories import (
    AdministratorFactory,
    EnrolmentFactory,
    MemberFactory,
    accepted_by_mentor,
    active,
    closed,
    mentor,
    proposed,
)
from tests.mentoring.browsing import (
    ANSWERS,
    NO,
    act,
    browser,
    guards_its_forms,
    look,
    propose_url,
    words,
)

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar in the rain"
STANDARD = seeds.AGREEMENT


def texts(**changed: str) -> dict[str, str]:
    return {**STANDARD, **changed}


def suggest(pairing: Pairing, by: Member, aims: str = SECRET) -> Agreement:
    version, _is_new = Agreement.objects.suggest(pairing, texts(aims=aims), by=by)
    return version


def send(pairing: Pairing, by: Member, aims: str, after: int = 0, **more: str) -> Any:
    return act(by, "agreement_suggest", pairing, **texts(aims=aims, **more), after=after)


def agree(pairing: Pairing, by: Member, number: int) -> Any:
    return browser(by).post(f"/pairings/{pairing.pk}/agreement/{number}/agree/")


def page(pairing: Pairing, member: Member) -> str:
    return words(look(member, "agreement_detail", pairing.pk))


def edit_standard(aims: str) -> AgreementTemplate:
    by, after = AdministratorFactory(), AgreementTemplate.objects.count()
    return AgreementTemplate.objects.write("en", texts(aims=aims), by=by, after=after)[0]


# On the way to a pairing ----------------------------------------------------


def test_accepting_shows_the_standard_text_and_says_what_the_yes_means() -> None:
    pairing = proposed()
    offered = words(look(pairing.mentor, "pairing_detail", pairing.pk))
    assert "Your yes to the pairing is a yes to the standard agreement too." in offered
    assert [text for text in STANDARD.values() if " ".join(text.split()) not in offered] == []


def test_a_yes_carries_the_text_that_was_on_the_page() -> None:
    pairing = proposed()
    shown = key_on(look(pairing.mentor, "pairing_detail", pairing.pk))
    newer = edit_standard("Something else")
    late = act(pairing.mentor, "pairing_accept", pairing, **NO, terms=shown)
    assert (late.status_code, key_on(late)) == (409, str(newer.pk))
    assert "Something else" in words(late)
    assert act(pairing.mentor, "pairing_accept", pairing, **NO, terms=newer.pk).status_code == 302
    assert Pairing.objects.get().standard_text == newer


def test_the_second_is_shown_what_the_first_has_accepted() -> None:
    pairing = accepted_by_mentor()
    edit_standard("Something else")
    offered = look(pairing.mentee, "pairing_detail", pairing.pk)
    assert "Something else" not in words(offered)
    name = pairing.mentor.short_name
    assert f"{name} has accepted this standard text." in words(offered)
    act(pairing.mentee, "pairing_accept", pairing, **NO, terms=key_on(offered))
    assert "Both of you accepted this standard text" in page(pairing, pairing.mentee)


def test_a_proposal_that_says_yes_at_once_shows_the_text_too() -> None:
    enrolment, asked = EnrolmentFactory(), mentor()
    client = browser(enrolment.member)
    shown = key_on(client.get(propose_url(asked)))
    newer = edit_standard("Something else")
    fields = {**ANSWERS, "accepts": "on", "terms": shown}
    late = client.post(propose_url(asked), fields)
    assert (late.status_code, key_on(late)) == (409, str(newer.pk))
    client.post(propose_url(asked), {**fields, "terms": newer.pk})
    assert Pairing.objects.get().standard_text == newer


def key_on(response: Any) -> str:
    [key] = re.findall(r'name="terms" value="(\d+)"', response.content.decode())
    return str(key)


# Suggesting and agreeing ------------------------------------------------------


def test_a_change_is_suggested_shown_heading_by_heading_and_agreed_to() -> None:
    pairing = active()
    begun = look(pairing.mentee, "agreement_suggest", pairing.pk).content.decode()
    assert STANDARD["ending"][:40] in begun
    assert send(pairing, pairing.mentee, SECRET).status_code == 302
    waiting = page(pairing, pairing.mentor)
    assert f"Now {' '.join(STANDARD['aims'].split())} Suggested {SECRET}" in waiting
    assert waiting.count("Suggested ") == 1
    assert agree(pairing, pairing.mentor, 1).status_code == 302
    for member in (pairing.mentee, pairing.mentor):
        assert f"What we want from it {SECRET}" in page(pairing, member)
        assert SECRET in words(look(member, "pairing_detail", pairing.pk))


def test_who_suggested_it_has_no_button_and_is_refused() -> None:
    pairing = active()
    suggest(pairing, pairing.mentee)
    assert "Agree to this change" not in page(pairing, pairing.mentee)
    answer = agree(pairing, pairing.mentee, 1)
    assert (answer.status_code, "You suggested this yourself" in answer.content.decode()) == (
        409,
        True,
    )


def test_a_stale_yes_is_refused_and_the_page_shows_what_is_true() -> None:
    pairing = active()
    suggest(pairing, pairing.mentee, "First")
    suggest(pairing, pairing.mentee, "Second")
    answer = agree(pairing, pairing.mentor, 1)
    assert (answer.status_code, "Suggested Second" in words(answer)) == (409, True)
    assert Agreement.objects.agreed().count() == 0


def test_a_suggestion_that_passes_over_another_is_refused_and_kept() -> None:
    pairing = active()
    suggest(pairing, pairing.mentor, "Theirs")
    answer = send(pairing, pairing.mentee, SECRET, after=0)
    assert (answer.status_code, SECRET in answer.content.decode()) == (409, True)
    assert 'name="after" value="1"' in answer.content.decode()
    assert send(pairing, pairing.mentee, SECRET, after=1).status_code == 302


def test_unchanged_text_is_refused_kindly() -> None:
    pairing = active()
    answer = act(pairing.mentee, "agreement_suggest", pairing, **STANDARD, after=0)
    assert (answer.status_code, Agreement.objects.count()) == (409, 0)
    assert "Nothing is changed" in answer.content.decode()


def test_confidentiality_is_never_left_out_and_what_is_too_long_is_kept() -> None:
    pairing = active()
    answer = send(pairing, pairing.mentee, "long " * 400, confidentiality=" ")
    assert answer.status_code == 422
    assert "Say what stays between you" in words(answer)
    assert "long long long" in answer.content.decode()


def test_what_the_form_begins_with_is_no_change(client: Any) -> None:
    """Line breaks come back from a browser in another kind."""
    pairing = active()
    typed = {name: text.replace("\n", "\r\n") for name, text in STANDARD.items()}
    assert act(pairing.mentee, "agreement_suggest", pairing, **typed, after=0).status_code == 409


def test_a_change_that_is_suggested_before_the_yes_counts_from_the_start() -> None:
    pairing = proposed()
    send(pairing, pairing.mentor, SECRET)
    agree(pairing, pairing.mentee, 1)
    offered = look(pairing.mentor, "pairing_detail", pairing.pk)
    assert "The agreement that the two of you have agreed to counts" in words(offered)
    assert 'name="terms"' not in offered.content.decode()


def test_earlier_versions_stay_readable_for_the_two() -> None:
    pairing = active()
    for aims in ("First", "Second"):
        suggest(pairing, pairing.mentee, aims).agree(pairing.mentor)
    suggest(pairing, pairing.mentee, "Third")
    suggest(pairing, pairing.mentee, "Fourth")
    for number, aims in enumerate([STANDARD["aims"], "First", "Second", "Third"]):
        read = words(look(pairing.mentor, "agreement_version", pairing.pk, number))
        assert " ".join(aims.split()) in read
    assert "It was not agreed to." in read
    assert page(pairing, pairing.mentor).count("Version ") == 4


def test_a_version_that_is_not_there_is_not_found() -> None:
    pairing = proposed()
    for number in (0, 1, 10**30):
        path = f"/pairings/{pairing.pk}/agreement/{number}/"
        assert browser(pairing.mentee).get(path).status_code == 404
    assert agree(pairing, pairing.mentee, 7).status_code == 404


def test_after_the_end_it_is_read_and_not_changed() -> None:
    pairing = closed("ended")
    assert "What you had agreed" in page(pairing, pairing.mentor)
    assert "Suggest a change" not in page(pairing, pairing.mentor)
    assert look(pairing.mentor, "agreement_suggest", pairing.pk).status_code == 302
    assert send(pairing, pairing.mentor, SECRET).status_code == 409


def test_what_waited_at_the_end_is_agreed_to_no_more() -> None:
    pairing = active()
    suggest(pairing, pairing.mentee)
    pairing.end(pairing.mentee)
    assert "Agree to this change" not in page(pairing, pairing.mentor)
    assert agree(pairing, pairing.mentor, 1).status_code == 409


def test_my_mentoring_says_that_a_suggestion_waits_to_whom_it_waits_for() -> None:
    pairing = active()
    version = suggest(pairing, pairing.mentee)
    told = f"{pairing.mentee.short_name} suggests a change of the agreement"
    assert told in words(look(pairing.mentor, "overview"))
    assert "suggests a change" not in words(look(pairing.mentee, "overview"))
    version.agree(pairing.mentor)
    assert "suggests a change" not in words(look(pairing.mentor, "overview"))


def test_a_suggestion_that_another_has_replaced_waits_no_more() -> None:
    pairing = active()
    suggest(pairing, pairing.mentee)
    suggest(pairing, pairing.mentor, "Something else")
    assert "suggests a change" not in words(look(pairing.mentor, "overview"))


def test_a_pairing_from_before_there_were_agreements_makes_its_own() -> None:
    pairing = active()
    Pairing.objects.update(standard_text=None)
    assert "This is the standard text. You can change it together." in page(pairing, pairing.mentee)
    send(pairing, pairing.mentee, SECRET)
    agree(pairing, pairing.mentor, 1)
    assert f"What we want from it {SECRET}" in page(pairing, pairing.mentor)


def test_every_form_is_guarded() -> None:
    pairing = active()
    suggest(pairing, pairing.mentee)
    for name in ("agreement_detail", "agreement_suggest"):
        assert guards_its_forms(look(pairing.mentor, name, pairing.pk))


# Nobody else ------------------------------------------------------------------


@pytest.mark.parametrize("who", [MemberFactory, AdministratorFactory])
def test_no_third_person_reads_what_was_agreed(who: Any) -> None:
    pairing = active()
    suggest(pairing, pairing.mentee).agree(pairing.mentor)
    client = browser(who(is_superuser=True))
    for path in (
        f"/pairings/{pairing.pk}/",
        f"/pairings/{pairing.pk}/agreement/",
        f"/pairings/{pairing.pk}/agreement/1/",
        f"/staff/members/{pairing.mentee.pk}/",
        "/mentoring/",
        "/admin/",
    ):
        assert SECRET not in client.get(path, follow=True).content.decode()
    assert not Event.objects.filter(particulars__icontains="Zanzibar").exists()


def test_letters_say_that_and_never_what() -> None:
    pairing = active()
    suggest(pairing, pairing.mentee).agree(pairing.mentor)
    mail.outbox.clear()
    for event in Event.objects.about(pairing).filter(verb__startswith="agreement."):
        deliver(event.pk)
    assert [letter.to for letter in mail.outbox] == [[pairing.mentor.email], [pairing.mentee.email]]
    for letter in mail.outbox:
        assert SECRET not in letter.message().as_string()
        assert f"/pairings/{pairing.pk}/agreement/" in str(letter.body)


# What it costs ------------------------------------------------------------------


def test_the_pairing_page_costs_two_statements_more_at_most() -> None:
    pairing = active()
    bare = queries_of(pairing)
    for number in range(4):
        suggest(pairing, pairing.mentee, f"One {number}").agree(pairing.mentor)
    suggest(pairing, pairing.mentor, "Waits")
    assert queries_of(pairing) <= bare <= 15


def queries_of(pairing: Pairing) -> int:
    client = browser(pairing.mentee)
    with CaptureQueriesContext(connection) as seen:
        client.get(pairing.get_absolute_url())
    return len(seen)
