"""The agreement of a pairing, and the standard text that it begins with."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from mentoring import seeds


def fill(apps: Any, schema_editor: Any) -> None:
    """The first standard text. Nobody of the office wrote it, and pairings keep what they had."""
    apps.get_model("mentoring", "AgreementTemplate").objects.create(
        language="en", number=1, written_at=timezone.now(), **seeds.AGREEMENT
    )


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0012_meeting"),
        ("registration", "0006_registrant_by_organisation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "aims",
                    models.TextField(
                        blank=True,
                        help_text="What should be different by the end.",
                        max_length=1500,
                        verbose_name="What we want from it",
                    ),
                ),
                (
                    "mentee_expects",
                    models.TextField(
                        blank=True,
                        help_text="And how much of a push the mentee would like.",
                        max_length=1500,
                        verbose_name="What the mentee expects",
                    ),
                ),
                (
                    "mentor_expects",
                    models.TextField(
                        blank=True,
                        help_text="What the mentee brings, and does between meetings.",
                        max_length=1500,
                        verbose_name="What the mentor expects",
                    ),
                ),
                (
                    "meeting",
                    models.TextField(
                        blank=True,
                        help_text="For how long, and by what means.",
                        max_length=1500,
                        verbose_name="How often we meet, and how",
                    ),
                ),
                (
                    "arranging",
                    models.TextField(
                        blank=True,
                        help_text="Dates, a list of points, notes afterwards.",
                        max_length=1500,
                        verbose_name="Who arranges it",
                    ),
                ),
                (
                    "replying",
                    models.TextField(
                        blank=True,
                        help_text="And what to do when it takes longer.",
                        max_length=1500,
                        verbose_name="How soon we reply",
                    ),
                ),
                (
                    "cancelling",
                    models.TextField(
                        blank=True,
                        help_text="How much notice, and what then.",
                        max_length=1500,
                        verbose_name="If one of us cannot come",
                    ),
                ),
                (
                    "target_dates",
                    models.TextField(
                        blank=True,
                        help_text="The mentee’s own. They may move.",
                        max_length=1500,
                        verbose_name="Target dates",
                    ),
                ),
                (
                    "confidentiality",
                    models.TextField(
                        blank=True,
                        help_text="What stays between you, and when one of you would have to speak. Never left empty.",
                        max_length=1500,
                        verbose_name="Confidentiality and its limits",
                    ),
                ),
                (
                    "conflicts",
                    models.TextField(
                        blank=True,
                        help_text="Other roles in which you meet, or might one day.",
                        max_length=1500,
                        verbose_name="Conflicts of interest",
                    ),
                ),
                (
                    "reviewing",
                    models.TextField(
                        blank=True,
                        help_text="A date or an occasion.",
                        max_length=1500,
                        verbose_name="When we look at this again",
                    ),
                ),
                (
                    "if_mentor_stops",
                    models.TextField(
                        blank=True,
                        help_text="What happens to the mentee.",
                        max_length=1500,
                        verbose_name="If the mentor cannot go on",
                    ),
                ),
                (
                    "ending",
                    models.TextField(
                        blank=True,
                        help_text="When the work is done, or before.",
                        max_length=1500,
                        verbose_name="How we end",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")], max_length=6
                    ),
                ),
                ("suggested_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="mentoring.pairing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "aims",
                    models.TextField(
                        blank=True,
                        help_text="What should be different by the end.",
                        max_length=1500,
                        verbose_name="What we want from it",
                    ),
                ),
                (
                    "mentee_expects",
                    models.TextField(
                        blank=True,
                        help_text="And how much of a push the mentee would like.",
                        max_length=1500,
                        verbose_name="What the mentee expects",
                    ),
                ),
                (
                    "mentor_expects",
                    models.TextField(
                        blank=True,
                        help_text="What the mentee brings, and does between meetings.",
                        max_length=1500,
                        verbose_name="What the mentor expects",
                    ),
                ),
                (
                    "meeting",
                    models.TextField(
                        blank=True,
                        help_text="For how long, and by what means.",
                        max_length=1500,
                        verbose_name="How often we meet, and how",
                    ),
                ),
                (
                    "arranging",
                    models.TextField(
                        blank=True,
                        help_text="Dates, a list of points, notes afterwards.",
                        max_length=1500,
                        verbose_name="Who arranges it",
                    ),
                ),
                (
                    "replying",
                    models.TextField(
                        blank=True,
                        help_text="And what to do when it takes longer.",
                        max_length=1500,
                        verbose_name="How soon we reply",
                    ),
                ),
                (
                    "cancelling",
                    models.TextField(
                        blank=True,
                        help_text="How much notice, and what then.",
                        max_length=1500,
                        verbose_name="If one of us cannot come",
                    ),
                ),
                (
                    "target_dates",
                    models.TextField(
                        blank=True,
                        help_text="The mentee’s own. They may move.",
                        max_length=1500,
                        verbose_name="Target dates",
                    ),
                ),
                (
                    "confidentiality",
                    models.TextField(
                        blank=True,
                        help_text="What stays between you, and when one of you would have to speak. Never left empty.",
                        max_length=1500,
                        verbose_name="Confidentiality and its limits",
                    ),
                ),
                (
                    "conflicts",
                    models.TextField(
                        blank=True,
                        help_text="Other roles in which you meet, or might one day.",
                        max_length=1500,
                        verbose_name="Conflicts of interest",
                    ),
                ),
                (
                    "reviewing",
                    models.TextField(
                        blank=True,
                        help_text="A date or an occasion.",
                        max_length=1500,
                        verbose_name="When we look at this again",
                    ),
                ),
                (
                    "if_mentor_stops",
                    models.TextField(
                        blank=True,
                        help_text="What happens to the mentee.",
                        max_length=1500,
                        verbose_name="If the mentor cannot go on",
                    ),
                ),
                (
                    "ending",
                    models.TextField(
                        blank=True,
                        help_text="When the work is done, or before.",
                        max_length=1500,
                        verbose_name="How we end",
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("number", models.PositiveSmallIntegerField()),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="pairing",
            name="standard_text",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mentoring.agreementtemplate",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("standard_text__isnull", True),
                    ("mentor_accepted_at__isnull", False),
                    ("mentee_accepted_at__isnull", False),
                    _connector="OR",
                ),
                name="pairing_standard_text_means_a_yes",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                fields=("pairing", "number"), name="one_agreement_per_pairing_and_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="agreement_is_numbered_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["mentee", "mentor"])),
                name="agreement_is_suggested_by_one_of_the_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed_at__isnull", True),
                    ("suggested_at__isnull", True),
                    ("agreed_at__gte", models.F("suggested_at")),
                    _connector="OR",
                ),
                name="agreement_is_agreed_after_it_is_suggested",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidentiality", ""), _negated=True),
                name="agreement_says_something_on_confidentiality",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementtemplate",
            constraint=models.UniqueConstraint(
                fields=("language", "number"), name="one_agreement_template_per_language_and_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementtemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("confidentiality", ""), _negated=True),
                name="agreement_template_says_something_on_confidentiality",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
    ]
