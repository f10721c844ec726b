from typing import Any

from django.conf import settings
from django.db import migrations, models

# So that PostgreSQL knows how few whole days there are, and lets several workers count them.
WAITS = (
    ("pairing_waits", "mentoring_pairing", "replied_at", "proposed_at"),
    ("enrolment_waits", "registration_enrolment", "started_at", "opened_at"),
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
    dependencies = [
        ("mentoring", "0044_proposals_say_where"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="pairing", name="pairing_replied"),
        migrations.RemoveIndex(model_name="pairing", name="pairing_declined"),
        migrations.AddIndex(
            model_name="pairing",
            index=models.Index(
                fields=["proposed_at", "replied_at", "route", "mentee_region", "mentee_sector"],
                name="pairing_replied",
            ),
        ),
        migrations.AddIndex(
            model_name="pairing",
            index=models.Index(
                condition=models.Q(("status", "declined")),
                fields=["closed_at", "declined_for", "route", "mentee_region", "mentee_sector"],
                name="pairing_declined",
            ),
        ),
        migrations.RunPython(know_the_waits, forget_the_waits),
    ]
