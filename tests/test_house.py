"""The house keeps its own rules: tree, locks, layers, public pages, sizes."""

import ast
import importlib.util
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from factory.django import DjangoModelFactory

import tests.factories
from config.env import BASE
from history.sentences import SENTENCES

OURS = ("lib", "history", "accounts", "registration", "mentoring", "staff", "demo")
LOCKS = ("requirements.txt", "requirements-dev.txt")
PROGRAMS = ("bench", "bill", "check", "demo", "mutants", "serve", "test")
PUBLIC = {
    "about",
    "accessibility",
    "conduct",
    "demo:letter",
    "demo:post",
    "healthz",
    "help",
    "home",
    "mentoring:calendar_feed",
    "mentoring:complaint",
    "mentoring:concern_report",
    "mentoring:searches_stop",
    "mentoring:suggestions_help",
    "privacy",
    "readyz",
    "robots",
    "security_txt",
    "theme_choose",
}
# allauth's own: who is not signed in must reach them, or is told by them to sign in.
PUBLIC_DOORS = {
    "account_complete_password_reset",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_password_reset_completed",
    "account_reset_password",
    "account_signup",
    "account_signup_by_passkey",
    "admin:login",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_signup_webauthn",
    "mfa_trust",
}
LONGEST_FILE, LONGEST_TEMPLATE = 300, 100
# Made by Event.objects.record, by the directory's triggers and by its settling, in tests as well.
BORN_OF_ACTS = {
    "Event",
    "Gap",
    "Seal",
    "DirectoryChange",
    "DirectorySet",
    "DirectorySnapshot",
    "DirectoryWord",
}


def project() -> dict[str, Any]:
    return tomllib.loads((BASE / "pyproject.toml").read_text())


def python_files() -> Iterator[Path]:
    for folder in (*OURS, "bench", "config", "tests"):
        yield from (
            path for path in (BASE / folder).rglob("*.py") if "migrations" not in path.parts
        )


def relative(path: Path) -> str:
    return path.relative_to(BASE).as_posix()


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "manage.py", ".ci/run", *LOCKS),
        *(f"bin/{program}" for program in PROGRAMS),
        *(f"config/settings/{name}.py" for name in ("base", "dev", "test", "production")),
        *("config/env.py", "config/urls.py", "config/wsgi.py", "config/asgi.py"),
        *(
            f"docs/{name}.md"
            for name in ("concepts", "structure", "style", "testing", "operations")
        ),
        "docs/decisions",
        *OURS,
    ],
)
def test_the_tree_is_as_the_house_draws_it(name: str) -> None:
    assert (BASE / name).exists()


@pytest.mark.parametrize("name", [".ci/run", *(f"bin/{program}" for program in PROGRAMS)])
def test_a_program_runs_as_it_is(name: str) -> None:
    assert os.access(BASE / name, os.X_OK)
    assert (BASE / name).read_text().startswith("#!/")


def test_ci_runs_the_checks_and_then_the_tests() -> None:
    lines = (BASE / ".ci/run").read_text().splitlines()

    assert [line for line in lines if line.startswith("bin/")] == ["bin/check", "bin/test"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_and_hashes_and_names_no_address(lock: str) -> None:
    text = (BASE / lock).read_text()
    packages = text.replace("\\\n", " ").splitlines()

    assert "://" not in text
    assert [each for each in packages if not re.match(r"\S+==\S+ .*--hash=sha256:", each)] == []


def test_psycopg_3_does_not_take_the_place_of_psycopg2() -> None:
    assert importlib.util.find_spec("psycopg") is None


def test_every_rule_that_is_off_has_its_reason() -> None:
    ruff = (BASE / "pyproject.toml").read_text().partition("[tool.ruff.lint]")[2]
    ignored = re.findall(
        r'^    "[A-Z]+\d*",(?! ").*$', ruff.partition("[tool.mypy]")[0], re.MULTILINE
    )

    assert len(ignored) > 5
    assert [line for line in ignored if "#" not in line] == []


def test_layers_are_checked_as_the_house_draws_them() -> None:
    contracts = {each["id"]: each for each in project()["tool"]["importlinter"]["contracts"]}

    assert contracts["apps"]["layers"] == [*reversed(OURS)]
    assert contracts["config"]["forbidden_modules"] == ["config"]
    assert set(contracts["config"]["source_modules"]) == set(OURS)
    assert contracts["inside"]["layers"] == [
        "(urls)",
        "(views)",
        "(forms)",
        "(directory) : (notices)",
        "(models)",
        "(querysets)",
        "(states) : (tasks)",
    ]


def test_public_pages_are_these_and_no_others() -> None:
    public = {name for name, view in named_views() if not getattr(view, "login_required", True)}

    assert public == PUBLIC | PUBLIC_DOORS


def named_views(resolver: Any = None, space: str = "") -> Iterator[tuple[str, Any]]:
    """Every address that has a name, with its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from named_views(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", entry.callback


def test_every_model_has_a_factory() -> None:
    made = {
        factory._meta.model
        for factory in vars(tests.factories).values()
        if isinstance(factory, type) and issubclass(factory, DjangoModelFactory)
    }
    models = {model for app in OURS for model in apps.get_app_config(app).get_models()}

    assert {model.__name__ for model in models - made} == BORN_OF_ACTS


def test_every_recorded_verb_has_a_sentence() -> None:
    recorded = {
        verb
        for path in python_files()
        if "tests" not in path.parts
        for verb in re.findall(r'\.record\(\s*"([a-z_]+\.[a-z_]+)"', path.read_text())
    }

    assert len(recorded) > 10
    assert recorded - set(SENTENCES) == set()


def test_every_letter_is_written_in_text_and_in_html() -> None:
    folder = BASE / "templates" / "emails"
    letters = {path.name.removesuffix(".subject.txt") for path in folder.glob("*.subject.txt")}
    missing = {
        f"{letter}{kind}"
        for letter in letters
        for kind in (".txt", ".html")
        if not (folder / f"{letter}{kind}").exists()
    }

    assert letters
    assert missing == set()


def test_files_of_the_product_are_short() -> None:
    long = {
        relative(path): lines
        for path in python_files()
        if "tests" not in path.parts
        and (lines := len(path.read_text().splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_templates_are_short() -> None:
    long = {
        relative(path): lines
        for path in (BASE / "templates").rglob("*.html")
        if (lines := len(path.read_text().splitlines())) > LONGEST_TEMPLATE
    }

    assert long == {}


def test_every_function_tells_its_types() -> None:
    untyped = [
        f"{relative(path)}:{function.lineno} {function.name}"
        for path in python_files()
        if "tests" not in path.parts
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef) and function.returns is None
    ]

    assert untyped == []
