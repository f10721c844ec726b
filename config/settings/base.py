"""What every setting of the product shares. The numbers that are choices are in numbers.py."""

from collections.abc import Mapping
from typing import Any

from csp.constants import NONE, SELF

from config import membership
from config.databases import caches, databases, routers
from config.env import BASE, env
from config.settings import numbers

BASE_DIR = BASE
SECRET_KEY = env.secret_key
ALLOWED_HOSTS = env.allowed_hosts
BASE_URL = env.base_url
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "lib",
    "history",
    "accounts",
    "registration",
    "mentoring",
    "staff",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    *membership.apps(env),
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# The first counts. The next four write headers, and stand outermost so that redirects,
# refusals and static files carry them as well.
MIDDLEWARE = [
    "lib.answered.counted",
    "lib.headers.PrivacyHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lib.htmx.whole_pages_only",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.session_times.within_time",
    "accounts.middleware.own_language_and_time",
    "accounts.middleware.SignedInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "lib.failures.never_blank",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lib.theme.theme",
            ]
        },
    }
]

# Rows, cached things and tasks
DATABASES = databases(env)
DATABASE_ROUTERS = routers(DATABASES)
# Whose rows may be read from the standby, where the code says so (lib/replica.py).
READ_ASIDE = {"accounts", "registration", "mentoring"}
CACHES = caches()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Who comes in, and how
AUTH_USER_MODEL = "accounts.Member"
# One backend, so that every wrong password costs one hash, whoever's it is.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
# Any composition is welcome (OWASP ASVS 6.2.5), so digits alone are not refused by rule.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "accounts.passwords.LongestPasswordValidator", "OPTIONS": {"max_length": 128}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "called")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.LeakedPasswordValidator"},
    {"NAME": "accounts.passwords.OwnWordsValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_ADAPTER = "accounts.adapters.AccountsAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# The name of a box that people never see; who fills it in gets the usual page and no account.
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "reference"
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.entrance.NewAddressForm",
    "change_password": "accounts.forms.entrance.ChangePasswordForm",
    "confirm_login_code": "accounts.forms.entrance.LogInCodeForm",
    "confirm_email_verification_code": "accounts.forms.entrance.AddressCodeForm",
    "confirm_password_reset_code": "accounts.forms.entrance.ResetCodeForm",
    "login": "accounts.forms.entrance.LogInForm",
    "reauthenticate": "accounts.forms.entrance.ReauthenticateForm",
    "reset_password": "accounts.forms.entrance.ResetForm",
    "reset_password_from_key": "accounts.forms.entrance.NewPasswordForm",
    "set_password": "accounts.forms.entrance.FirstPasswordForm",
    "signup": "accounts.forms.entrance.SignUpForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
# Changing the address while it waits for its code would tell whether it has an account.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = False
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 3
# Not "strict", which would give one address several accounts.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Ten wrong passwords a minute from one place, five in five minutes for one account.
# Reports of visitors from one place, and of one member.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/300s/key",
    "report_of_visitor": "10/h/ip",
    "report_of_member": "20/h/user",
    "wrong_code_of_a_record": "20/h/user",
}
# By choice of the installation, members without a second step get a code by letter instead, and
# may let a browser be remembered. A second step is asked for in every browser.
ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"} if env.code_by_letter else False
ACCOUNT_LOGIN_BY_CODE_TRUST_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
# The second step: a passkey, an app's code or a recovery code. Its secrets are sealed.
SECOND_STEP_KEYS = env.second_step_keys
MFA_ADAPTER = "accounts.second_steps.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Alongside"
MFA_TOTP_TOLERANCE = 0
MFA_TRUST_ENABLED = False
MFA_FORMS = {
    "activate_totp": "accounts.forms.second_steps.ActivateAppForm",
    "add_webauthn": "accounts.forms.second_steps.AddPasskeyForm",
    "authenticate": "accounts.forms.second_steps.CodeForm",
    "authenticate_webauthn": "accounts.forms.second_steps.PasskeyForm",
    "edit_webauthn": "accounts.forms.second_steps.RenamePasskeyForm",
    "login_webauthn": "accounts.forms.second_steps.PasskeyLogInForm",
    "reauthenticate": "accounts.forms.second_steps.CodeAgainForm",
    "reauthenticate_webauthn": "accounts.forms.second_steps.PasskeyAgainForm",
    "signup_webauthn": "accounts.forms.second_steps.SignUpPasskeyForm",
}
# The membership system, where there is one. An address that it has checked leads to its account.
SOCIALACCOUNT_ADAPTER = "accounts.membership.MembershipAdapter"
SOCIALACCOUNT_PROVIDERS = membership.providers(env)
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxy_count or 0

