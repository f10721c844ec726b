"""The app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from mentoring.directory.sets import hearing


class MentoringConfig(AppConfig):
    name = "mentoring"

    def ready(self) -> None:
        pre_migrate.connect(hearing.stop, sender=self)
        post_migrate.connect(hearing.listen, sender=self)
