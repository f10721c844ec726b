"""The real thing. It refuses to start on anything missing, guessed or borrowed."""

from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_URL, env

env.insist()

DEBUG = False

# TLS ends at a proxy, which alone may say so; without one, Django must see TLS itself.
if env.trusted_proxy_count:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# Asked by machines beside the server, without TLS and without a cookie.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Preloading HSTS binds every other site of the same domain: its owner's decision, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
MFA_TRUST_COOKIE_NAME = "__Host-remembered"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
WHOSE_COOKIE_NAME = "__Host-whose"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "lib.log.LineFormatter"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "formatter": "lines",
            "stream": "ext://sys.stdout",
        }
    },
    "root": {"handlers": ["stdout"], "level": "INFO"},
    "loggers": {"django": {"handlers": [], "propagate": True, "level": "INFO"}},
}
