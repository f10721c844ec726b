"""The index of a process: when it is put right, when it is made anew, and that it is safe."""

import os
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, connections

from mentoring.directory.sets import current as held
from mentoring.directory.sets import news, settling, snapshot
from mentoring.directory.sets.current import current, forget, today
from mentoring.directory.text import store
from mentoring.models import DirectoryChange, DirectorySet, DirectorySnapshot, MentorProfile
from registration.models import Sector
from tests.factories import MentorProfileFactory

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.fixture
def many(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were many mentors, so that sets and words are kept."""
    DirectoryChange.objects.all().delete()  # of the migrations
    monkeypatch.setattr(held, "FEW", 0)


# Few -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_without_news_it_is_the_same_index() -> None:
    MentorProfileFactory()
    first = current()
    assert current() is first


@pytest.mark.django_db
def test_of_few_nothing_is_kept() -> None:
    MentorProfileFactory()
    assert len(current().found) == 1
    assert DirectorySnapshot.objects.count() == 0


@pytest.mark.django_db
def test_who_was_away_is_back_with_the_new_day() -> None:
    with time_machine.travel(NOON):
        profile = MentorProfileFactory(away_until=today() + timedelta(days=1))
        assert profile.pk not in current().found
    with time_machine.travel(NOON + timedelta(days=1)):
        assert profile.pk in current().found


@pytest.mark.django_db
def test_the_day_is_the_schemes_own() -> None:
    with time_machine.travel(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        assert str(today()) == "2026-07-02"


@pytest.mark.django_db
def test_a_new_name_of_a_term_is_known_at_once() -> None:
    current()
    law = Sector.objects.get(slug="law")
    law.name = "Law and justice"
    law.save()
    assert current().vocabulary.by_key["sector"][law.pk].name == "Law and justice"


# Many ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_first_process_keeps_what_the_next_begins_with(many: None) -> None:
    profile = MentorProfileFactory()
    current()
    assert DirectorySnapshot.objects.get().day == today()
    forget()
    DirectorySet.objects.filter(dimension="listed").update(
        keys=snapshot.BitMap([profile.pk, 777]).serialize()
    )
    assert set(current().having("listed")) == {profile.pk, 777}


@pytest.mark.django_db
def test_what_changed_since_is_put_right_at_the_start(many: None) -> None:
    first, second = MentorProfileFactory(), MentorProfileFactory()
    settling.settle(today())
    MentorProfile.objects.filter(pk=first.pk).update(listed_at=None)
    assert set(current().found) == {second.pk}


@pytest.mark.django_db(transaction=True)
def test_too_many_changes_at_once_are_counted_anew(
    many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    profiles = [MentorProfileFactory() for _ in range(3)]
    before = current()
    monkeypatch.setattr(held, "MANY", 2)
    MentorProfile.objects.update(story="Palaeography.")
    assert current().voices.memory is not before.voices.memory
    assert set(current().found) == {profile.pk for profile in profiles}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_long_in_coming_keeps_nobody_from_the_directory(
    many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's transaction, of any database of the server, keeps all news from ageing."""
    monkeypatch.setattr(held, "MANY", 2)
    elsewhere = connection.copy()
    try:
        elsewhere.set_autocommit(False)
        with elsewhere.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        profiles = [MentorProfileFactory() for _ in range(3)]
        for _ in range(2):
            forget()
            assert set(current().found) == {profile.pk for profile in profiles}
    finally:
        elsewhere.rollback()
        elsewhere.close()


@pytest.mark.django_db(transaction=True)
def test_a_new_day_is_counted_beside_while_the_old_one_serves(many: None) -> None:
    with time_machine.travel(NOON):
        profile = MentorProfileFactory(away_until=today() + timedelta(days=1))
        other = MentorProfileFactory()
        settling.settle(today())
        current()
    with time_machine.travel(NOON + timedelta(days=1)):
        MentorProfile.objects.filter(pk=other.pk).update(listed_at=None)
        assert set(current().found) <= {profile.pk}
        for thread in threading.enumerate():
            if thread.name == "directory":
                thread.join(20)
        assert set(current().found) == {profile.pk}
        assert current().day == today()


@pytest.mark.django_db
def test_an_index_that_has_slept_too_long_is_made_anew(many: None) -> None:
    with time_machine.travel(NOON):
        MentorProfileFactory()
        current()
    with time_machine.travel(NOON + held.LONGEST + timedelta(days=1)):
        assert current().day == today()


# What is kept ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_settling_writes_only_the_words_that_are_others() -> None:
    first, second = MentorProfileFactory(), MentorProfileFactory()
    assert settling.settle(today()).rewritten == 2
    assert settling.settle(today()).rewritten == 0
    MentorProfile.objects.filter(pk=first.pk).update(story="Palaeography.")
    assert settling.settle(today()).rewritten == 1
    second_key = second.pk
    second.delete()
    settling.settle(today())
    assert set(store.digests([first.pk, second_key])) == {first.pk}


@pytest.mark.django_db
def test_settling_everybody_forgets_who_is_gone() -> None:
    first, second = MentorProfileFactory(), MentorProfileFactory()
    settling.settle(today())
    keys = [first.pk, second.pk]
    second.delete()
    DirectorySnapshot.objects.all().delete()
    assert settling.settle(today()).rewritten == 0
    assert set(store.digests(keys)) == {first.pk}


@pytest.mark.django_db
def test_settling_after_a_migration_looks_at_everybody() -> None:
    profile = MentorProfileFactory()
    settling.settle(today())
    DirectoryChange.objects.all().delete()
    MentorProfile.objects.filter(pk=profile.pk).update(story="Palaeography.")
    DirectoryChange.objects.all().delete()
    assert settling.settle(today()).rewritten == 0
    DirectorySnapshot.objects.all().delete()
    assert settling.settle(today()).rewritten == 1


@pytest.mark.django_db
def test_by_other_rules_everybodys_words_are_taken_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    MentorProfileFactory()
    settling.settle(today())
    for module in ("sets.dimensions", "text.sayings"):
        monkeypatch.setattr(f"mentoring.directory.{module}.RULES", 99)
    assert settling.settle(today()).rewritten == 1
    assert settling.settle(today()).rewritten == 0


@pytest.mark.django_db
def test_old_news_go_and_newer_stay() -> None:
    with time_machine.travel(NOON):
        MentorProfileFactory()
    with time_machine.travel(NOON + settling.NEWS_ARE_KEPT + timedelta(days=1)):
        DirectoryChange.objects.update(at=NOON)
        MentorProfileFactory()
        later = set(DirectoryChange.objects.exclude(at=NOON).values_list("pk", flat=True))
        settling.settle(today())
    assert set(DirectoryChange.objects.values_list("pk", flat=True)) == later


# Threads and forks -------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_many_threads_see_every_change() -> None:
    """Each thread writes and must find what it wrote at once, while the others do the same."""
    profiles = [MentorProfileFactory(capacity=1) for _ in range(4)]
    wrong: list[str] = []

    def change(profile: MentorProfile) -> None:
        try:
            for capacity in (0, 1) * 6:
                MentorProfile.objects.filter(pk=profile.pk).update(capacity=capacity)
                if (profile.pk in current().found) != bool(capacity):
                    wrong.append(f"{profile.pk} {capacity}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=change, args=[profile]) for profile in profiles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.django_db
def test_a_forked_process_is_not_held_up_by_its_parents_lock() -> None:
    with held._held.turn:
        child = os.fork()
        if child == 0:
            os._exit(0 if held._held.turn.acquire(timeout=5) else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.django_db
def test_news_from_another_server_are_not_believed(many: None) -> None:
    MentorProfileFactory()
    settling.settle(today())
    ahead = news.from_now_on().horizon + 10_000
    DirectorySnapshot.objects.update(horizon=ahead)
    assert snapshot.load(today()) is None
