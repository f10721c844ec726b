"""manage.py prepare: tables, and the table of the cache where the cache lives."""

from pathlib import Path

from lib.sqlite import is_sound
from tests.config.conftest import fit, run

PREPARE_TWICE = """
import django
django.setup()
from accounts.models import Member
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
call_command("prepare", verbosity=0)
call_command("prepare", verbosity=0)
cache.set("said", "yes")
for name in ("default", "cache"):
    tables = connections[name].introspection.table_names()
    print(name, "cache_entries" in tables, "django_migrations" in tables)
with connections["default"].cursor() as asked:
    for pragma in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema"):
        print(pragma, asked.execute(f"PRAGMA {pragma}").fetchone()[0])
print(cache.get("said"))
print("accounts", Member.objects.count())
"""


def test_prepare_may_be_run_again(tmp_path: Path) -> None:
    done = run(PREPARE_TWICE, fit(tmp_path))

    assert done.stdout.splitlines() == [
        "default False True",
        "cache True False",
        f"journal_mode {'wal' if is_sound() else 'delete'}",
        "synchronous 2",
        "foreign_keys 1",
        "trusted_schema 0",
        "yes",
        "accounts 0",
    ], done.stderr
