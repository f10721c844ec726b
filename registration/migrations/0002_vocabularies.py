"""Fill the vocabularies. Reverse leaves the rows: the tables go with 0001."""

from typing import Any

from django.db import migrations

from registration import seeds


def fill(apps: Any, _schema_editor: Any) -> None:
    def add(model: str, rows: list[tuple[Any, ...]], *names: str) -> None:
        table = apps.get_model("registration", model).objects
        terms = [
            table.model(position=place, **dict(zip(("slug", "name", *names), row, strict=True)))
            for place, row in enumerate(rows, start=1)
        ]
        table.bulk_create(terms, ignore_conflicts=True)

    routes = [(*route, seeds.PURPOSES[route[0]]) for route in seeds.ROUTES]
    add("Route", routes, "post_nominals", "purpose")
    add("Region", seeds.REGIONS)
    add("Sector", seeds.SECTORS)
    add("KnowledgeArea", seeds.KNOWLEDGE_AREAS)
    add("MeetingWay", seeds.MEETING_WAYS)
    add("Language", seeds.LANGUAGES, "code")
    add("OrganisationKind", seeds.ORGANISATION_KINDS)
    replace_regions(apps.get_model("registration", "Region").objects)


def replace_regions(regions: Any) -> None:
    for slug, name, successor in seeds.REPLACED_REGIONS:
        successor_row = regions.get(slug=successor)
        old = {"name": name, "position": 99, "retired_at": seeds.MIDLANDS_MERGED_AT}
        regions.get_or_create(slug=slug, defaults={**old, "replaced_by": successor_row})


class Migration(migrations.Migration):
    dependencies = [("registration", "0001_first_version")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
