"""Who is listed has said when places and dates were right, so that one can order by it."""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import TruncDate


def confirm(apps: Any, schema_editor: Any) -> None:
    profiles = apps.get_model("mentoring", "MentorProfile").objects
    unsaid = profiles.filter(listed_at__isnull=False, availability_confirmed_on__isnull=True)
    unsaid.update(availability_confirmed_on=TruncDate("listed_at"))


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0004_saying")]
    operations = [
        migrations.RunPython(confirm, migrations.RunPython.noop, elidable=False),
        migrations.AddIndex(
            model_name="mentorprofile",
            index=models.Index(fields=["availability_confirmed_on"], name="mentor_by_confirmation"),
        ),
        migrations.AddConstraint(
            model_name="mentorprofile",
            constraint=models.CheckConstraint(
                name="mentor_listed_means_confirmed",
                condition=models.Q(
                    ("listed_at__isnull", True),
                    ("availability_confirmed_on__isnull", False),
                    _connector="OR",
                ),
            ),
        ),
    ]
