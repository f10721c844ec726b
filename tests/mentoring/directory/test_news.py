"""News are read once, and none is missed whatever the order in which transactions end."""

import threading

import pytest
from django.db import connection, connections, transaction

from mentoring.directory.sets.news import from_now_on, since
from mentoring.models import MentorProfile
from registration.models import Sector
from tests.factories import MentorProfileFactory


@pytest.mark.django_db
def test_news_are_told_once() -> None:
    first, second = MentorProfileFactory(), MentorProfileFactory()
    begun = from_now_on()
    MentorProfile.objects.filter(pk=second.pk).update(capacity=3)
    read = since(begun)
    assert read.profiles == {second.pk}
    assert since(read).profiles == set()
    MentorProfile.objects.filter(pk=first.pk).update(capacity=3)
    assert since(read).profiles == {first.pk}


@pytest.mark.django_db
def test_news_of_words_are_told_apart() -> None:
    begun = from_now_on()
    Sector.objects.filter(slug="law").update(name="The law")
    read = since(begun)
    assert (read.profiles, read.is_about_words, read.is_about_everything) == (set(), True, False)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_commits_late_is_not_missed() -> None:
    """The slow one took its number first, and ends last; a reader who only counts on would
    have passed its number by then.
    """
    slow, quick = MentorProfileFactory(), MentorProfileFactory()
    begun = from_now_on()
    written, may_end = threading.Event(), threading.Event()

    def be_slow() -> None:
        try:
            with transaction.atomic():
                MentorProfile.objects.filter(pk=slow.pk).update(capacity=3)
                written.set()
                may_end.wait(10)
        finally:
            connections.close_all()

    thread = threading.Thread(target=be_slow)
    thread.start()
    written.wait(10)
    MentorProfile.objects.filter(pk=quick.pk).update(capacity=3)
    read = since(begun)
    may_end.set()
    thread.join()
    assert read.profiles == {quick.pk}
    assert since(read).profiles == {slow.pk}
    assert numbers(slow.pk)[-1] < numbers(quick.pk)[-1]


def numbers(profile: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM mentoring_directorychange WHERE profile_id = %s ORDER BY id", [profile]
        )
        return [number for (number,) in cursor.fetchall()]
