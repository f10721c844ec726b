"""Whoever holds something in the last moment: either it is held, or they read that it is gone."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Erasure
from mentoring import retention
from mentoring.erasing import ask_to_be_erased, erase
from mentoring.models import Hold
from mentoring.models.hold import Held, Terms
from tests.factories import ConcernFactory, MemberFactory, SafeguardingFactory
from tests.meanwhile import while_uncommitted

# SQLite has one writer at a time, and so no such moment.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _ledger(settings: Any, tmp_path: Path) -> None:
    settings.ERASURE_LEDGER = tmp_path / "erasures.txt"


def placed(on: Held) -> Hold:
    terms = Terms("claim", "A claim is open.", timezone.localdate() + 30 * DAY)
    hold, _is_new = Hold.objects.place(on, terms, by=SafeguardingFactory())
    return hold


def test_an_erasure_sees_what_is_being_held() -> None:
    member = MemberFactory(name="Zanzibar Lee")
    ask_to_be_erased(member, timezone.now() - 7 * DAY)

    assert while_uncommitted(lambda: placed(member), lambda: erase(Erasure.objects.get()))

    assert "Zanzibar Lee" in Hold.objects.get().kept


def test_a_concern_that_is_being_held_is_not_emptied() -> None:
    concern, safe = ConcernFactory(words="Zanzibar"), SafeguardingFactory()
    concern.take(safe)
    concern.close(safe, "Spoken with both.")
    late = concern.closed_at + 1097 * DAY

    is_emptied = while_uncommitted(
        lambda: placed(concern), lambda: retention.empty_concern(concern, late)
    )

    concern.refresh_from_db()
    assert (is_emptied, concern.words) == (False, "Zanzibar")
