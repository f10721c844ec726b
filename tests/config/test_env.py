"""The environment: every fault is a sentence, and no sentence gives a secret away."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.env import BASE, Env
from tests.config.conftest import fit

NOT_HTTPS = "TELLING_URL is not https://host/path, without a name or a password in it."
NO_KEY = "SECOND_STEP_KEYS is missing: give it a key that Fernet.generate_key() made."
WRONG_KEY = "SECOND_STEP_KEYS has something that is no key of Fernet.generate_key()."
NO_SECRET = "TELLING_SECRET is not whsec_ and 24 to 64 random bytes in base64."


@pytest.fixture(autouse=True)
def only_this(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def faults() -> list[str]:
    """Why the environment is unfit, a sentence each."""
    try:
        Env.read().insist()
    except ImproperlyConfigured as refusal:
        return str(refusal).splitlines()[1:]
    return []


def test_a_whole_environment_is_fit() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is missing: give it 50 random characters or more."),
        ("SECOND_STEP_KEYS", "", NO_KEY),
        ("SECOND_STEP_KEYS", "c2hvcnQ=", WRONG_KEY),
        ("SECOND_STEP_KEYS", f"{fit(BASE)['SECOND_STEP_KEYS']},c2hvcnQ=", WRONG_KEY),
        ("SECRET_KEY", "Zq3vT9wLx7Rk2Bn8Ys5H", "SECRET_KEY has fewer than 50 characters."),
        ("SECRET_KEY", "ab" * 40, "SECRET_KEY is an example or a pattern: make a random one."),
        (
            "SECRET_KEY",
            "django-insecure-Zq3vT9wLx7Rk2Bn8Ys5Hd4Gf6Jm1Pc0UaEzWi3Ko9Nt2Xb7",
            "SECRET_KEY is an example or a pattern: make a random one.",
        ),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is missing: name the hosts that are served."),
        (
            "ALLOWED_HOSTS",
            "mentoring.example.org,*",
            'ALLOWED_HOSTS has "*": name the hosts, or a forged one is believed.',
        ),
        ("DEBUG", "true", "DEBUG is on: production never runs with it. Take it out."),
        (
            "BASE_URL",
            "",
            "BASE_URL is missing: give the address that links in letters begin with.",
        ),
        ("BASE_URL", "http://mentoring.example.org", "BASE_URL does not begin with https://."),
        (
            "BASE_URL",
            "https://mentoring.example.org/app?x=1",
            "BASE_URL is more than https://host.",
        ),
        ("TRUSTED_PROXY_COUNT", "-1", "TRUSTED_PROXY_COUNT is below 0."),
        (
            "DATABASE_URL",
            "",
            "DATABASE_URL is missing: name the database, as in postgres://user@host/name.",
        ),
        (
            "REPLICA_URL",
            "postgres://standby.example.org/rows",  # beside an SQLite
            "REPLICA_URL is not a standby of PostgreSQL beside a DATABASE_URL of PostgreSQL.",
        ),
        (
            "EMAIL_URL",
            "",
            "EMAIL_URL is missing: name the mail server, as in submission://user@host.",
        ),
        (
            "DEFAULT_FROM_EMAIL",
            "",
            "DEFAULT_FROM_EMAIL is missing: name the address that letters come from.",
        ),
        (
            "TELLING_SECRET",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "TELLING_SECRET is there without TELLING_URL: give both or neither.",
        ),
    ],
)
def test_production_refuses(
    name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    assert faults() == [sentence]


@pytest.mark.parametrize(
    ("address", "secret", "sentences"),
    [
        ("https://cilip.example.org/told", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", []),
        ("http://localhost/", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", [NOT_HTTPS]),
        ("https://me:sesame@cilip.example.org/", "", [NOT_HTTPS, NO_SECRET]),
        ("https://cilip.example.org/", "whsec_c2hvcnQ=", [NO_SECRET]),
    ],
)
def test_cilip_is_told_by_https_and_signed_or_not_at_all(
    address: str, secret: str, sentences: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELLING_URL", address)
    monkeypatch.setenv("TELLING_SECRET", secret)

    assert faults() == sentences


def test_production_refuses_an_unset_proxy_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRUSTED_PROXY_COUNT")

    assert faults() == [
        "TRUSTED_PROXY_COUNT is missing: say how many proxies stand in front, 0 if none."
    ]


def test_production_tells_all_faults_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL"):
        monkeypatch.delenv(name)

    assert len(faults()) == 3


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TRUSTED_PROXY_COUNT", "two", "TRUSTED_PROXY_COUNT cannot be read: Not a valid integer."),
        ("DEBUG", "perhaps", "DEBUG cannot be read: Not a valid boolean."),
        (
            "DATABASE_URL",
            "nosuch://member:sesame@host/rows",
            "DATABASE_URL cannot be read: Not a valid database URL.",
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_and_not_repeated(
    name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured) as refusal:
        Env.read()

    assert str(refusal.value) == sentence


def test_a_secret_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("a key from a file\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    assert Env.read().secret_key == "a key from a file"
