from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def say_where(apps: Any, _schema_editor: Any) -> None:
    """Where the members of enrolments work. Of closed ones it is where they work today."""
    works = apps.get_model("registration", "Registrant").objects.filter(member=OuterRef("member"))
    place = {name: Subquery(works.values(name)) for name in ("region", "sector")}
    apps.get_model("registration", "Enrolment").objects.update(**place)


class Migration(migrations.Migration):
    dependencies = [("registration", "0009_enrolment_by_place")]

    operations = [migrations.RunPython(say_where, migrations.RunPython.noop, elidable=True)]
