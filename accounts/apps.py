"""The app."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        for hears in ("second_steps", "session_times", "session_keys", "door_log"):
            import_module(f"accounts.{hears}").listen()
