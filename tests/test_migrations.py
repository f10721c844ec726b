"""What changes tables after the first version may be done while the product is in use."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, migrations, models
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django_migration_linter.sql_analyser import analyse_sql_statements
from django_migration_linter.sql_analyser.postgresql import PostgresqlAnalyser

from config.env import BASE

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]
# The last of each app in the first version: nobody used the product while these came.
FIRST = ("0001_first_version", "0002_beside_the_models")
FIRST_VERSION = {"accounts": 1, "history": 1, "mentoring": 2, "registration": 2}
# What is found and done all the same, with the reason: {("mentoring", "0060_x"): {"DROP_COLUMN"}}.
EXCUSED: dict[tuple[str, str], set[str]] = {}
LONG_LOCKS = {"CREATE_INDEX", "CREATE_INDEX_EXCLUSIVE", "DROP_INDEX", "REINDEX"}


def faults(migration: Migration) -> set[str]:
    """The codes of what would break old code that still runs, or keep it waiting."""
    sql = list(_sql_of(migration))
    errors, _ignored, warnings = analyse_sql_statements(PostgresqlAnalyser, sql, [])
    found = {fault.code for fault in errors} | {fault.code for fault in warnings} & LONG_LOCKS
    return found | set(_faults_of_rows(migration))


def _sql_of(migration: Migration) -> Iterator[str]:
    """As PostgreSQL would be given it; rows are not changed."""
    loader = MigrationLoader(connection)
    node = (migration.app_label, migration.name)
    is_ours = node in loader.graph.nodes
    state = loader.project_state(node, at_end=False) if is_ours else loader.project_state()
    with connection.schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
        migration.apply(state, editor, collect_sql=True)
        yield "BEGIN;" if migration.atomic else ""
        yield from editor.collected_sql


def _faults_of_rows(migration: Migration) -> Iterator[str]:
    for operation in migration.operations:
        if isinstance(operation, migrations.RunPython):
            if migration.atomic:
                yield "ROWS_IN_ONE_TRANSACTION"
            if operation.reverse_code is None:
                yield "ROWS_ONE_WAY"


def later() -> list[Migration]:
    loader = MigrationLoader(None)
    return [
        migration
        for (app, name), migration in loader.disk_migrations.items()
        if app in FIRST_VERSION and int(name[:4]) > FIRST_VERSION[app]
    ]


def test_the_first_version_is_of_every_app_of_ours() -> None:
    ours = {app for app in settings.INSTALLED_APPS if (BASE / app / "migrations").is_dir()}
    assert set(FIRST_VERSION) == ours


def test_tables_change_while_the_product_is_in_use() -> None:
    found = {(each.app_label, each.name): faults(each) for each in later()}
    assert {name: codes for name, codes in found.items() if codes} == EXCUSED


def test_nothing_of_the_time_before_is_left_out() -> None:
    """Fresh databases note the names of then too, so only a count sees that one is missing."""
    loader, before = MigrationLoader(None), {}
    for (app, name), migration in loader.disk_migrations.items():
        if app in FIRST_VERSION and int(name[:4]) <= FIRST_VERSION[app]:
            named = migration.replaces or [(app, name)]
            before[app] = before.get(app, 0) + len({each for each in named if each[0] == app})
    assert before == {"accounts": 10, "history": 5, "mentoring": 52, "registration": 10}


def test_a_database_of_the_time_before_the_first_version_goes_on() -> None:
    squashed = MigrationRecorder.Migration.objects.filter(name__in=FIRST)
    assert squashed.filter(app__in=FIRST_VERSION).delete()[0] == 5
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def planted(*operations: migrations.operations.base.Operation, atomic: bool = True) -> set[str]:
    migration = Migration("9999_planted", "mentoring")
    migration.operations, migration.atomic = list(operations), atomic
    return faults(migration)


def nothing(apps: object, editor: object) -> None:
    pass


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (migrations.RemoveField("Message", "text"), "DROP_COLUMN"),
        (migrations.RenameField("Message", "text", "words"), "RENAME_COLUMN"),
        (migrations.RenameModel("Message", "Letter"), "RENAME_TABLE"),
        (migrations.DeleteModel("CalendarFeed"), "DROP_TABLE"),
        (migrations.AddField("Message", "x", models.IntegerField(default=1)), "NOT_NULL"),
        (migrations.AlterField("Message", "text", models.IntegerField()), "ALTER_COLUMN"),
        (
            migrations.AddIndex("Message", models.Index("text", name="by_text")),
            "CREATE_INDEX",
        ),
        (
            migrations.AddConstraint(
                "Message", models.UniqueConstraint(fields=["text"], name="once")
            ),
            "ADD_UNIQUE",
        ),
        (migrations.RunPython(nothing, nothing), "ROWS_IN_ONE_TRANSACTION"),
        (migrations.RunPython(nothing), "ROWS_ONE_WAY"),
    ],
)
def test_what_would_break_or_stop_it_is_found(
    operation: migrations.operations.base.Operation, code: str
) -> None:
    assert code in planted(operation)


def test_what_the_old_code_does_not_notice_is_fine() -> None:
    empty = migrations.AddField("Message", "x", models.IntegerField(null=True))
    filled = migrations.AddField("Message", "x", models.IntegerField(db_default=1))
    assert planted(empty) == planted(filled) == set()
    assert planted(migrations.RunPython(nothing, nothing), atomic=False) == set()
