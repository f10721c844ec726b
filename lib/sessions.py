"""Sessions in the database; a database that fails is not taken for a session that is gone."""

from django.contrib.sessions.backends import base, db
from django.db import InterfaceError, OperationalError


class SessionStore(db.SessionStore):
    """Django's own answers 400 to both, and its page would have to guess what was done."""

    def save(self, must_create: bool = False) -> None:
        """Keep the session; raises UpdateError when it was ended meanwhile."""
        try:
            super().save(must_create)
        except base.UpdateError as error:
            if isinstance(error.__context__, (OperationalError, InterfaceError)):
                raise error.__context__ from None
            raise
