"""The demo and development: nothing but Python need be there."""

from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS

DEBUG = True
SECRET_KEY = "development-only-not-a-secret"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
TASKS = {"default": {"BACKEND": "lib.tasks.PromptDatabaseBackend"}}
