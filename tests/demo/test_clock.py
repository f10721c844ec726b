"""The demo's past."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from demo import clock

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("20 hours", timedelta(hours=20)),
        ("1 days", timedelta(days=1)),
        ("3 weeks ago", timedelta(days=21)),
        ("2 months", timedelta(days=60)),
        ("1 year", timedelta(days=365)),
    ],
)
def test_a_span_is_read_from_words(words: str, length: timedelta) -> None:
    assert clock.span(words) == length


def test_days_ago_is_that_hour_of_that_day_with_a_steady_minute() -> None:
    found = timezone.localtime(clock.ago("150 days", NOW, 11, "ben"))

    assert (found.date(), found.hour) == (datetime(2026, 6, 26).date(), 11)  # noqa: DTZ001
    assert found == clock.ago("150 days", NOW, 11, "ben")


def test_hours_ago_is_exact_and_so_never_yet_to_come() -> None:
    assert clock.ago("20 hours", NOW, 23) == NOW - timedelta(hours=20)


@pytest.mark.parametrize(("day", "found"), [(20, 20), (21, 20), (22, 20), (23, 23)])
def test_a_weekend_becomes_the_friday_before(day: int, found: int) -> None:
    moment = datetime(2026, 11, day, 11, tzinfo=UTC)

    assert clock.on_a_weekday(moment) == moment.replace(day=found)


def test_the_clock_is_set_for_verbs_and_letters_and_put_back() -> None:
    then = clock.ago("3 months", NOW)

    with clock.set_to(then):
        assert timezone.now() == then
        assert timezone.localdate() == timezone.localdate(then)
        assert EmailMessage().message()["date"] == "Tue, 25 Aug 2026 09:34:00 +0100"

    assert timezone.now() > then
