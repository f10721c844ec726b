"""File everybody under their name, those who have joined already among them."""

from typing import Any

from django.db import migrations

import accounts.fields


def file_everybody(apps: Any, schema_editor: Any) -> None:
    members = apps.get_model("accounts", "Member")
    filed_as = members._meta.get_field("filed_as")
    everybody = list(members._default_manager.only("name"))
    for member in everybody:
        member.filed_as = filed_as.filed(member.name)
    members._default_manager.bulk_update(everybody, ["filed_as"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_member"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="filed_as",
            field=accounts.fields.FiledField(
                db_index=True,
                default="",
                editable=False,
                max_length=150,
                of="name",
                verbose_name="filed as",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(file_everybody, migrations.RunPython.noop, elidable=False),
    ]
