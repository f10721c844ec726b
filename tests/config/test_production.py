"""Production settings as they stand, and what a browser gets from them."""

from typing import Any

import pytest

from tests.config.conftest import Ask, run

NAMES = (
    "ACCOUNT_LOGOUT_ON_GET ACCOUNT_PREVENT_ENUMERATION ACCOUNT_REAUTHENTICATION_REQUIRED "
    "ALLAUTH_TRUSTED_PROXY_COUNT ALLOWED_HOSTS CSRF_COOKIE_HTTPONLY CSRF_COOKIE_NAME "
    "CSRF_COOKIE_SAMESITE CSRF_COOKIE_SECURE DEBUG INSTALLED_APPS MESSAGE_STORAGE "
    "SECURE_HSTS_INCLUDE_SUBDOMAINS SECURE_HSTS_SECONDS SECURE_PROXY_SSL_HEADER "
    "SECURE_SSL_REDIRECT SESSION_COOKIE_HTTPONLY SESSION_COOKIE_NAME SESSION_COOKIE_SAMESITE "
    "SESSION_COOKIE_SECURE SESSION_SAVE_EVERY_REQUEST SESSION_SERIALIZER TASKS"
).split()
ASK_SETTINGS = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {NAMES}}}))
"""
ASK_PAGES = """
import json, django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("prepare", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
host = {"HTTP_HOST": "mentoring.example.org"}
told = Client(**host, HTTP_X_FORWARDED_PROTO="https")
plain = Client(**host)
answers = {
    "robots": told.get("/robots.txt"),
    "log_in": told.get("/accounts/login/"),
    "refused": told.post("/accounts/login/"),
    "unknown": told.get("/nowhere/"),
    "stranger": told.get("/robots.txt", headers={"host": "evil.example.net"}),
    "plain": plain.get("/robots.txt"),
    "healthz": plain.get("/healthz"),
    "readyz": plain.get("/readyz"),
}
print(json.dumps({
    name: {"status": answer.status_code, "headers": dict(answer.headers),
           "cookies": [str(each.OutputString()) for each in answer.cookies.values()]}
    for name, answer in answers.items()
}))
"""


@pytest.fixture(scope="module")
def settings(ask_production: Ask) -> dict[str, Any]:
    return dict(ask_production(ASK_SETTINGS))


@pytest.fixture(scope="module")
def answers(ask_production: Ask) -> dict[str, Any]:
    return dict(ask_production(ASK_PAGES))


def test_production_does_not_start_without_an_environment() -> None:
    done = run(
        "import django; django.setup()", {"DJANGO_SETTINGS_MODULE": "config.settings.production"}
    )

    assert done.returncode == 1
    assert "SECRET_KEY is missing: give it 50 random characters or more." in done.stderr


def test_the_settings_are_the_strict_ones(settings: dict[str, Any]) -> None:
    settings.pop("INSTALLED_APPS")

    assert settings == {
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
        "ALLOWED_HOSTS": ["mentoring.example.org"],
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": True,
        "DEBUG": False,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_SECONDS": 63_072_000,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_SAVE_EVERY_REQUEST": False,
        "SESSION_SERIALIZER": "django.contrib.sessions.serializers.JSONSerializer",
        "TASKS": {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}},
    }


def test_no_header_is_believed_without_a_proxy(environment: dict[str, str]) -> None:
    script = "from django.conf import settings; print(settings.SECURE_PROXY_SSL_HEADER)"

    done = run(script, {**environment, "TRUSTED_PROXY_COUNT": "0"})

    assert done.stdout == "None\n"


def test_check_deploy_has_nothing_to_say(environment: dict[str, str]) -> None:
    script = "import sys; from django.core.management import execute_from_command_line as run;"
    script += "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])"

    done = run(script, {**environment, "DATABASE_URL": "postgres://localhost/rows"})

    assert (done.returncode, done.stderr) == (0, "")


def test_every_answer_has_the_whole_set_of_headers(answers: dict[str, Any]) -> None:
    wanted = {
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": (
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), "
            "publickey-credentials-get=(self), publickey-credentials-create=(self)"
        ),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    for name, answer in answers.items():
        held = {header: answer["headers"].get(header) for header in wanted}
        assert held == wanted, name


@pytest.mark.parametrize("name", ["log_in", "refused", "unknown", "robots", "healthz"])
def test_every_answer_says_its_kind_and_its_encoding(answers: dict[str, Any], name: str) -> None:
    kind, _, encoding = answers[name]["headers"]["Content-Type"].partition("; ")
    assert kind in ("text/html", "text/plain")
    assert encoding == "charset=utf-8"


def test_the_content_policy_has_no_exception(answers: dict[str, Any]) -> None:
    for name, answer in answers.items():
        policy = answer["headers"]["Content-Security-Policy"].split("; ")
        assert sorted(policy) == [
            "base-uri 'none'",
            "connect-src 'self'",
            "default-src 'none'",
            "font-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "img-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "worker-src 'none'",
        ], name


def test_answers_over_tls_insist_on_it(answers: dict[str, Any]) -> None:
    log_in = answers["log_in"]["headers"]["Strict-Transport-Security"]

    assert log_in == "max-age=63072000; includeSubDomains"


def test_answers_without_tls_are_sent_there(answers: dict[str, Any]) -> None:
    plain = answers["plain"]

    assert (plain["status"], plain["headers"]["Location"]) == (
        301,
        "https://mentoring.example.org/robots.txt",
    )


@pytest.mark.parametrize("name", ["healthz", "readyz"])
def test_a_probe_beside_the_server_needs_no_tls(answers: dict[str, Any], name: str) -> None:
    assert (answers[name]["status"], answers[name]["cookies"]) == (200, [])


def test_a_forged_host_is_refused(answers: dict[str, Any]) -> None:
    assert answers["stranger"]["status"] == 400


def test_cookies_are_bound_to_the_host(answers: dict[str, Any]) -> None:
    cookie = answers["log_in"]["cookies"][0]

    assert cookie.startswith("__Host-csrf=")
    assert cookie.endswith("; HttpOnly; Max-Age=31449600; Path=/; SameSite=Lax; Secure")


def test_a_visitor_gets_no_session(answers: dict[str, Any]) -> None:
    assert answers["robots"]["cookies"] == []
