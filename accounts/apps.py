"""The app."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        for hears in ("accounts.second_steps", "accounts.session_times", "accounts.door_log"):
            import_module(hears).listen()
