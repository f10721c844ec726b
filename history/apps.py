"""The app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from lib import append_only


class HistoryConfig(AppConfig):
    name = "history"

    def ready(self) -> None:
        pre_migrate.connect(append_only.unguard, sender=self)
        post_migrate.connect(append_only.guard, sender=self)
