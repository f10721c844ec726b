"""What must hold before the product may run; each is a finding of another site's bad day."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error

from lib.sqlite import is_sound

PRIVATE_CACHES = ("LocMemCache", "DummyCache")


def sqlite_is_sound(**kwargs: Any) -> list[CheckMessage]:
    """WAL with several processes may corrupt a database before SQLite 3.51.3."""
    modes = [_journal(each) for each in settings.DATABASES.values()]
    if is_sound() or not any(modes):
        return []
    says = f"SQLite {sqlite3.sqlite_version} can corrupt a database in WAL mode"
    hint = "Install pysqlite3 0.6.1 or later, or use PostgreSQL."
    if "wal" in modes:
        return [Error(f"{says}.", hint=hint, id="lib.E001")]
    return [checks.Warning(f"{says}, so that readers wait for writers.", hint=hint, id="lib.W001")]


def cache_is_shared(**kwargs: Any) -> list[CheckMessage]:
    """Log-in attempts are counted in the cache, so every process must see the same one."""
    backend = settings.CACHES["default"]["BACKEND"]
    if settings.DEBUG or not backend.endswith(PRIVATE_CACHES):
        return []
    hint = "Keep it in the database."
    return [Error("The cache is not shared between processes.", hint=hint, id="lib.E002")]


def hosts_are_named(**kwargs: Any) -> list[CheckMessage]:
    """With "*" every forged Host header is believed, and every redirect is safe."""
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [Error('ALLOWED_HOSTS has "*".', hint="Name the hosts.", id="lib.E003")]


def _journal(database: dict[str, Any]) -> str:
    """The journal mode in small letters; nothing for other engines than SQLite."""
    command = database.get("OPTIONS", {}).get("init_command", "").lower()
    return command.partition("journal_mode=")[2].partition(";")[0]
