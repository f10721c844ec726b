"""What no model says: the table of sayings, the standard agreement, and what PostgreSQL counts.

What mentors say is kept as words that lead to mentors: FTS5 on SQLite, a tsvector on
PostgreSQL. The words come folded and stemmed (mentoring/directory/text), so nothing is left to
either engine's own idea of a language.
"""

from typing import Any

from django.db import migrations
from django.utils import timezone

from mentoring import seeds

SAYINGS = {
    "sqlite": [
        """
        CREATE VIRTUAL TABLE mentoring_saying USING fts5(
            digest UNINDEXED, words, prefix = '2 3', tokenize = "ascii tokenchars './'"
        )
        """,
    ],
    "postgresql": [
        """
        CREATE TABLE mentoring_saying (
            profile_id bigint PRIMARY KEY, digest bigint NOT NULL, words tsvector NOT NULL
        )
        """,
        "CREATE INDEX mentoring_saying_words ON mentoring_saying USING gin (words)",
    ],
}
# So that PostgreSQL knows how few whole days there are, and lets several workers count them.
WAITS = (
    ("pairing_waits", "mentoring_pairing", "replied_at", "proposed_at"),
    ("enrolment_waits", "registration_enrolment", "started_at", "opened_at"),
)


def make_sayings(_apps: Any, schema_editor: Any) -> None:
    for statement in SAYINGS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_sayings(_apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE mentoring_saying")


def write_agreement(apps: Any, _schema_editor: Any) -> None:
    """The first standard text, which nobody of the office wrote. Reverse leaves it."""
    apps.get_model("mentoring", "AgreementTemplate").objects.create(
        language="en", number=1, written_at=timezone.now(), **seeds.AGREEMENT
    )


def know_the_waits(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name, table, later, earlier in WAITS:
            schema_editor.execute(
                f"CREATE STATISTICS {name} (ndistinct)"
                f" ON (DATE_PART('day', {later} - {earlier})::integer), route_id FROM {table}"
            )


def forget_the_waits(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name, *_rest in WAITS:
            schema_editor.execute(f"DROP STATISTICS {name}")


class Migration(migrations.Migration):
    replaces = [
        ("mentoring", "0004_saying"),
        ("mentoring", "0013_agreement"),
        ("mentoring", "0045_waits_by_place"),
    ]
    dependencies = [("mentoring", "0001_first_version")]
    operations = [
        migrations.RunPython(make_sayings, drop_sayings),
        migrations.RunPython(write_agreement, migrations.RunPython.noop),
        migrations.RunPython(know_the_waits, forget_the_waits),
    ]
