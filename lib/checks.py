"""What must hold before the product may run; each is a finding of another site's bad day."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

PRIVATE_CACHES = ("LocMemCache", "DummyCache")
# Fixed in 3.51.3, and carried back to 3.50.7 and 3.44.6: https://sqlite.org/wal.html#walresetbug
SOUND_SQLITE = ((3, 44, 6), (3, 45)), ((3, 50, 7), (3, 51)), ((3, 51, 3), (4,))


def sqlite_is_sound(**kwargs: Any) -> list[CheckMessage]:
    """WAL with several processes may corrupt a database before SQLite 3.51.3."""
    version = sqlite3.sqlite_version_info
    if not _uses_wal() or any(first <= version < beyond for first, beyond in SOUND_SQLITE):
        return []
    says = f"SQLite {sqlite3.sqlite_version} can corrupt a database in WAL mode."
    return [Error(says, hint="Install pysqlite3 0.6.1 or later.", id="lib.E001")]


def cache_is_shared(**kwargs: Any) -> list[CheckMessage]:
    """Log-in attempts are counted in the cache, so every process must see the same one."""
    backend = settings.CACHES["default"]["BACKEND"]
    if settings.DEBUG or not backend.endswith(PRIVATE_CACHES):
        return []
    hint = "Leave CACHE_URL empty for the database, or give it redis://host/0."
    return [Error("The cache is not shared between processes.", hint=hint, id="lib.E002")]


def hosts_are_named(**kwargs: Any) -> list[CheckMessage]:
    """With "*" every forged Host header is believed, and every redirect is safe."""
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [Error('ALLOWED_HOSTS has "*".', hint="Name the hosts.", id="lib.E003")]


def _uses_wal() -> bool:
    return any(
        "journal_mode=wal" in database.get("OPTIONS", {}).get("init_command", "").lower()
        for database in settings.DATABASES.values()
    )
