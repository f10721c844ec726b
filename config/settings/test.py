"""The tests: quick where it does not matter, the real thing where it does."""

import os

from config.databases import SQLITE, sqlite_options
from config.settings.base import *  # noqa: F403
from config.settings.base import (
    DATABASES,
    INSTALLED_APPS,
    MENTORING,
    STATIC_ROOT,
    TEMPLATES,
    env,
)

DEBUG = False
SECRET_KEY = "tests-only-not-a-secret"
SECOND_STEP_KEYS = ["dGVzdHMtb25seS1hbmQtbm90LWEtc2VjcmV0LSEhISE="]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # the browser of the journeys knows no https here
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = "http://testserver"
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.context.demo")
TASKS = {"default": {"BACKEND": "lib.tasks.PromptDatabaseBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# One process: its own memory is a shared cache, and no page's query count has the cache in it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# As the code has them: a test that is about what the office chooses says so.
MENTORING = {**MENTORING}
ACCOUNT_LOGIN_BY_CODE_REQUIRED = False
TELLING_URL, TELLING_SECRET, TELLING_LIST = "", "", False
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # nothing is collected here, and that is no warning
SILENCED_SYSTEM_CHECKS = ["lib.E002"]
DATABASES.pop("cache", None)
DATABASES.pop("replica", None)
DATABASE_ROUTERS = []
if DATABASES["default"]["ENGINE"] == SQLITE:
    # A file, as in the product: threads of a live server each have their own connection,
    # and a transaction of one is not seen by the other. One file a run, so that runs do not meet.
    # It need not outlive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": env.data_folder / f"test-{os.getpid()}.sqlite3"}
    DATABASES["default"]["OPTIONS"] = sqlite_options("OFF")
