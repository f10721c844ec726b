from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def say_where(apps: Any, _schema_editor: Any) -> None:
    """Where the mentees of proposals that have not started work today."""
    works = apps.get_model("registration", "Registrant").objects.filter(member=OuterRef("mentee"))
    place = {f"mentee_{name}": Subquery(works.values(name)) for name in ("region", "sector")}
    pairings = apps.get_model("mentoring", "Pairing").objects.filter(noted_at__isnull=True)
    pairings.update(**place)


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0043_first_listed"),
        ("registration", "0010_say_where"),
    ]

    operations = [migrations.RunPython(say_where, migrations.RunPython.noop, elidable=True)]
