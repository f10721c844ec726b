"""The app."""

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate, pre_migrate

from lib.numbers import Numbers
from mentoring.directory.sets import hearing


class MentoringConfig(AppConfig):
    name = "mentoring"

    def ready(self) -> None:
        if isinstance(settings.MENTORING, Numbers):
            # Models can be read now, and not before.
            settings.MENTORING.read = apps.get_model(
                "mentoring", "ChosenNumber"
            ).objects.chosen_if_migrated
        pre_migrate.connect(hearing.stop, sender=self)
        post_migrate.connect(hearing.listen, sender=self)
