"""Somebody who is signed in."""

import pytest
from django.test import Client

from accounts.models import Member
from tests.factories import MemberFactory


@pytest.fixture
def amina(client: Client) -> Member:
    """A member, signed in with the test's own client."""
    member: Member = MemberFactory(name="Amina Rahman")
    client.force_login(member)
    return member
