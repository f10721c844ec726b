"""A code belongs to the account as it was."""

import pytest

from accounts.codes import MARK, is_as_it_was, mark_of
from tests.factories import MemberFactory


@pytest.fixture
def ben():
    return MemberFactory.build(email="ben@example.org", password="a hash")


def test_a_mark_holds_while_the_account_stays(ben):
    assert is_as_it_was(ben, {MARK: mark_of(ben)})


@pytest.mark.parametrize(
    "change", [{"email": "ben2@example.org"}, {"password": "other"}, {"is_active": False}]
)
def test_a_mark_ends_when_the_account_changes(ben, change):
    state = {MARK: mark_of(ben)}
    vars(ben).update(change)
    assert not is_as_it_was(ben, state)


def test_an_account_needs_a_mark_and_no_account_has_none(ben):
    assert not is_as_it_was(ben, {})
    assert is_as_it_was(None, {})
    assert not is_as_it_was(None, {MARK: mark_of(ben)})
