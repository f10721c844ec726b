"""Letters of the account: by a task, with our links, and without a stranger's words."""

import re

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from accounts import adapters
from accounts.adapters import AccountsAdapter
from accounts.models import Member
from tests.accounts.doors import ADDRESS, PASSWORD_CHANGE, ask_for_reset, code_in, log_in, sign_up
from tests.factories import PASSWORD, MemberFactory

EVIL = "Visit https://evil.example/ now"


def write_to(address):
    AccountsAdapter().send_mail("account/email/unknown_account", address, {"signup_url": "/x/"})


@pytest.mark.django_db
def test_a_letter_waits_in_the_database_until_a_task_sends_it(run_tasks):
    sign_up(Client())
    assert not mail.outbox
    assert DBTaskResult.objects.ready().count() == 1
    assert len(run_tasks()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_letter_leaves_when_the_act_is_kept():
    with transaction.atomic():
        write_to("ben@example.org")
        assert not mail.outbox
    assert [letter.to for letter in mail.outbox] == [["ben@example.org"]]


@pytest.mark.django_db(transaction=True)
def test_a_letter_of_an_act_that_is_rolled_back_never_leaves():
    with pytest.raises(RuntimeError), transaction.atomic():
        write_to("ben@example.org")
        raise RuntimeError
    assert not mail.outbox
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_once_sent_the_words_of_a_letter_are_gone_from_the_database(run_tasks):
    ask_for_reset(Client(), MemberFactory(email="ben@example.org").email)
    waiting = DBTaskResult.objects.get()
    code = waiting.args_kwargs["kwargs"]["text"]
    assert code_in(run_tasks()[0]) in code
    waiting.refresh_from_db()
    assert waiting.args_kwargs == {"args": [], "kwargs": {}}


@pytest.mark.django_db
def test_a_letter_says_that_a_machine_wrote_it_and_is_known_again(run_tasks):
    sign_up(Client())
    headers = run_tasks()[0].message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<account\.[\w-]+@testserver>", headers["Message-ID"])
    assert headers["From"] == "Alongside <mentoring@example.org>"


def every_letter(client, run_tasks, **request):
    """All that the account writes: unknown, already there, code, reset, changes."""
    ben = MemberFactory(email="ben@example.org", name=EVIL)
    sign_up(Client(**request), "new@example.org", name=EVIL)
    sign_up(Client(**request), "ben@example.org", name=EVIL)
    ask_for_reset(Client(**request), "nobody@example.org")
    ask_for_reset(Client(**request), "ben@example.org")
    visitor = Client(**request)
    log_in(visitor, ben.email)
    asked = visitor.post(ADDRESS, {"email": "ben2@example.org", "action_add": ""})
    visitor.post(asked["Location"], {"password": PASSWORD})
    new_address = next(letter for letter in run_tasks() if letter.to == ["ben2@example.org"])
    visitor.post("/accounts/confirm-email/", {"code": code_in(new_address)})
    new = {"oldpassword": PASSWORD, "password1": "quite another sentence"}
    visitor.post(PASSWORD_CHANGE, new)
    letters = run_tasks()
    assert len(letters) == 7
    return letters


@pytest.mark.django_db
def test_links_stand_on_our_own_address_whatever_host_was_asked_for(client, run_tasks, settings):
    settings.BASE_URL = "https://mentoring.example.org"
    settings.ALLOWED_HOSTS = ["localhost"]
    for letter in every_letter(client, run_tasks, headers={"host": "localhost:666"}):
        for text in (letter.body, *(part.content for part in letter.alternatives)):
            assert "localhost" not in text
            hosts = set(re.findall(r"https?://([^/\s\"<]+)", text))
            assert hosts <= {"mentoring.example.org"}


@pytest.mark.django_db
def test_no_letter_carries_what_a_stranger_could_have_written(client, run_tasks):
    letters = every_letter(client, run_tasks, headers={"user-agent": EVIL})
    for letter in letters:
        assert "evil" not in letter.message().as_string()
        assert len(letter.to) == 1
        assert not letter.cc + letter.bcc


@pytest.mark.django_db
def test_every_letter_is_plain_text_first_and_short_of_line(client, run_tasks):
    for letter in every_letter(client, run_tasks):
        assert "\n" not in letter.subject
        assert letter.subject
        lines = letter.message().as_string().splitlines()
        assert max(map(len, lines)) <= 998


@pytest.mark.django_db
def test_a_letter_speaks_the_language_of_its_reader(settings, run_tasks, monkeypatch):
    settings.LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
    spoken = []

    def written(*_said):
        spoken.append(translation.get_language())
        return {"subject": "", "text": "", "html": ""}

    monkeypatch.setattr(adapters, "written", written)
    adapter = AccountsAdapter()
    adapter.send_mail("account/email/any", "ben@example.org", {"user": Member(language="cy")})
    adapter.send_mail("account/email/any", "ben@example.org", {})
    assert spoken == ["cy", "en"]
