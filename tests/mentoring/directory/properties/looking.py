"""The directory as its page makes it, without the page: what one member finds at an address."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import QueryDict

from accounts.models import Member
from mentoring.directory.page import Directory, look
from mentoring.directory.sets import current


def looked(member: Member, address: str = "") -> Directory:
    """What the member finds; `address` may be that of a link of the page."""
    return look(member, QueryDict(address.rpartition("?")[2]))


def keys_of(directory: Directory) -> list[int]:
    """The keys of the mentors on a page, in their order."""
    return [card.pk for card in directory.cards]


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is gone after it, for the next example."""
    current.forget()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    current.forget()
