"""Letters about an account in the office's words: codes and links stay where they are."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Member
from accounts.roles import Role
from accounts.second_steps import forget_all
from lib.kept import once_migrated
from lib.refusals import NotAllowed
from lib.wording import account_letter, account_letters, account_words, sentences_of
from mentoring.letters.examples import seen_before
from mentoring.models import Wording
from tests.accounts.devices import passkey_of
from tests.conftest import RunTasks
from tests.factories import AdministratorFactory, MemberFactory
from tests.mentoring.browsing import words

pytestmark = pytest.mark.django_db
CODE = "account-password_reset_code"
SUBJECT = "Your code for a new password"
TYPE_IT = "Type this code on the page where you asked for it. It works for ten minutes."


@pytest.fixture
def live() -> Iterator[None]:
    """The words as the product has them: the tests have those that come."""
    account_words.read = once_migrated(Wording, Wording.objects.of_accounts)
    account_words.forget()
    yield
    account_words.read, account_words._known = None, {}


def write(said: dict[str, str], letter: str = CODE, language: str = "en") -> None:
    Wording.objects.write(letter, language, said, by=MemberFactory(), after=0)


def asked(client: Client, run_tasks: RunTasks, member: Member) -> Any:
    client.post(reverse("account_reset_password"), {"email": member.email})
    return run_tasks()[-1]


def test_a_code_comes_in_the_offices_words(live: None, client: Client, run_tasks: RunTasks) -> None:
    write({SUBJECT: "The code that you asked for", TYPE_IT: "Type <this> within ten minutes."})
    letter = asked(client, run_tasks, MemberFactory())
    assert letter.subject == "The code that you asked for"
    assert "Type <this> within ten minutes." in letter.body
    assert "Type &lt;this&gt; within ten minutes." in letter.alternatives[0].content
    assert re.search(r"^[A-Z0-9-]{6,}$", letter.body, re.MULTILINE)
    assert "your password stays as it is" in letter.body


def test_another_language_says_what_it_says(
    live: None, client: Client, run_tasks: RunTasks
) -> None:
    write({SUBJECT: "Y cod"}, language="cy")
    assert asked(client, run_tasks, MemberFactory()).subject == SUBJECT


def test_the_code_of_who_joins_is_the_same_letter() -> None:
    assert account_letter("account/email/email_confirmation_signup") == account_letter(
        "account/email/email_confirmation"
    )


def test_a_letter_of_a_role_says_it_too(live: None, run_tasks: RunTasks) -> None:
    subject = sentences_of("role_given", "subject.txt")[0].text
    write({subject: "You are of the office now"}, letter="role_given")
    MemberFactory().give_role(Role.AUDITOR, by=AdministratorFactory())
    assert run_tasks()[-1].subject == "You are of the office now"


@pytest.mark.parametrize(
    ("letter", "prefix"),
    [
        ("mfa-webauthn_added", "mfa/email/webauthn_added"),
        ("socialaccount-account_connected", "socialaccount/email/account_connected"),
    ],
)
def test_a_letter_of_a_second_step_and_of_the_membership_system_says_it_too(
    live: None, run_tasks: RunTasks, rf: RequestFactory, letter: str, prefix: str
) -> None:
    subject = sentences_of(letter, "subject.txt")[0].text
    when = "It happened on {when}."
    write({subject: "Look at this", when: "This was on {when}."}, letter)
    with request_context(rf.get("/")):
        get_adapter().send_notification_mail(prefix, MemberFactory())
    sent = run_tasks()[-1]
    assert sent.subject == "Look at this"
    assert re.search(r"This was on \d+ \w+ \d{4}, \d\d:\d\d\.", sent.body)
    assert re.search(r"This was on \d", sent.alternatives[0].content)


def test_a_letter_of_lost_steps_says_it_too(live: None, run_tasks: RunTasks) -> None:
    member = MemberFactory()
    passkey_of(member)
    write({"Set one up": "Begin anew"}, letter="second_steps_forgotten")
    forget_all(member)
    assert "Begin anew:" in run_tasks()[-1].body


def test_a_letter_of_a_second_step_is_put_back(dev_office: Client) -> None:
    letter = "mfa-totp_activated"
    path = f"/staff/letters/en/{letter}/"
    dev_office.post(path, {"words_0": "Your app is there", "after": 0})
    dev_office.post(path, {"words_0": "Your app is set", "after": 1})
    page = words(dev_office.post(f"{path}1/restore/", {"after": 2}, follow=True))
    assert "Your app is there" in page
    assert [*Wording.objects.words(letter, "en").values()] == ["Your app is there"]


def test_no_letter_asks_for_its_words_each_time(
    live: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    account_words.known()
    with django_assert_num_queries(0):
        account_words.known()


@pytest.mark.parametrize("said", ["Open https://example.org", "{code}", "{password}"])
def test_no_link_and_no_code_is_put_into_a_sentence(said: str) -> None:
    with pytest.raises(NotAllowed):
        write({TYPE_IT: said})


@pytest.mark.parametrize("letter", account_letters())
def test_every_one_is_seen_before_and_says_the_same_in_both_forms(letter: str) -> None:
    text = [sentence.text for sentence in sentences_of(letter)]
    assert len(text) > 1
    assert {sentence.text for sentence in sentences_of(letter, "html")} <= set(text)
    [seen] = seen_before(letter, "en", {text[0]: "Said otherwise"}, MemberFactory())
    assert seen.subject == "Said otherwise"
    assert "{" not in seen.body


def test_they_stand_in_the_office_and_are_put_otherwise(dev_office: Client) -> None:
    page = words(dev_office.get("/staff/letters/"))
    assert "About one’s account" in page
    for letter in account_letters():
        assert f"({letter})" in page
    typed = {"words_0": "Your code, as you asked", "after": 0}
    path = f"/staff/letters/en/{CODE}/"
    assert "Not kept yet" in words(dev_office.post(path, {**typed, "preview": "yes"}))
    assert "says this from now on" in words(dev_office.post(path, typed, follow=True))
    assert Wording.objects.words(CODE, "en") == {SUBJECT: "Your code, as you asked"}


@pytest.fixture
def dev_office() -> Client:
    client = Client()
    client.force_login(AdministratorFactory())
    return client
