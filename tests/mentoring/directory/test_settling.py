"""Settling while others write: words are those of the texts that are there in the end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections, transaction

from mentoring.directory.sets.current import today
from mentoring.directory.sets.settling import settle
from mentoring.directory.text import spelling, store
from mentoring.directory.text.sayings import texts_of
from mentoring.erasing import forget_in_the_directory, what_was_said
from mentoring.models import DirectoryWord, MentorProfile
from tests.factories import MentorProfileFactory

A_MOMENT = 1.0  # seconds in which somebody who need not wait is done

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def meanwhile(act: Callable[[], Any]) -> Iterator[None]:
    """Begun on a connection of its own when texts have been read, and words are kept next."""

    def do() -> None:
        try:
            act()
        finally:
            connections.close_all()

    thread, begun = threading.Thread(target=do), []

    def before_words(execute: Any, sql: str, *more: Any) -> Any:
        if not begun and store.TABLE in sql and sql.startswith("INSERT"):
            begun.append(thread.start())
            thread.join(A_MOMENT)
        return execute(sql, *more)

    with connection.execute_wrapper(before_words):
        yield
    thread.join()


def write(profile: MentorProfile, story: str) -> None:
    MentorProfile.objects.filter(pk=profile.pk).update(story=story)


def test_a_slower_one_keeps_no_older_words_over_newer() -> None:
    profile = MentorProfileFactory(story="Cartography.")

    def settle_newer() -> None:
        write(profile, "Palaeography.")
        settle(today())

    with meanwhile(settle_newer):
        settle(today())

    assert store.digests([profile.pk]) == {profile.pk: texts_of([profile.pk])[profile.pk].digest}
    assert settle(today()).rewritten == 0


def test_words_of_somebody_who_is_erased_meanwhile_do_not_come_back() -> None:
    profile = MentorProfileFactory(story="Palaeography.")

    @transaction.atomic
    def forget() -> None:
        said = what_was_said(profile.member)
        write(profile, "")
        forget_in_the_directory(profile.member, said)

    with meanwhile(forget):
        settle(today())

    assert store.digests([profile.pk]) == {}
    assert not DirectoryWord.objects.filter(word="palaeography").exists()


def test_words_are_kept_in_one_order() -> None:
    """So that whoever keeps the same ones at once waits, and neither waits for the other."""
    spelling.keep(["palaeography", "cartography"])

    rows = list(DirectoryWord.objects.order_by("pk").values_list("key", "word"))
    assert rows == sorted(rows)
