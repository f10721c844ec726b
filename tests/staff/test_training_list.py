"""Every training on record: newest first, by kind and day, paged."""

from datetime import date

import pytest
from django.test import Client

from tests.factories import RegistrantFactory, TrainingCompletionFactory

pytestmark = pytest.mark.django_db


def listed(office: Client, **search):
    return list(office.get("/staff/training/", search).context["page"])


def test_newest_first_by_kind_and_by_day(office: Client):
    old = TrainingCompletionFactory(completed_on=date(2025, 1, 5))
    new = TrainingCompletionFactory(completed_on=date(2026, 9, 3))
    refresher = TrainingCompletionFactory(completed_on=date(2026, 3, 1), kind="refresher")
    assert listed(office) == [new, refresher, old]
    assert listed(office, kind="refresher") == [refresher]
    assert listed(office, kind="initial", completed_on="2025-01-05") == [old]
    assert listed(office, completed_on="2024-01-05") == []


@pytest.mark.parametrize(
    "search", [{"kind": "x"}, {"completed_on": "soon"}, {"completed_on": "\x00"}, {"page": "x"}]
)
def test_what_makes_no_sense_narrows_nothing(office: Client, search):
    row = TrainingCompletionFactory()
    assert listed(office, **search) == [row]


def test_the_list_is_paged_and_takes_as_many_queries_for_many_as_for_one(
    office: Client, dev, django_assert_num_queries
):
    for size in (1, 3, 50):
        rows = TrainingCompletionFactory.create_batch(size, recorded_by=dev)
        RegistrantFactory(member=rows[0].member)
        with django_assert_num_queries(5):
            page = office.get("/staff/training/").context["page"]
    assert (len(page), page.paginator.count) == (50, 54)


def test_each_record_offers_what_can_be_done_with_it(office: Client, dev):
    row, gone = TrainingCompletionFactory.create_batch(2)
    gone.withdraw(dev, "Mistake")
    page = office.get("/staff/training/").content.decode()
    assert f"/staff/training/{row.pk}/correct/" in page
    assert f"/staff/training/{gone.pk}/correct/" not in page
