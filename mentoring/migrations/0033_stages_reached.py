from typing import Any

from django.db import migrations
from django.db.models import Min, OuterRef, Q, Subquery

STAGES = {
    "asked_at": "proposed_at",
    "agreed_at": "mentor_accepted_at",
    "started_at": "activated_at",
    "mentored_at": "closed_at",
}


def say_how_far(apps: Any, _schema_editor: Any) -> None:
    """When each enrolment came to its stages first, as its pairings tell."""
    Pairing = apps.get_model("mentoring", "Pairing")
    Enrolment = apps.get_model("registration", "Enrolment")
    reached = {}
    for stage, column in STAGES.items():
        counts = Q(status="completed") if stage == "mentored_at" else Q()
        of_it = Pairing.objects.filter(counts, enrolment=OuterRef("pk")).order_by()
        first = of_it.values("enrolment").annotate(first=Min(column)).values("first")
        reached[stage] = Subquery(first)
    Enrolment.objects.update(**reached)


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0032_noted_when_started"),
        ("registration", "0008_stages"),
    ]

    operations = [migrations.RunPython(say_how_far, migrations.RunPython.noop, elidable=True)]
