"""Plain helpers, without models. The checks of the whole installation are among them."""

from django.apps import AppConfig
from django.core.checks import register
from django.db.backends.signals import connection_created

from lib import checks
from lib.sqlite import allow_long_statements


class LibConfig(AppConfig):
    name = "lib"

    def ready(self) -> None:
        for check in (checks.sqlite_is_sound, checks.cache_is_shared, checks.hosts_are_named):
            register(check)
        connection_created.connect(allow_long_statements)
