import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What is reported to those who look after safety."""

    dependencies = [
        ("mentoring", "0021_endings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("message", "A message"),
                            ("profile", "A mentor’s profile"),
                            ("pairing", "A proposal or pairing"),
                            ("service", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("danger", "Somebody may come to harm"),
                            ("harassment", "Harassment, threats or discrimination"),
                            ("privacy", "Something private was passed on"),
                            ("false", "Something here is not true"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=4000)),
                ("attached", models.TextField(blank=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("reported_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True, max_length=4000)),
                (
                    "about",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="concerns",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("topic__in", ["message", "pairing", "profile", "service"])
                        ),
                        name="concern_topic_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                ["", "danger", "false", "harassment", "other", "privacy"],
                            )
                        ),
                        name="concern_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at__isnull", True), ("taken_by__isnull", True)),
                            models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="concern_taken_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="concern_closed_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_at__isnull", True),
                            ("reported_at__isnull", True),
                            ("taken_at__gte", models.F("reported_at")),
                            _connector="OR",
                        ),
                        name="concern_is_taken_after_it_is_reported",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            ("taken_at__isnull", True),
                            ("closed_at__gte", models.F("taken_at")),
                            _connector="OR",
                        ),
                        name="concern_is_closed_after_it_is_taken",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("taken_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("closed_at__isnull", False), _negated=True),
                                models.Q(
                                    ("taken_at__isnull", False),
                                    models.Q(("outcome", ""), _negated=True),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="concern_closed_with_an_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reporter__isnull", True), ("email", ""), _connector="OR"
                        ),
                        name="concern_address_only_of_visitors",
                    ),
                ],
            },
        ),
    ]
