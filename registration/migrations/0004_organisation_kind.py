"""Bring the kinds of organisation. Reverse takes the table away, and the terms with it."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from registration import seeds


def fill(apps: Any, schema_editor: Any) -> None:
    kinds = apps.get_model("registration", "OrganisationKind").objects
    terms = [
        kinds.model(position=place, slug=slug, name=name)
        for place, (slug, name) in enumerate(seeds.ORGANISATION_KINDS, start=1)
    ]
    kinds.bulk_create(terms)


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0003_route_purpose"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrganisationKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        max_length=60, unique=True, verbose_name="short name in addresses"
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, verbose_name="place in lists"),
                ),
                (
                    "retired_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="no longer offered since"
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Used when terms are merged. A replaced term must also be retired.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="registration.organisationkind",
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "name"),
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="registrant",
            name="organisation_kind",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="registration.organisationkind",
                verbose_name="kind of organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationkind",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_by__isnull", True), ("retired_at__isnull", False), _connector="OR"
                ),
                name="organisationkind_replaced_means_retired",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationkind",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_by__isnull", True),
                    models.Q(("replaced_by", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="organisationkind_not_replaced_by_itself",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
    ]
