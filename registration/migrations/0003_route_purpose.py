"""Say what each route is for, where a member chooses one."""

from typing import Any

from django.db import migrations, models

from registration import seeds


def describe(apps: Any, schema_editor: Any) -> None:
    routes = apps.get_model("registration", "Route").objects
    for slug, purpose in seeds.PURPOSES.items():
        routes.filter(slug=slug, purpose="").update(purpose=purpose)


class Migration(migrations.Migration):
    dependencies = [("registration", "0002_vocabularies")]
    operations = [
        migrations.AddField(
            model_name="route",
            name="purpose",
            field=models.CharField(
                blank=True,
                default="",
                help_text="One sentence, shown where members choose a route. No fees, no periods.",
                max_length=300,
                verbose_name="what it is for",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(describe, migrations.RunPython.noop, elidable=False),
    ]
