"""A session that was ended, and a database that was gone, are two things."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection
from django.utils import timezone

from lib.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept() -> SessionStore:
    session = SessionStore()
    session["word"] = "here"
    session.save()
    return session


def gone(*_: object) -> None:
    raise OperationalError("gone")


def test_an_ended_session_cannot_be_saved() -> None:
    session = kept()
    SessionStore(session.session_key).delete()
    with pytest.raises(UpdateError):
        session.save()


def test_a_database_that_is_gone_says_so() -> None:
    session = kept()
    with connection.execute_wrapper(gone), pytest.raises(OperationalError):
        session.save()
    session.save()
    assert SessionStore(session.session_key)["word"] == "here"


def test_what_is_over_opens_nothing_and_says_whether_somebody_was_signed_in() -> None:
    visitors, members = kept(), kept()
    members["_auth_user_id"] = "7"
    members.save()
    with time_machine.travel(timezone.now() + timedelta(days=14, seconds=1)):
        again = [SessionStore(each.session_key) for each in (visitors, members)]
        assert [each.get("word") for each in again] == [None, None]
        assert [each.session_key for each in again] == [None, None]
        assert [each.is_over for each in again] == [False, True]
