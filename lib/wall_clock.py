"""A day and a time as a clock on the wall says them, and the moment they mean."""

from datetime import UTC, date, datetime, time, tzinfo


class LeftOut(ValueError):
    """The clocks go forward then, so no clock ever shows this time."""


def moment(day: date, at: time, zone: tzinfo) -> datetime:
    """The moment in UTC; the first of the two where the clocks go back and it comes twice.

    Raises:
        LeftOut: there is no such time on that day.
        OverflowError: beyond what a calendar can hold.
    """
    shown = datetime.combine(day, at)
    meant = shown.replace(tzinfo=zone).astimezone(UTC)
    if meant.astimezone(zone).replace(tzinfo=None) != shown:
        raise LeftOut
    return meant


def comes_twice(at: datetime, zone: tzinfo) -> bool:
    """Whether the clocks of the zone show this time once more, or have shown it before."""
    local = at.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
