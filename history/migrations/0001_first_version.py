import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("history", "0001_event"),
        ("history", "0002_looks"),
        ("history", "0003_look_at_a_search"),
        ("history", "0004_seals"),
        ("history", "0005_gaps"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Gap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=40)),
                ("key", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("label__in", ["history.Event", "history.Look"])),
                        name="a_gap_is_in_a_known_table",
                    ),
                    models.UniqueConstraint(fields=("label", "key"), name="a_row_is_let_go_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=40)),
                ("last", models.BigIntegerField()),
                ("rows", models.PositiveIntegerField()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("label__in", ["history.Event", "history.Look"])),
                        name="a_seal_is_of_a_known_table",
                    ),
                    models.UniqueConstraint(
                        fields=("label", "previous"), name="a_seal_is_followed_by_one_seal"
                    ),
                    models.UniqueConstraint(fields=("label", "last"), name="a_row_is_sealed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("rows__gt", 0)), name="a_seal_is_over_rows"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=60)),
                ("subject_type", models.CharField(max_length=60)),
                ("subject_id", models.BigIntegerField()),
                ("particulars", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["subject_type", "subject_id", "at"], name="event_by_subject"
                    ),
                    models.Index(fields=["verb", "at"], name="event_by_verb"),
                    models.Index(fields=["-at", "-id"], name="event_by_time"),
                    models.Index(fields=["actor", "-at"], name="event_by_actor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        choices=[
                            ("details", "Details, training and counts of pairings"),
                            ("training", "A training record"),
                            ("history", "What has happened"),
                            ("search", "Mentors who may fit, to suggest one"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("hour", models.DateTimeField()),
                (
                    "viewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "whose",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["whose", "-at"], name="look_by_whose"),
                    models.Index(fields=["-at"], name="look_by_time"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("page__in", ["details", "history", "search", "training"])
                        ),
                        name="a_look_is_at_a_known_page",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("viewer", models.F("whose")), _negated=True),
                        name="a_look_at_ones_own_record_is_none",
                    ),
                    models.UniqueConstraint(
                        fields=("viewer", "whose", "page", "hour"),
                        name="one_look_per_hour_record_and_page",
                    ),
                ],
            },
        ),
    ]
