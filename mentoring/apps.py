"""The app."""

from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate, pre_migrate

from lib.kept import once_migrated
from lib.numbers import Numbers
from lib.wording import account_words, help_words
from mentoring.directory.sets import hearing


class MentoringConfig(AppConfig):
    name = "mentoring"

    def ready(self) -> None:
        if isinstance(settings.MENTORING, Numbers):
            # Models can be read now, and not before.
            for kept, name, read in (
                (settings.MENTORING, "ChosenNumber", "chosen"),
                (help_words, "Wording", "of_help"),
                (account_words, "Wording", "of_accounts"),
            ):
                model: Any = apps.get_model("mentoring", name)
                kept.read = once_migrated(model, getattr(model.objects, read))
        pre_migrate.connect(hearing.stop, sender=self)
        post_migrate.connect(hearing.listen, sender=self)