# Sessions, cookies and what a browser may do. How long somebody stays signed in is among the
# numbers; SESSION_COOKIE_AGE is for a visitor who types a code. SESSION_SAVE_EVERY_REQUEST stays
# off: a page view notes now and then that a session is in use, and writes nothing else of it.
SESSION_ENGINE = "lib.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
WHOSE_COOKIE_NAME = "whose"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *membership.where_forms_lead(env)],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "worker-src": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS, DATA_UPLOAD_MAX_NUMBER_FILES = 550, 5  # a roll has 500 boxes

# Letters
DEFAULT_FROM_EMAIL = env.default_from_email or "Alongside <mentoring@example.org>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
BOUNCE_ADDRESS = env.bounce_address  # whither letters come back; off when empty
vars().update(env.email or {})
EMAIL_TIMEOUT = (env.email or {}).get("EMAIL_TIMEOUT") or 30

# Telling CILIP: nothing is told, and nothing kept for it, until the environment asks for it.
TELLING_URL, TELLING_SECRET = env.telling_url, env.telling_secret
TELLING_LIST = env.telling_list

# Words, days and files
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
TIME_ZONE, USE_TZ = "Europe/London", True
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lib.stylesheet.StylesheetFinder",
]
STATIC_ROOT = env.data_folder / "static"
DATA_FOLDER = env.data_folder
ANSWERED_FOLDER = env.answered_folder

PREPARE_ALSO = ["settle_directory"]
# Who was erased, in keys that name nobody. Kept apart from the database: a copy of it from before
# would bring them back.
ERASURE_LEDGER = env.erasure_ledger or env.data_folder / "erasures.txt"
AFTER_RESTORE = ["replay_erasures", "check_invariants"]
# Made from other rows by triggers and by what PREPARE_ALSO runs, so never moved.
MADE_ANEW = [f"mentoring.Directory{kept}" for kept in ("Change", "Set", "Snapshot", "Word")]
# Tables whose rows are never changed and never deleted, as triggers hold (lib/append_only.py).
APPEND_ONLY = ["history.Event", "history.Look", "history.Seal", "history.Gap"]
# A row of these may be deleted that has left its key and hash there.
LET_GO_BY = {"history.Event": "history.Gap", "history.Look": "history.Gap"}
# What the worker runs by the clock, and every how many seconds.
CLOCKS = {
    "retry_tasks": 300,
    "watch_silence": 3600,
    "watch_pairings": 3600,
    "watch_places": 3600,
    "watch_searches": 3600,
    "watch_tellings": 300,
    "watch_complaints": 3600,
    "watch_mentors": 24 * 3600,
    "watch_trainings": 24 * 3600,
    "watch_imports": 24 * 3600,
    "watch_tallies": 24 * 3600,
    "seal_history": 3600,
    "verify_history": 24 * 3600,
    "check_invariants": 24 * 3600,
    "watch_erasures": 3600,
    "watch_copies": 3600,
    "watch_retention": 24 * 3600,
    "replay_erasures": 24 * 3600,
    "clearsessions": 24 * 3600,
    "forget_sessions": 24 * 3600,
    "prune_db_task_results": 24 * 3600,
}

MENTORING: Mapping[str, Any] = numbers.MENTORING
