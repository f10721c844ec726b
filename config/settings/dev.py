"""The demo and development: nothing but Python need be there."""

from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, STATIC_ROOT, TEMPLATES, env

DEBUG = True
SECRET_KEY = env.secret_key or "development-only-not-a-secret"
SECOND_STEP_KEYS = env.second_step_keys or ["ZGV2ZWxvcG1lbnQtb25seS1ub3QtYS1zZWNyZXQtITE="]
MFA_TOTP_INSECURE_BYPASS_CODE = "246810"  # for the demo; allauth refuses it without DEBUG
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
BASE_URL = env.base_url or "http://localhost:8000"
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("demo.context.demo")
TASKS = {"default": {"BACKEND": "lib.tasks.PromptDatabaseBackend"}}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # nothing is collected here, and that is no warning
TELLING_LIST = True  # so that the demo has one to look at; nothing is sent anywhere
if env.email is None:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env.data_folder / "post"
