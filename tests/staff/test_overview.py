"""The first page of the office: counts that are true, and the names behind two of them."""

import pytest
from django.test import Client

from tests.factories import (
    MemberFactory,
    MentorProfileFactory,
    TrainingCompletionFactory,
    active,
    closed,
    proposed,
)

pytestmark = pytest.mark.django_db


def overview(office: Client):
    return office.get("/staff/").context


def test_the_counts_are_those_of_the_database(office: Client, dev):
    active(), proposed(), closed("declined")
    MentorProfileFactory(listed_at=None)
    MentorProfileFactory(trained=False)
    MentorProfileFactory(capacity=0)
    TrainingCompletionFactory(member=MemberFactory(is_active=False), recorded_by=dev)
    counts = overview(office)["counts"]
    assert (counts.trained, counts.listed, counts.available, counts.not_listed) == (5, 4, 3, 1)
    assert (counts.proposals, counts.active) == (1, 1)
    assert counts.members == type(dev).objects.filter(is_active=True).count()


def test_reasons_for_a_no_are_counted_and_few_are_not_told_apart(office: Client):
    for reason in (*["full"] * 5, *["conflict"] * 4, ""):
        pairing = proposed()
        pairing.decline(pairing.mentor, reason=reason)
    shown = overview(office)["counts"].reasons
    assert shown == (
        ("I have no room for anybody now", "5"),
        ("There is a conflict of interest", "fewer than 5"),
    )


def test_the_trained_who_are_not_listed_are_named_ten_at_most(office: Client, dev):
    assert list(overview(office)["not_listed"]) == []
    TrainingCompletionFactory.create_batch(11, recorded_by=dev)
    answer = office.get("/staff/")
    assert len(answer.context["not_listed"]) == 10
    assert "See all 11" in answer.content.decode()


def test_active_pairings_without_training_on_record_are_flagged(office: Client, dev):
    going_on, other = active(), active()
    going_on.mentor.training_completions.get().withdraw(dev, "Not the right person")
    flagged = overview(office)["flagged"]
    assert [(mentor, mentor.going_on) for mentor in flagged] == [(going_on.mentor, 1)]
    going_on.refresh_from_db()
    assert (going_on.status, other.status) == ("active", "active")


def test_nobody_is_flagged_for_what_is_over(office: Client, dev):
    over = closed("ended")
    over.mentor.training_completions.get().withdraw(dev, "Mistake")
    assert list(overview(office)["flagged"]) == []


def test_the_page_takes_as_many_queries_for_many_as_for_none(
    office: Client, dev, django_assert_num_queries
):
    for _ in range(3):
        with django_assert_num_queries(9):
            office.get("/staff/")
        for pairing in (active(), active()):
            pairing.mentor.training_completions.get().withdraw(dev, "Mistake")
        TrainingCompletionFactory.create_batch(2, recorded_by=dev)


def test_the_gallery_of_components_stands(office: Client):
    assert "Components" in office.get("/staff/components/").content.decode()
