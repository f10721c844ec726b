"""The control of the races: the product with its locks taken out, for gunicorn.

Nothing is held while a verb looks, and between looking and writing there is time for
somebody else. Together with a database that has lost its constraint on slots, this is
the code that books a place twice.
"""

import time

from django.conf import settings

for options in (one["OPTIONS"] for one in settings.DATABASES.values() if "OPTIONS" in one):
    options.pop("transaction_mode", None)

from config.wsgi import application  # noqa: E402
from mentoring.models import Pairing  # noqa: E402
from mentoring.models import pairing as verbs  # noqa: E402

# SQLite writers wait for each other while one sleeps; PostgreSQL's do not, and must first meet.
IS_SQLITE = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
LONG_ENOUGH = 0.05 if IS_SQLITE else 1.5
look = verbs.require_room


def lock_nothing(self: Pairing) -> tuple[object, object]:
    self.refresh_from_db()
    return self.enrolment, self.mentor.mentor_profile


def look_and_wait(*seen: object) -> int:
    place = look(*seen)
    time.sleep(LONG_ENOUGH)
    return place


Pairing._lock = lock_nothing
verbs.require_room = look_and_wait
__all__ = ["application"]
