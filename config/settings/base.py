"""What every setting of the product shares. The numbers that are choices are in MENTORING."""

from collections.abc import Mapping
from typing import Any

from csp.constants import NONE, SELF

from config.databases import caches, databases
from config.env import BASE, env
from lib.numbers import Numbers

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

# The first four write headers, and stand outermost so that redirects, refusals and static
# files carry them as well.
MIDDLEWARE = [
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
    "accounts.middleware.own_language_and_time",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
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
DATABASE_ROUTERS = ["lib.routers.CacheRouter"] if "cache" in DATABASES else []
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
    "confirm_email_verification_code": "accounts.forms.entrance.AddressCodeForm",
    "confirm_password_reset_code": "accounts.forms.entrance.ResetCodeForm",
    "login": "accounts.forms.entrance.LogInForm",
    "reauthenticate": "accounts.forms.entrance.ReauthenticateForm",
    "reset_password": "accounts.forms.entrance.ResetForm",
    "reset_password_from_key": "accounts.forms.entrance.NewPasswordForm",
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
ALLAUTH_TRUSTED_PROXY_COUNT = env.trusted_proxy_count or 0

# Sessions, cookies and what a browser may do. SESSION_SAVE_EVERY_REQUEST stays off, so a
# session ends fourteen days after its log-in and no page view writes to the database.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
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
        "form-action": [SELF],
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

PREPARE_ALSO = ["settle_directory"]
AFTER_RESTORE = ["check_invariants"]
# Made from other rows by triggers and by what PREPARE_ALSO runs, so never moved.
MADE_ANEW = [f"mentoring.Directory{kept}" for kept in ("Change", "Set", "Snapshot", "Word")]
# What the worker runs by the clock, and every how many seconds.
CLOCKS = {
    "retry_tasks": 300,
    "watch_silence": 3600,
    "watch_pairings": 3600,
    "watch_places": 3600,
    "watch_searches": 3600,
    "watch_tellings": 300,
    "watch_mentors": 24 * 3600,
    "watch_imports": 24 * 3600,
    "watch_tallies": 24 * 3600,
    "clearsessions": 24 * 3600,
    "prune_db_task_results": 24 * 3600,
}

MENTORING: Mapping[str, Any] = {
    "OPEN_PROPOSALS_PER_ENROLMENT": 3,
    "DEFAULT_CAPACITY": 2,
    "MOST_CAPACITY": 20,
    "REMIND_AFTER_DAYS": (3, 10),
    "EXPIRE_AFTER_DAYS": 14,
    "NUDGE_AFTER_DAYS": 60,
    "COMPLETE_AFTER_DAYS": 14,
    "LONGEST_PAUSE_DAYS": 366,
    "CHECK_IN_AFTER_DAYS": 30,
    "CHECK_IN_EVERY": 90,  # days
    "EDIT_MINUTES": 10,
    "MOST_AIMS": 10,
    "MOST_STEPS": 100,
    "MONTHS_AHEAD": 36,  # how far ahead a month for a step can be chosen
    "MENTORS_AFTER_A_NO": 3,
    "FEWEST_COUNTED": 5,  # a smaller count of people is not shown
    "MESSAGES_PAGE_SIZE": 50,
    "MEETINGS_PAGE_SIZE": 20,
    "MEETINGS_AHEAD_DAYS": 731,
    "MOST_PLANNED": 60,
    "CALENDAR_PAST_DAYS": 90,
    "DIRECTORY_PAGE_SIZE": 20,
    "SHORTEST_WHY_YOU": 40,
    "MOST_AREAS_TO_DEVELOP": 5,
    "ROLL_LIMIT": 500,
    "UNDO_TRAINING_HOURS": 4,  # for whoever recorded a roll to take it back in one act
    "CONFIRMED_LATELY_DAYS": 30,
    "CONFIRM_AFTER_DAYS": 90,  # how old a mentor's word on their places may be
    "CONFIRM_ASKS": 2,
    "CONFIRM_WITHIN_DAYS": 14,
    "WAITING_AFTER_DAYS": 30,  # without a mentor, until the office is shown it
    "SHOWN_AFTER_SILENCES": 2,  # the same, until the office is shown it,
    "SILENCES_COUNTED_DAYS": 180,  # of so many days
    "NOT_LISTED_AFTER_DAYS": 14,  # trained and not listed, until the office is shown it
    "REST_AFTER_SILENCES": 3,  # proposals in a row that a mentor did not answer
    "ASKED_LATELY_DAYS": 30,
    "ASKED_OFTEN": 3,
    # On how many days of four a mentor counts as unasked who was asked a little, and often.
    "QUARTERS_WHEN_ASKED": (3, 2),
    "ANSWERS_SOON_DAYS": 3,
    "ANSWERS_COUNTED_DAYS": 730,
    "FEWEST_ANSWERS": 3,
    # What each reason counts when mentors are suggested; the help page explains them.
    "SUGGESTED": {
        "route": 8,
        "area": 4,  # each of those that a member wants to develop
        "language": 4,
        "way": 3,
        "sector": 3,
        "organisation": 2,
        "level": 2,
        "answers": 3,
        "unasked": 4,
        "confirmed": 2,
        "place": 8,
    },
    "MOST_SHORTLISTED": 50,
    "MOST_WATCHED": 20,
    "MOST_COMPARED": 4,
    "MOST_SAVED_SEARCHES": 10,
    "MOST_NAMED_AS_NEW": 3,
    "STOP_LINK_DAYS": 60,
    # What is read of an uploaded or pasted table; beyond it, in a sentence, nothing.
    "TABLE_MOST_BYTES": 2_000_000,
    "TABLE_MOST_ROWS": 5_001,  # a heading, and 5,000 below it
    "TABLE_MOST_COLUMNS": 100,
    "TABLE_MOST_LETTERS": 2_000,  # in one cell
    "TABLE_MOST_UNPACKED": 30_000_000,  # bytes of a workbook, whatever it says of itself
    "IMPORT_MOST_PAIRINGS": 500,  # each is asked and written by itself
    "IMPORT_UNDO_DAYS": 30,  # after that its rows are emptied, and it stays
    "TELLING_TRIES": 15,  # over two days and a half
    "CONCERN_DAYS": 2,  # working days until somebody has read a report
}
# Each of them the office may choose, or it has a reason in mentoring/numbers.py.
MENTORING = Numbers(MENTORING)
