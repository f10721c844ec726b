"""A session that was ended, and a database that was gone, are two things."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection

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
