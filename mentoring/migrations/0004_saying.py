"""What mentors say, as words that lead to mentors: FTS5 on SQLite, a tsvector on PostgreSQL.

The words come folded and stemmed (mentoring/directory/text), so nothing is left to either
engine's own idea of a language.
"""

from typing import Any

from django.db import migrations

MAKE = {
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


def make(apps: Any, schema_editor: Any) -> None:
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP TABLE mentoring_saying")


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0003_directory")]
    operations = [migrations.RunPython(make, drop, elidable=False)]
