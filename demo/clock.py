"""The demo's past, told as "3 weeks ago", and a clock that can be set to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from unittest.mock import patch
from zlib import crc32

from django.utils import timezone

UNITS = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
    "year": timedelta(days=365),
}


def span(words: str) -> timedelta:
    """The length of time that "5 weeks" is."""
    number, unit = words.removesuffix(" ago").split()
    return int(number) * UNITS[unit.removesuffix("s")]


def ago(words: str, now: datetime, hour: int = 9, seed: str = "") -> datetime:
    """A moment of the day that was so long ago.

    Args:
        hour: of that day, in the time zone of the product; "20 hours" is taken exactly.
        seed: the same words give the same minute, so that not everything is on the hour.
    """
    moment = now - span(words)
    if "hour" in words:
        return moment
    day = timezone.localtime(moment).date()
    minute = crc32(f"{seed} {words}".encode()) % 60
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def on_a_weekday(moment: datetime) -> datetime:
    """The same hour of the Friday before, for a moment of a weekend."""
    return moment - timedelta(days=max(0, timezone.localtime(moment).weekday() - 4))


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Inside, verbs and letters believe that it is `moment`. For a process with one thread."""
    stamp = moment.strftime("%a, %d %b %Y %H:%M:%S %z")
    with (
        patch.object(timezone, "now", lambda: moment),
        patch("django.core.mail.message.formatdate", lambda **_: stamp),
    ):
        yield
