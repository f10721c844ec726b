from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def say_the_route(apps: Any, _schema_editor: Any) -> None:
    """A pairing has the route of its enrolment from its proposal on."""
    routes = apps.get_model("registration", "Enrolment").objects.filter(pk=OuterRef("enrolment_id"))
    pairings = apps.get_model("mentoring", "Pairing").objects.filter(route__isnull=True)
    pairings.update(route=Subquery(routes.values("route")[:1]))


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0034_tallies")]

    operations = [
        migrations.RemoveConstraint(model_name="pairing", name="pairing_route_when_noted"),
        migrations.RunPython(say_the_route, migrations.RunPython.noop, elidable=True),
    ]
