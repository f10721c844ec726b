"""Whoever is or has been listed need not apply, as history and the listing itself say."""

from typing import Any

from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

LISTED = "mentor.listed"
OF_A_PROFILE = "mentoring.mentorprofile"


def fill(apps: Any, _schema_editor: Any) -> None:
    """The first of all listings; of whom history does not tell, the one that lasts."""
    events = apps.get_model("history", "Event").objects.filter(
        subject_type=OF_A_PROFILE, subject_id=OuterRef("pk"), verb=LISTED
    )
    first = Subquery(events.order_by("at", "pk").values("at")[:1])
    profiles = apps.get_model("mentoring", "MentorProfile").objects.filter(first_listed_at=None)
    profiles.update(first_listed_at=Coalesce(first, F("listed_at")))


class Migration(migrations.Migration):
    dependencies = [
        ("history", "0003_look_at_a_search"),
        ("mentoring", "0042_applications"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
