"""Every completion on record gets a code of its own; they are counted unique afterwards."""

from typing import Any

from django.db import migrations, models

import lib.codes

AT_ONCE = 1_000


def give_codes(apps: Any, _schema_editor: Any) -> None:
    completions = apps.get_model("mentoring", "TrainingCompletion").objects
    without = completions.filter(code="").order_by("pk")
    while rows := list(without[:AT_ONCE]):
        for row in rows:
            row.code = lib.codes.new_code()
        completions.bulk_update(rows, ["code"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0037_training_day")]

    operations = [
        migrations.AddField(
            model_name="trainingcompletion",
            name="code",
            field=models.CharField(default="", editable=False, max_length=12),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
    ]
