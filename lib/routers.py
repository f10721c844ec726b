"""The cache table lives in a database of its own where there is one."""

from typing import Any

CACHE_APP = "django_cache"
CACHE = "cache"


class CacheRouter:
    """Sends the cache table, and nothing else, to the database named "cache"."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return CACHE if model._meta.app_label == CACHE_APP else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self.db_for_read(model)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return (db == CACHE) == (app_label == CACHE_APP)
