"""The mail server down, busy, refusing, or without encryption: letters wait, and none is lost."""

import gc
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Member
from lib import tasks
from mentoring.models import Pairing
from tests.factories import TEXTS, EnrolmentFactory, mentor
from tests.faults.post_office import PostOffice, open_for_letters

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=3)


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_for_letters() as office, override_settings(**office.settings):
        yield office


def proposed() -> Member:
    """Somebody proposes, and a letter to the mentor waits."""
    enrolment, to = EnrolmentFactory(), mentor()
    Pairing.objects.propose(enrolment, to, TEXTS, by=enrolment.member)
    return to


def work() -> None:
    """What a worker does: everything that waits, each once."""
    for row in list(DBTaskResult.objects.ready()):
        tasks.run(row.pk)


def again() -> None:
    assert tasks.retry(timezone.now() + SOON) == 1
    work()


def failed() -> int:
    return DBTaskResult.objects.failed().count()


@pytest.mark.parametrize("manner", ["later", "full", "filtered"])
def test_a_letter_that_is_put_off_goes_when_it_can(office: PostOffice, manner: str) -> None:
    office.manner = manner
    to = proposed()
    work()
    assert (len(office.letters), failed()) == (0, 1)
    office.manner = "fine"
    again()
    assert (len(office.letters), failed()) == (1, 0)
    to.refresh_from_db()
    assert to.bounced_at is None


def test_while_no_mail_server_answers_the_letter_waits(office: PostOffice) -> None:
    proposed()
    with override_settings(EMAIL_PORT=1):
        work()
    assert failed() == 1
    again()
    assert len(office.letters) == 1


@pytest.mark.parametrize("manner", ["nobody", "nobody, in old words"])
def test_an_address_that_is_none_is_marked_and_not_tried_again(
    office: PostOffice, manner: str
) -> None:
    office.manner = manner
    to = proposed()
    work()
    to.refresh_from_db()
    assert to.bounced_at is not None
    assert not to.mentor_profile.is_listed
    assert failed() == 0


def test_a_letter_that_was_taken_without_a_word_is_sent_again_as_the_same(
    office: PostOffice,
) -> None:
    """A worker killed after the letter is taken and before that is written looks like this."""
    office.manner = "hangs up"
    proposed()
    work()
    office.manner = "fine"
    again()
    assert len(office.ids) == 2
    assert len(set(office.ids)) == 1


def test_nothing_is_sent_in_clear_where_encryption_is_asked_for(office: PostOffice) -> None:
    proposed()
    with override_settings(EMAIL_USE_TLS=True), forgetful():
        work()
    assert not {"MAIL", "RCPT", "DATA"} & set(office.heard)
    assert failed() == 1


@contextmanager
def forgetful() -> Iterator[None]:
    """Django leaves such a socket to the collector, and a log would keep it until later."""
    logging.disable()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()
    logging.disable(logging.NOTSET)


def test_an_act_does_not_wait_for_the_mail_server(office: PostOffice) -> None:
    """It is the worker's to send: the request has spoken to no server."""
    proposed()
    assert office.heard == []


def test_the_letter_names_nobody_else(office: PostOffice, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Alongside <mentoring@example.org>"
    to = proposed()
    work()
    head = office.letters[0].partition("\n\n")[0]
    assert f"To: {to.email}" in head
    assert "Auto-Submitted: auto-generated" in head
