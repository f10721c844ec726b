"""Slow things, done after the act has been committed. A task looks its code up by name."""

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING

from django_tasks import task

if TYPE_CHECKING:
    from history.models import Event


@task()
def send_notice(event_id: int) -> None:
    """Send the mails that one row of history calls for."""
    import_module("mentoring.notices").deliver(event_id)


@task()
def send_notices(event_ids: list[int]) -> None:
    """Queue a notice for each of many rows of history, so that each mail can fail alone."""
    for event_id in event_ids:
        send_notice.enqueue(event_id)


@task()
def tell_watchers(profile_id: int) -> None:
    """Tell whoever waits for this mentor of a place, if there is one now."""
    import_module("mentoring.models.watchers").tell_watchers_of(profile_id)


@task()
def apply_import(import_id: int, by_id: int) -> None:
    """Apply one import whole, or say on it why not."""
    import_module("mentoring.imports.applying").run(import_id, by_id)


@task()
def make_copy(copy_id: int) -> None:
    """Make the copy of their data that a member asked for, and tell them."""
    import_module("mentoring.copying").make(copy_id)


@task()
def tell_cilip() -> None:
    """Send what CILIP is owed by now."""
    import_module("mentoring.telling").tell_due()


def announce(event: "Event") -> None:
    """Queue the notice of an act, in the act's own transaction: no act, no mail."""
    send_notice.enqueue(event.pk)


def announce_all(events: Iterable["Event"]) -> None:
    """Queue the notices of many acts as one task."""
    if ids := [event.pk for event in events]:
        send_notices.enqueue(ids)
