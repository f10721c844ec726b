"""How far a long act has come, for whoever waits; told while its transaction is still open."""

from threading import Thread

from django.core.cache import cache
from django.db import connections

KEPT_SECONDS = 3600


def say(what: str, done: int) -> None:
    """Tell that so much is done.

    From a thread, and so by a connection of its own: where the cache is a table of the same
    database, nobody could read it before the transaction ends, and a rollback would take it.
    """
    teller = Thread(target=_tell, args=(what, done))
    teller.start()
    teller.join()


def said(what: str) -> int:
    """What was told last; nothing yet is 0."""
    return int(cache.get(what, 0))


def _tell(what: str, done: int) -> None:
    try:
        cache.set(what, done, KEPT_SECONDS)
    finally:
        connections.close_all()
