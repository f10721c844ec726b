import accounts.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import lib.codes
import mentoring.models.profile
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("mentoring", "0001_mentoring"),
        ("mentoring", "0002_front_line"),
        ("mentoring", "0003_directory"),
        ("mentoring", "0005_listed_means_confirmed"),
        ("mentoring", "0006_mentor_mark"),
        ("mentoring", "0007_directory_word"),
        ("mentoring", "0008_saved_search"),
        ("mentoring", "0009_search_letter"),
        ("mentoring", "0010_conversation"),
        ("mentoring", "0011_reasons"),
        ("mentoring", "0012_meeting"),
        ("mentoring", "0014_mentoring_record"),
        ("mentoring", "0015_block"),
        ("mentoring", "0016_aims"),
        ("mentoring", "0017_quiet_times"),
        ("mentoring", "0018_reflection"),
        ("mentoring", "0019_calendar_feed"),
        ("mentoring", "0020_ending_columns"),
        ("mentoring", "0021_endings"),
        ("mentoring", "0022_concern"),
        ("mentoring", "0023_check_ins"),
        ("mentoring", "0024_asked_to_confirm"),
        ("mentoring", "0025_pairing_suggested"),
        ("mentoring", "0026_imports"),
        ("mentoring", "0027_import_pairings"),
        ("mentoring", "0028_telling"),
        ("mentoring", "0029_chosen_number"),
        ("mentoring", "0030_wording"),
        ("mentoring", "0031_noted_columns"),
        ("mentoring", "0032_noted_when_started"),
        ("mentoring", "0033_stages_reached"),
        ("mentoring", "0034_tallies"),
        ("mentoring", "0035_route_from_the_start"),
        ("mentoring", "0036_figures"),
        ("mentoring", "0037_training_day"),
        ("mentoring", "0038_training_codes"),
        ("mentoring", "0039_a_code_is_of_one_completion"),
        ("mentoring", "0040_desk_item"),
        ("mentoring", "0041_bounced_and_interested"),
        ("mentoring", "0042_applications"),
        ("mentoring", "0043_first_listed"),
        ("mentoring", "0044_proposals_say_where"),
        ("mentoring", "0046_validity"),
        ("mentoring", "0047_retention"),
        ("mentoring", "0048_complaint"),
        ("mentoring", "0049_cancelled_days"),
        ("mentoring", "0050_holds"),
        ("mentoring", "0051_complaint_answer"),
        ("mentoring", "0052_past_counts"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("registration", "0001_first_version"),
    ]

    operations = [
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("language", "number"),
                        name="one_agreement_template_per_language_and_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidentiality", ""), _negated=True),
                        name="agreement_template_says_something_on_confidentiality",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("applied_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("yes", "Yes"), ("no", "Not now")], max_length=3
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="applications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["", "no", "yes"])),
                        name="application_answer_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False), ("answered_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="application_answered_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("answered_at__isnull", False), _negated=True),
                                ("answer", ""),
                            ),
                            _connector="OR",
                        ),
                        name="application_answered_with_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "no"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("answer", "no"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="application_no_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_at__isnull", True),
                            ("answered_at__isnull", True),
                            _connector="OR",
                        ),
                        name="application_taken_back_is_not_answered",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True), ("taken_back_at__isnull", True)
                        ),
                        fields=("member",),
                        name="one_application_waits_per_member",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("blocked_at", models.DateTimeField()),
                (
                    "blocked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "blocker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("blocker", "blocked"), name="one_block_per_blocker_and_blocked"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("blocker", models.F("blocked")), _negated=True),
                        name="block_not_of_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChosenNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("number", models.PositiveIntegerField()),
                ("value", models.JSONField(null=True)),
                ("chosen_at", models.DateTimeField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["name", "-number"], name="number_by_name")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number",), name="one_number_is_chosen_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("chosen_at__isnull", True), ("chosen_by__isnull", True)),
                            models.Q(("chosen_at__isnull", False), ("chosen_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="number_chosen_has_who_and_when",
                    ),
                ],
            },
        ),
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
                            ("data", "A complaint about how data is used"),
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
                ("answer", models.TextField(blank=True, max_length=4000)),
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
                            ("topic__in", ["data", "message", "pairing", "profile", "service"])
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
                            ("answer", ""),
                            models.Q(("closed_at__isnull", False), ("topic", "data")),
                            _connector="OR",
                        ),
                        name="concern_answer_of_a_closed_complaint",
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
        migrations.CreateModel(
            name="DeskItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("waiting", "Still looking"),
                            ("expiring", "About to close"),
                            ("silent", "Not answering"),
                            ("not-listed", "Trained, not listed"),
                            ("flagged", "Training withdrawn or lapsed"),
                            ("lapsing", "Refresher due"),
                            ("help", "Help wanted"),
                            ("imports", "Imports with problems"),
                            ("bounced", "Letters came back"),
                            ("interested", "Would like to be trained"),
                            ("applied", "Applications to be listed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("subject", models.BigIntegerField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("put_off_until", models.DateField(blank=True, null=True)),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                            (
                                "matter__in",
                                [
                                    "applied",
                                    "bounced",
                                    "expiring",
                                    "flagged",
                                    "help",
                                    "imports",
                                    "interested",
                                    "lapsing",
                                    "not-listed",
                                    "silent",
                                    "waiting",
                                ],
                            )
                        ),
                        name="desk_item_matter_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_at__isnull", True), ("taken_by__isnull", True)),
                            models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="desk_item_taken_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="desk_item_settled_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True),
                            models.Q(("put_off_until__isnull", True), ("taken_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="desk_item_settled_is_nobodys",
                    ),
                    models.UniqueConstraint(
                        fields=("matter", "subject"), name="one_desk_item_per_matter_and_subject"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectoryChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "profile_id",
                    models.BigIntegerField(
                        help_text="Nothing: a vocabulary; 0: everything.", null=True
                    ),
                ),
                (
                    "stamp",
                    models.BigIntegerField(
                        help_text="PostgreSQL's number of the transaction, else 0."
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["stamp"], name="directory_change_by_stamp")],
            },
        ),
        migrations.CreateModel(
            name="DirectorySet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dimension", models.CharField(max_length=20)),
                ("value", models.BigIntegerField()),
                ("keys", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dimension", "value"), name="one_directory_set_per_value"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectorySnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("horizon", models.BigIntegerField()),
                (
                    "questions",
                    models.BigIntegerField(help_text="A digest of what was asked of the rows."),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="one_directory_snapshot"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DirectoryWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("word", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["word"], name="directory_word_itself")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "word"), name="one_directory_word_per_key"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[("claim", "A legal claim"), ("safety", "Somebody’s safety")],
                        max_length=10,
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=500)),
                ("until", models.DateField()),
                ("kept", models.TextField(blank=True)),
                ("placed_at", models.DateTimeField()),
                ("told_for", models.DateField(blank=True, null=True)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "concern",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="mentoring.concern",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["claim", "safety"])),
                        name="hold_ground_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("placed_at__isnull", True), ("placed_by__isnull", True)),
                            models.Q(("placed_at__isnull", False), ("placed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="hold_placed_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("concern__isnull", False), ("member__isnull", True)),
                            models.Q(("concern__isnull", True), ("member__isnull", False)),
                            _connector="OR",
                        ),
                        name="hold_is_on_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lifted_at__isnull", True), models.Q(("why", ""), _negated=True)
                            ),
                            models.Q(("kept", ""), ("lifted_at__isnull", False), ("why", "")),
                            _connector="OR",
                        ),
                        name="hold_says_why_while_it_stands",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("member",),
                        name="one_standing_hold_per_member",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("concern",),
                        name="one_standing_hold_per_concern",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("members", "Members"),
                            ("awards", "Awards"),
                            ("completions", "Past completions of training"),
                            ("mentors", "Mentors of the old list"),
                            ("pairings", "Pairings of the old list"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("uploaded", "Columns to choose"),
                            ("read", "Checked"),
                            ("applying", "Being applied"),
                            ("applied", "Applied"),
                            ("undone", "Undone"),
                        ],
                        default="uploaded",
                        max_length=12,
                    ),
                ),
                ("rows", models.JSONField(default=list)),
                ("columns", models.JSONField(default=dict)),
                ("findings", models.JSONField(default=list)),
                ("set_aside", models.JSONField(default=list)),
                ("counts", models.JSONField(default=dict)),
                ("written", models.JSONField(default=list)),
                ("refusal", models.TextField(blank=True)),
                ("tells_members", models.BooleanField(default=False)),
                ("uploaded_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("emptied_at", models.DateTimeField(blank=True, null=True)),
                (
                    "applied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-uploaded_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["awards", "completions", "members", "mentors", "pairings"],
                            )
                        ),
                        name="import_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["applied", "applying", "read", "undone", "uploaded"])
                        ),
                        name="import_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("uploaded_at__isnull", True), ("uploaded_by__isnull", True)),
                            models.Q(
                                ("uploaded_at__isnull", False), ("uploaded_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="import_uploaded_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("applied_at__isnull", True), ("applied_by__isnull", True)),
                            models.Q(("applied_at__isnull", False), ("applied_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="import_applied_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="import_undone_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("applied_at__isnull", False), ("status__in", ["applied", "undone"])
                            ),
                            models.Q(
                                models.Q(("applied_at__isnull", False), _negated=True),
                                models.Q(("status__in", ["applied", "undone"]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="import_applied_at_when_applied",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", False), ("status", "undone")),
                            models.Q(
                                models.Q(("undone_at__isnull", False), _negated=True),
                                models.Q(("status", "undone"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="import_undone_at_when_undone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineManagement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("declared_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="line_management",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "other"), name="line_management_declared_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("member", models.F("other")), _negated=True),
                        name="line_management_not_with_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MentorProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("listed_at", models.DateTimeField(blank=True, null=True)),
                ("availability_confirmed_on", models.DateField(blank=True, null=True)),
                ("confirmation_asks", models.PositiveSmallIntegerField(default=0)),
                ("confirmation_asked_on", models.DateField(blank=True, null=True)),
                ("first_listed_at", models.DateTimeField(blank=True, null=True)),
                ("interested_at", models.DateTimeField(blank=True, null=True)),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        default=mentoring.models.profile.default_capacity,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="places",
                    ),
                ),
                ("away_until", models.DateField(blank=True, null=True, verbose_name="away until")),
                ("story", models.TextField(blank=True, max_length=3000, verbose_name="my story")),
                (
                    "help_with",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="what I can help with"
                    ),
                ),
                (
                    "works_at_front_line",
                    models.BooleanField(default=False, verbose_name="works at the front line"),
                ),
                (
                    "areas",
                    models.ManyToManyField(
                        blank=True, to="registration.knowledgearea", verbose_name="knowledge areas"
                    ),
                ),
                (
                    "languages",
                    models.ManyToManyField(
                        blank=True, to="registration.language", verbose_name="languages"
                    ),
                ),
                (
                    "meeting_ways",
                    models.ManyToManyField(
                        blank=True, to="registration.meetingway", verbose_name="how I meet"
                    ),
                ),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentor_profile",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "routes",
                    models.ManyToManyField(
                        blank=True, to="registration.route", verbose_name="routes I mentor"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("listed_at__isnull", False)),
                        fields=["member"],
                        name="mentor_listed",
                    ),
                    models.Index(
                        fields=["availability_confirmed_on"], name="mentor_by_confirmation"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmation_asked_on__isnull", False),
                                models.Q(("confirmation_asks", 0), _negated=True),
                            ),
                            models.Q(
                                models.Q(("confirmation_asked_on__isnull", False), _negated=True),
                                ("confirmation_asks", 0),
                            ),
                            _connector="OR",
                        ),
                        name="mentor_asked_on_when_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmation_asks", 0), ("listed_at__isnull", False), _connector="OR"
                        ),
                        name="mentor_asked_while_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 0), ("capacity__lte", 20)),
                        name="mentor_capacity_is_0_to_20",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("listed_at__isnull", True),
                            ("availability_confirmed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="mentor_listed_means_confirmed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MentorMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shortlisted_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("watched_since", models.DateTimeField(blank=True, null=True)),
                (
                    "note",
                    models.TextField(blank=True, max_length=500, verbose_name="my private note"),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="mentoring.mentorprofile",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("watched_since__isnull", False)),
                        fields=["profile"],
                        name="mark_watched",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "profile"), name="one_mark_per_member_and_mentor"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shortlisted_at__isnull", True),
                            ("hidden_at__isnull", True),
                            _connector="OR",
                        ),
                        name="mark_not_shortlisted_and_hidden",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hidden_at__isnull", True),
                            ("watched_since__isnull", True),
                            _connector="OR",
                        ),
                        name="mark_not_hidden_and_watched",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pairing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("noted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "who_i_am",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="Who I am and where I work"
                    ),
                ),
                (
                    "why_you",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="Why you in particular"
                    ),
                ),
                (
                    "hope_for",
                    models.TextField(blank=True, max_length=2000, verbose_name="What I hope for"),
                ),
                (
                    "how_meet",
                    models.TextField(blank=True, max_length=2000, verbose_name="How we could meet"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("active", "Active"),
                            ("completed", "Completed"),
                            ("ended", "Ended"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Closed after no answer"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                ("slot", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("proposed_at", models.DateTimeField()),
                ("office_note", models.TextField(blank=True, max_length=600)),
                ("mentor_accepted_at", models.DateTimeField(blank=True, null=True)),
                ("mentee_accepted_at", models.DateTimeField(blank=True, null=True)),
                ("activated_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("awaiting_since", models.DateTimeField()),
                ("talking_since", models.DateTimeField(blank=True, null=True)),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("quiet_since", models.DateTimeField(default=django.utils.timezone.now)),
                ("nudged_at", models.DateTimeField(blank=True, null=True)),
                ("check_in_at", models.DateTimeField(blank=True, null=True)),
                (
                    "declined_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("full", "I have no room for anybody now"),
                            ("timing", "It is not a good time for me"),
                            ("fit", "Somebody else would fit better"),
                            ("conflict", "There is a conflict of interest"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decline_note", models.TextField(blank=True, max_length=600)),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("paused_until", models.DateField(blank=True, null=True)),
                ("completion_proposed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("time", "We did not find the time"),
                            ("plans", "Plans or jobs have changed"),
                            ("fit", "Somebody else would fit better"),
                            ("conflict", "There is a conflict of interest"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "completion_proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="registration.enrolment",
                    ),
                ),
                (
                    "mentee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings_as_mentee",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentee_accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentee_level",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.route",
                    ),
                ),
                (
                    "mentee_region",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.region",
                    ),
                ),
                (
                    "mentee_sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.sector",
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings_as_mentor",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentor_accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentor_level",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.route",
                    ),
                ),
                (
                    "mentor_region",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.region",
                    ),
                ),
                (
                    "mentor_sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.sector",
                    ),
                ),
                (
                    "paused_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.route",
                    ),
                ),
                (
                    "standard_text",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mentoring.agreementtemplate",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["mentor", "status"], name="pairing_by_mentor"),
                    models.Index(fields=["mentee", "status"], name="pairing_by_mentee"),
                    models.Index(
                        condition=models.Q(("status", "proposed")),
                        fields=["awaiting_since"],
                        name="pairing_silence",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("nudged_at__isnull", True), ("status__in", ["active", "proposed"])
                        ),
                        fields=["quiet_since"],
                        name="pairing_quiet",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("completion_proposed_at__isnull", False), ("status", "active")
                        ),
                        fields=["awaiting_since"],
                        name="pairing_completing",
                    ),
                    models.Index(
                        condition=models.Q(("activated_at__isnull", False)),
                        fields=[
                            "activated_at",
                            "mentor_sector",
                            "mentee_sector",
                            "route",
                            "mentee_region",
                        ],
                        name="pairing_started",
                    ),
                    models.Index(
                        condition=models.Q(("noted_at__isnull", False)),
                        fields=[
                            "noted_at",
                            "activated_at",
                            "route",
                            "mentor_level",
                            "mentee_region",
                            "mentee_sector",
                        ],
                        name="pairing_noted",
                    ),
                    models.Index(
                        fields=[
                            "proposed_at",
                            "replied_at",
                            "route",
                            "mentee_region",
                            "mentee_sector",
                        ],
                        name="pairing_replied",
                    ),
                    models.Index(
                        condition=models.Q(("status", "declined")),
                        fields=[
                            "closed_at",
                            "declined_for",
                            "route",
                            "mentee_region",
                            "mentee_sector",
                        ],
                        name="pairing_declined",
                    ),
                    models.Index(
                        condition=models.Q(("status", "active")),
                        fields=["check_in_at"],
                        name="pairing_check_in",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mentor", models.F("mentee")), _negated=True),
                        name="pairing_not_with_oneself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "active",
                                    "completed",
                                    "declined",
                                    "ended",
                                    "expired",
                                    "proposed",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="pairing_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["active", "completed", "ended"]), _negated=True
                            ),
                            models.Q(
                                ("mentee_accepted_at__isnull", False),
                                ("mentor_accepted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pairing_started_means_both_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "proposed"), _negated=True),
                            models.Q(
                                ("mentee_accepted_at__isnull", False),
                                ("mentor_accepted_at__isnull", False),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="pairing_proposed_means_a_yes_is_missing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("activated_at__isnull", False),
                                ("status__in", ["active", "completed", "ended"]),
                            ),
                            models.Q(
                                models.Q(("activated_at__isnull", False), _negated=True),
                                models.Q(
                                    ("status__in", ["active", "completed", "ended"]), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="pairing_activated_at_when_started",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                (
                                    "status__in",
                                    ["completed", "declined", "ended", "expired", "withdrawn"],
                                ),
                            ),
                            models.Q(
                                models.Q(("closed_at__isnull", False), _negated=True),
                                models.Q(
                                    (
                                        "status__in",
                                        ["completed", "declined", "ended", "expired", "withdrawn"],
                                    ),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="pairing_closed_at_when_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("slot__isnull", False),
                                models.Q(
                                    ("status", "active"),
                                    models.Q(
                                        ("mentor_accepted_at__isnull", False),
                                        ("status", "proposed"),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                models.Q(("slot__isnull", False), _negated=True),
                                models.Q(
                                    ("status", "active"),
                                    models.Q(
                                        ("mentor_accepted_at__isnull", False),
                                        ("status", "proposed"),
                                    ),
                                    _connector="OR",
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="pairing_slot_when_a_place_is_taken",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("noted_at__isnull", False),
                                ("status__in", ["active", "completed", "ended"]),
                            ),
                            models.Q(
                                models.Q(("noted_at__isnull", False), _negated=True),
                                models.Q(
                                    ("status__in", ["active", "completed", "ended"]), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="pairing_noted_when_started",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("route__isnull", False)), name="pairing_knows_its_route"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("standard_text__isnull", True),
                            ("mentor_accepted_at__isnull", False),
                            ("mentee_accepted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="pairing_standard_text_means_a_yes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("slot__isnull", True),
                            models.Q(("slot__gte", 1), ("slot__lte", 20)),
                            _connector="OR",
                        ),
                        name="pairing_slot_is_1_to_20",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declined_for__in", ["", "conflict", "fit", "full", "other", "timing"])
                        ),
                        name="pairing_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "declined"),
                            models.Q(("decline_note", ""), ("declined_for", "")),
                            _connector="OR",
                        ),
                        name="pairing_reason_and_note_when_declined",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("office_note", ""),
                            models.Q(
                                models.Q(("proposed_by", models.F("mentor")), _negated=True),
                                models.Q(("proposed_by", models.F("mentee")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pairing_office_note_when_suggested",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_for__in", ["", "conflict", "fit", "other", "plans", "time"])
                        ),
                        name="pairing_end_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "ended"), ("ended_for", ""), _connector="OR"),
                        name="pairing_end_reason_when_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paused_at__isnull", True), ("status", "active"), _connector="OR"
                        ),
                        name="pairing_paused_while_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paused_until__isnull", False), ("paused_at__isnull", False)),
                            models.Q(
                                models.Q(("paused_until__isnull", False), _negated=True),
                                models.Q(("paused_at__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pairing_pause_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paused_by__isnull", True),
                            ("paused_by", models.F("mentor")),
                            ("paused_by", models.F("mentee")),
                            _connector="OR",
                        ),
                        name="pairing_paused_by_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completion_proposed_by__isnull", True),
                            ("completion_proposed_by", models.F("mentor")),
                            ("completion_proposed_by", models.F("mentee")),
                            _connector="OR",
                        ),
                        name="pairing_completion_proposed_by_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completion_proposed_at__isnull", True),
                            models.Q(
                                ("paused_at__isnull", True), ("status__in", ["active", "completed"])
                            ),
                            _connector="OR",
                        ),
                        name="pairing_completion_proposed_while_active",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "completed"), _negated=True),
                            ("completion_proposed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="pairing_completed_was_proposed_to_be",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mentor_accepted_by__isnull", True),
                            ("mentor_accepted_by", models.F("mentor")),
                            _connector="OR",
                        ),
                        name="pairing_mentor_yes_is_their_own",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mentee_accepted_by__isnull", True),
                            ("mentee_accepted_by", models.F("mentee")),
                            _connector="OR",
                        ),
                        name="pairing_mentee_yes_is_their_own",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_at__isnull", True), ("proposed_by__isnull", True)),
                            models.Q(
                                ("proposed_at__isnull", False), ("proposed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="pairing_proposed_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("mentor_accepted_at__isnull", True),
                                ("mentor_accepted_by__isnull", True),
                            ),
                            models.Q(
                                ("mentor_accepted_at__isnull", False),
                                ("mentor_accepted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pairing_mentor_accepted_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("mentee_accepted_at__isnull", True),
                                ("mentee_accepted_by__isnull", True),
                            ),
                            models.Q(
                                ("mentee_accepted_at__isnull", False),
                                ("mentee_accepted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pairing_mentee_accepted_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paused_at__isnull", True), ("paused_by__isnull", True)),
                            models.Q(("paused_at__isnull", False), ("paused_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="pairing_paused_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("completion_proposed_at__isnull", True),
                                ("completion_proposed_by__isnull", True),
                            ),
                            models.Q(
                                ("completion_proposed_at__isnull", False),
                                ("completion_proposed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pairing_completion_proposed_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mentor_accepted_at__isnull", True),
                            ("proposed_at__isnull", True),
                            ("mentor_accepted_at__gte", models.F("proposed_at")),
                            _connector="OR",
                        ),
                        name="pairing_mentor_accepts_after_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mentee_accepted_at__isnull", True),
                            ("proposed_at__isnull", True),
                            ("mentee_accepted_at__gte", models.F("proposed_at")),
                            _connector="OR",
                        ),
                        name="pairing_mentee_accepts_after_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replied_at__isnull", True),
                            ("proposed_at__isnull", True),
                            ("replied_at__gte", models.F("proposed_at")),
                            _connector="OR",
                        ),
                        name="pairing_is_replied_to_after_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("noted_at__isnull", True),
                            ("activated_at__isnull", True),
                            ("noted_at__gte", models.F("activated_at")),
                            _connector="OR",
                        ),
                        name="pairing_is_noted_from_its_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("talking_since__isnull", True),
                            ("proposed_at__isnull", True),
                            ("talking_since__gte", models.F("proposed_at")),
                            _connector="OR",
                        ),
                        name="pairing_talks_after_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("talking_since__isnull", True),
                            ("mentor_accepted_at__isnull", True),
                            _connector="OR",
                        ),
                        name="pairing_talks_before_mentor_accepts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("activated_at__isnull", True),
                            ("mentor_accepted_at__isnull", True),
                            ("activated_at__gte", models.F("mentor_accepted_at")),
                            _connector="OR",
                        ),
                        name="pairing_starts_after_mentor_accepts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("activated_at__isnull", True),
                            ("mentee_accepted_at__isnull", True),
                            ("activated_at__gte", models.F("mentee_accepted_at")),
                            _connector="OR",
                        ),
                        name="pairing_starts_after_mentee_accepts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nudged_at__isnull", True),
                            ("quiet_since__isnull", True),
                            ("nudged_at__gte", models.F("quiet_since")),
                            _connector="OR",
                        ),
                        name="pairing_is_nudged_after_it_went_quiet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paused_at__isnull", True),
                            ("activated_at__isnull", True),
                            ("paused_at__gte", models.F("activated_at")),
                            _connector="OR",
                        ),
                        name="pairing_pauses_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completion_proposed_at__isnull", True),
                            ("activated_at__isnull", True),
                            ("completion_proposed_at__gte", models.F("activated_at")),
                            _connector="OR",
                        ),
                        name="pairing_completion_proposed_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            ("completion_proposed_at__isnull", True),
                            ("closed_at__gte", models.F("completion_proposed_at")),
                            _connector="OR",
                        ),
                        name="pairing_closes_after_completion_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("check_in_at__isnull", True),
                            ("activated_at__isnull", True),
                            ("check_in_at__gte", models.F("activated_at")),
                            _connector="OR",
                        ),
                        name="pairing_checks_in_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            ("proposed_at__isnull", True),
                            ("closed_at__gte", models.F("proposed_at")),
                            _connector="OR",
                        ),
                        name="pairing_closes_after_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            ("activated_at__isnull", True),
                            ("closed_at__gte", models.F("activated_at")),
                            _connector="OR",
                        ),
                        name="pairing_closes_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["active", "proposed"])),
                        fields=("mentee", "mentor"),
                        name="one_open_pairing_per_two_people",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "active")),
                        fields=("enrolment",),
                        name="one_active_pairing_per_enrolment",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("slot__isnull", False)),
                        fields=("mentor", "slot"),
                        name="one_slot_per_mentor_and_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Aim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aims",
                        to="mentoring.pairing",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")], max_length=6
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=300)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["mentee", "mentor"])),
                        name="aim_is_of_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", False), ("text", "")),
                            models.Q(
                                models.Q(("removed_at__isnull", False), _negated=True),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="aim_says_something_until_removed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("removed_at__isnull", True),
                            ("added_at__isnull", True),
                            ("removed_at__gte", models.F("added_at")),
                            _connector="OR",
                        ),
                        name="aim_is_removed_after_it_is_added",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="mentoring.pairing",
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")], max_length=6
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("starts_at", models.DateTimeField(verbose_name="when")),
                ("minutes", models.IntegerField(default=60, verbose_name="how long, in minutes")),
                (
                    "way",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.meetingway",
                        verbose_name="how you meet",
                    ),
                ),
                (
                    "place",
                    accounts.fields.LineField(
                        blank=True, max_length=300, verbose_name="place or link"
                    ),
                ),
                (
                    "shared_note",
                    models.TextField(blank=True, max_length=4000, verbose_name="shared note"),
                ),
                ("edition", models.PositiveIntegerField(default=0)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["mentee", "mentor"])),
                        name="meeting_is_of_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 600)),
                        name="meeting_lasts_1_to_600_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("changed_at__isnull", True),
                            ("planned_at__isnull", True),
                            ("changed_at__gte", models.F("planned_at")),
                            _connector="OR",
                        ),
                        name="meeting_is_changed_after_it_is_planned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cancelled_at__isnull", True),
                            ("planned_at__isnull", True),
                            ("cancelled_at__gte", models.F("planned_at")),
                            _connector="OR",
                        ),
                        name="meeting_is_cancelled_after_it_is_planned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", True),
                                ("changed_at__isnull", True),
                                ("sequence", 0),
                            ),
                            models.Q(
                                ("sequence__gte", 1),
                                models.Q(
                                    ("cancelled_at__isnull", True),
                                    ("changed_at__isnull", True),
                                    _negated=True,
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_sequence_counts_what_was_changed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at__isnull", True)),
                        fields=("pairing", "starts_at"),
                        name="one_meeting_per_pairing_and_time",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["pairing", "starts_at"], name="meeting_by_pairing")
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")], max_length=6
                    ),
                ),
                ("text", models.TextField(max_length=4000)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="mentoring.meeting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["mentee", "mentor"])),
                        name="meeting_note_is_of_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="meeting_note_says_something",
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "side"), name="one_note_per_meeting_and_side"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NextStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")], max_length=6
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=300)),
                (
                    "milestone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pksb", "Start with the PKSB"),
                            ("evidence", "Choose the evidence"),
                            ("statement", "Draft the statement"),
                            ("form", "Fill in the completion form together"),
                            ("letter", "Ask the mentor for a letter of support"),
                            ("submit", "Submit"),
                        ],
                        max_length=10,
                    ),
                ),
                ("month", models.DateField(blank=True, null=True)),
                ("added_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "done_side",
                    models.CharField(
                        blank=True,
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")],
                        max_length=6,
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "aim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="mentoring.aim",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="mentoring.pairing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["mentee", "mentor"])),
                        name="step_is_of_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "milestone__in",
                                ["", "evidence", "form", "letter", "pksb", "statement", "submit"],
                            )
                        ),
                        name="step_milestone_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("removed_at__isnull", False), ("milestone", ""), ("text", "")
                            ),
                            models.Q(
                                models.Q(("removed_at__isnull", False), _negated=True),
                                models.Q(("milestone", ""), ("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="step_says_something_until_removed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), ("milestone", ""), _connector="OR"),
                        name="step_is_words_or_a_milestone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_side__in", ["", "mentee", "mentor"])),
                        name="step_is_ticked_by_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", False),
                                models.Q(("done_side", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("done_at__isnull", False), _negated=True),
                                ("done_side", ""),
                            ),
                            _connector="OR",
                        ),
                        name="step_done_has_when_and_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            ("added_at__isnull", True),
                            ("done_at__gte", models.F("added_at")),
                            _connector="OR",
                        ),
                        name="step_is_done_after_it_is_added",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("removed_at__isnull", True),
                            ("added_at__isnull", True),
                            ("removed_at__gte", models.F("added_at")),
                            _connector="OR",
                        ),
                        name="step_is_removed_after_it_is_added",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("milestone", ""), _negated=True),
                        fields=("pairing", "milestone"),
                        name="one_step_per_pairing_and_milestone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")], max_length=6
                    ),
                ),
                ("text", models.TextField(max_length=4000)),
                ("saved_at", models.DateTimeField(auto_now=True)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="mentoring.pairing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["mentee", "mentor"])),
                        name="message_draft_is_of_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="message_draft_says_something",
                    ),
                    models.UniqueConstraint(
                        fields=("pairing", "side"), name="one_message_draft_per_pairing_and_side"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")], max_length=6
                    ),
                ),
                ("text", models.TextField(max_length=4000)),
                ("sent_at", models.DateTimeField()),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="mentoring.pairing",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["pairing", "id"], name="message_by_pairing"),
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)),
                        fields=["pairing", "side"],
                        name="message_unseen",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["mentee", "mentor"])),
                        name="message_is_of_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="message_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("edited_at__isnull", True),
                            ("sent_at__isnull", True),
                            ("edited_at__gte", models.F("sent_at")),
                            _connector="OR",
                        ),
                        name="message_is_edited_after_it_is_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seen_at__isnull", True),
                            ("sent_at__isnull", True),
                            ("seen_at__gte", models.F("sent_at")),
                            _connector="OR",
                        ),
                        name="message_is_seen_after_it_is_sent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MentoringRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mentee_name", models.CharField(max_length=150)),
                ("mentee_number", models.CharField(blank=True, max_length=20)),
                ("mentor_name", models.CharField(max_length=150)),
                ("mentor_number", models.CharField(blank=True, max_length=20)),
                ("route", models.CharField(max_length=100)),
                ("status", models.CharField(max_length=10)),
                ("mentee_accepted_on", models.DateField()),
                ("mentor_accepted_on", models.DateField()),
                ("started_on", models.DateField()),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("meetings", models.PositiveIntegerField()),
                ("minutes", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=12)),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")], max_length=6
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="mentoring.pairing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code",), name="a_code_is_of_one_record"),
                    models.UniqueConstraint(
                        fields=(
                            "pairing",
                            "mentee_name",
                            "mentee_number",
                            "mentor_name",
                            "mentor_number",
                            "route",
                            "status",
                            "meetings",
                            "minutes",
                        ),
                        name="one_record_per_pairing_and_facts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["mentee", "mentor"])),
                        name="record_is_issued_to_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["active", "completed", "ended"])),
                        name="record_is_of_a_started_pairing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", False), ("status__in", ["completed", "ended"])
                            ),
                            models.Q(
                                models.Q(("closed_on__isnull", False), _negated=True),
                                models.Q(("status__in", ["completed", "ended"]), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="record_closed_on_when_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_on__isnull", True),
                            ("mentee_accepted_on__isnull", True),
                            ("started_on__gte", models.F("mentee_accepted_on")),
                            _connector="OR",
                        ),
                        name="record_starts_after_mentee_accepts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_on__isnull", True),
                            ("mentor_accepted_on__isnull", True),
                            ("started_on__gte", models.F("mentor_accepted_on")),
                            _connector="OR",
                        ),
                        name="record_starts_after_mentor_accepts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True),
                            ("started_on__isnull", True),
                            ("closed_on__gte", models.F("started_on")),
                            _connector="OR",
                        ),
                        name="record_closes_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes", 0), ("meetings__gt", 0), _connector="OR"),
                        name="record_minutes_are_of_meetings",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptTexts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("emptied_at", models.DateTimeField(blank=True, null=True)),
                ("counting_told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pairing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_texts",
                        to="mentoring.pairing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("emptied_at__isnull", True),
                            ("told_at__isnull", True),
                            ("emptied_at__gte", models.F("told_at")),
                            _connector="OR",
                        ),
                        name="texts_go_after_the_two_are_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counting_told_at__isnull", True),
                            ("emptied_at__isnull", True),
                            ("counting_told_at__gte", models.F("emptied_at")),
                            _connector="OR",
                        ),
                        name="counting_is_told_after_texts_are_gone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")], max_length=6
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("asked_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("going_well", "Going well"),
                            ("could_be_better", "Could be better"),
                            ("need_help", "I need help"),
                        ],
                        max_length=15,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_ins",
                        to="mentoring.pairing",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answer", "need_help"), ("settled_at__isnull", True)),
                        fields=["answered_at"],
                        name="check_in_help_wanted",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["mentee", "mentor"])),
                        name="check_in_is_of_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__in", ["", "could_be_better", "going_well", "need_help"])
                        ),
                        name="check_in_answer_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="check_in_is_numbered_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("answered_at__isnull", False), _negated=True),
                                ("answer", ""),
                            ),
                            _connector="OR",
                        ),
                        name="check_in_answered_at_when_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True),
                            ("asked_at__isnull", True),
                            ("answered_at__gte", models.F("asked_at")),
                            _connector="OR",
                        ),
                        name="check_in_is_answered_after_it_is_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="check_in_settled_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True), ("answer", "need_help"), _connector="OR"
                        ),
                        name="check_in_settled_when_help_was_wanted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at__isnull", True),
                            ("answered_at__isnull", True),
                            ("settled_at__gte", models.F("answered_at")),
                            _connector="OR",
                        ),
                        name="check_in_is_settled_after_it_is_answered",
                    ),
                    models.UniqueConstraint(
                        fields=("pairing", "side", "number"),
                        name="one_check_in_per_pairing_side_and_number",
                    ),
                ],
            },
        ),
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
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pairing", "number"), name="one_agreement_per_pairing_and_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="agreement_is_numbered_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["mentee", "mentor"])),
                        name="agreement_is_suggested_by_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_at__isnull", True),
                            ("suggested_at__isnull", True),
                            ("agreed_at__gte", models.F("suggested_at")),
                            _connector="OR",
                        ),
                        name="agreement_is_agreed_after_it_is_suggested",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidentiality", ""), _negated=True),
                        name="agreement_says_something_on_confidentiality",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PastCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "counted",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed, and how soon there was a first word"),
                            ("levels", "Started, by the level of the mentor"),
                            ("sectors", "Started, by the sector of the mentor"),
                            ("closed", "Closed, and why"),
                        ],
                        max_length=10,
                    ),
                ),
                ("month", models.DateField()),
                ("days", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proposed", "Proposed"),
                            ("active", "Active"),
                            ("completed", "Completed"),
                            ("ended", "Ended"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("expired", "Closed after no answer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=10)),
                ("number", models.PositiveIntegerField()),
                (
                    "mentee_region",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.region",
                    ),
                ),
                (
                    "mentee_sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.sector",
                    ),
                ),
                (
                    "mentor_level",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.route",
                    ),
                ),
                (
                    "mentor_sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.sector",
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.route",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted__in", ["closed", "levels", "proposed", "sectors"])
                        ),
                        name="past_count_is_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["", "completed", "declined", "ended", "expired", "withdrawn"],
                            )
                        ),
                        name="past_count_status_is_a_closed_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="past_count_counts_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("counted", "closed"), models.Q(("status", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("counted", "closed"), _negated=True),
                                ("reason", ""),
                                ("status", ""),
                            ),
                            _connector="OR",
                        ),
                        name="past_count_has_a_status_when_of_closings",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "who_i_am",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="Who I am and where I work"
                    ),
                ),
                (
                    "why_you",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="Why you in particular"
                    ),
                ),
                (
                    "hope_for",
                    models.TextField(blank=True, max_length=2000, verbose_name="What I hope for"),
                ),
                (
                    "how_meet",
                    models.TextField(blank=True, max_length=2000, verbose_name="How we could meet"),
                ),
                ("saved_at", models.DateTimeField(auto_now=True)),
                (
                    "mentee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposal_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mentor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("mentee", "mentor"), name="one_draft_per_two_people"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mentee", models.F("mentor")), _negated=True),
                        name="draft_not_to_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reflection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")], max_length=6
                    ),
                ),
                (
                    "went_well",
                    models.TextField(blank=True, max_length=4000, verbose_name="What went well?"),
                ),
                (
                    "learned",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        verbose_name="What did I learn, or take with me?",
                    ),
                ),
                (
                    "differently",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="What would I do differently?"
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("shared_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reflections",
                        to="mentoring.pairing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["mentee", "mentor"])),
                        name="reflection_is_of_one_of_the_two",
                    ),
                    models.UniqueConstraint(
                        fields=("pairing", "side"), name="one_reflection_per_pairing_and_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shared_at__isnull", True),
                            ("written_at__isnull", True),
                            ("shared_at__gte", models.F("written_at")),
                            _connector="OR",
                        ),
                        name="reflection_is_shared_after_it_is_written",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shared_at__isnull", True),
                            models.Q(
                                ("differently", ""),
                                ("learned", ""),
                                ("went_well", ""),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="reflection_that_is_shared_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("query", models.CharField(max_length=2000)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Leave it empty to call the search by what it asks for.",
                        max_length=80,
                        verbose_name="name",
                    ),
                ),
                ("saved_at", models.DateTimeField()),
                ("letters_since", models.DateTimeField(blank=True, null=True)),
                ("known", models.BinaryField()),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("told", models.BinaryField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "query"), name="one_saved_search_per_member_and_query"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("query", ""), _negated=True),
                        name="saved_search_asks_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("letters_since__isnull", True),
                            ("letters_since__gte", models.F("saved_at")),
                            _connector="OR",
                        ),
                        name="saved_search_letters_begin_after_saving",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told_at__isnull", True),
                            ("told_at__gte", models.F("saved_at")),
                            _connector="OR",
                        ),
                        name="saved_search_told_after_saving",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told__isnull", True), ("told_at__isnull", True)),
                            models.Q(("told__isnull", False), ("told_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="saved_search_told_has_whom_and_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_letters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "day"), name="one_search_letter_per_member_and_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField(unique=True)),
                ("follows", models.DateTimeField(blank=True, null=True, unique=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("follows__isnull", True),
                            ("follows__lt", models.F("until")),
                            _connector="OR",
                        ),
                        name="tally_follows_an_earlier_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TallyLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("started", models.PositiveIntegerField()),
                (
                    "mentee_region",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.region",
                    ),
                ),
                (
                    "mentee_sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.sector",
                    ),
                ),
                (
                    "mentor_level",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.route",
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.route",
                    ),
                ),
                (
                    "tally",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="mentoring.tally",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("started__gte", 1)), name="tally_line_counts_somebody"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "happened",
                    models.CharField(
                        choices=[("started", "Started"), ("ended", "Ended")], max_length=7
                    ),
                ),
                ("at", models.DateTimeField()),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("last_status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("gave_up_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tellings",
                        to="mentoring.pairing",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["due_at"],
                        name="telling_by_due",
                    ),
                    models.Index(fields=["-at", "-id"], name="telling_by_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("happened__in", ["ended", "started"])),
                        name="telling_happened_is_known",
                    ),
                    models.UniqueConstraint(
                        fields=("pairing", "happened"),
                        name="one_telling_per_pairing_and_what_happened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gave_up_at", None), ("told_at", None)),
                            models.Q(("due_at", None), ("gave_up_at", None)),
                            models.Q(("due_at", None), ("told_at", None)),
                            _connector="OR",
                        ),
                        name="telling_is_due_or_told_or_given_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("mentee", "Mentee")], max_length=6
                    ),
                ),
                ("text", models.TextField(max_length=1000)),
                ("sent_at", models.DateTimeField()),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thanks",
                        to="mentoring.pairing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["mentee", "mentor"])),
                        name="thanks_are_of_one_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="thanks_say_something"
                    ),
                    models.UniqueConstraint(
                        fields=("pairing", "side"), name="one_thanks_per_pairing_and_side"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=300)),
                ("held_on", models.DateField(verbose_name="date")),
                (
                    "kind",
                    models.CharField(
                        choices=[("initial", "Initial training"), ("refresher", "Refresher")],
                        default="initial",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("in_person", "In person"), ("online", "Online")],
                        default="in_person",
                        max_length=12,
                        verbose_name="mode",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                ("provider", models.CharField(blank=True, max_length=120, verbose_name="provider")),
                ("trainer", models.CharField(blank=True, max_length=120, verbose_name="trainer")),
                (
                    "places",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="places"),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registration.region",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["held_on"], name="training_day_by_date")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cancelled_at__isnull", True), ("cancelled_by__isnull", True)
                            ),
                            models.Q(
                                ("cancelled_at__isnull", False), ("cancelled_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="training_day_cancelled_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancel_reason", ""), ("cancelled_at__isnull", True)),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                models.Q(("cancel_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="training_day_cancelled_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["initial", "refresher"])),
                        name="training_day_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["in_person", "online"])),
                        name="training_day_mode_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mode", "online"),
                            models.Q(("place", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="training_day_in_person_has_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("places__isnull", True),
                            models.Q(("places__gte", 1), ("places__lte", 500)),
                            _connector="OR",
                        ),
                        name="training_day_places_are_1_to_500",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingCompletion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(default=lib.codes.new_code, editable=False, max_length=12),
                ),
                ("lapse_warnings", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("lapse_warned_at", models.DateTimeField(blank=True, null=True)),
                ("lapsed_at", models.DateTimeField(blank=True, null=True)),
                ("completed_on", models.DateField(verbose_name="completed on")),
                (
                    "kind",
                    models.CharField(
                        choices=[("initial", "Initial training"), ("refresher", "Refresher")],
                        default="initial",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("in_person", "In person"), ("online", "Online")],
                        default="in_person",
                        max_length=12,
                        verbose_name="mode",
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=120, verbose_name="provider")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawal_reason", models.CharField(blank=True, max_length=500)),
                (
                    "corrects",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="mentoring.trainingcompletion",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_completions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completions",
                        to="mentoring.trainingday",
                    ),
                ),
            ],
            options={
                "ordering": ("-completed_on", "-pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["member"],
                        name="training_not_withdrawn",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("code",), name="a_code_is_of_one_completion"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lapse_warned_at__isnull", False),
                                models.Q(("lapse_warnings", 0), _negated=True),
                            ),
                            models.Q(
                                models.Q(("lapse_warned_at__isnull", False), _negated=True),
                                ("lapse_warnings", 0),
                            ),
                            _connector="OR",
                        ),
                        name="training_warned_at_when_warned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lapse_warnings__gte", 0), ("lapse_warnings__lte", 2)),
                        name="training_is_warned_of_twice_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["initial", "refresher"])),
                        name="training_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["in_person", "online"])),
                        name="training_mode_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded_at__isnull", True), ("recorded_by__isnull", True)),
                            models.Q(
                                ("recorded_at__isnull", False), ("recorded_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="training_recorded_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="training_withdrawn_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawal_reason", ""), ("withdrawn_at__isnull", True)),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                models.Q(("withdrawal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="training_withdrawn_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects__isnull", True),
                            models.Q(("corrects", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="training_not_a_correction_of_itself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("corrects__isnull", True),
                            ("day__isnull", False),
                            ("withdrawn_at__isnull", True),
                        ),
                        fields=("day", "member"),
                        name="one_completion_per_training_day_and_member",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("booked_at", models.DateTimeField()),
                ("given_back_at", models.DateTimeField(blank=True, null=True)),
                ("absent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "absent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "booked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_back_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_bookings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="mentoring.trainingday",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "member"), name="one_booking_per_day_and_member"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("booked_at__isnull", True), ("booked_by__isnull", True)),
                            models.Q(("booked_at__isnull", False), ("booked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="booking_booked_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("given_back_at__isnull", True), ("given_back_by__isnull", True)
                            ),
                            models.Q(
                                ("given_back_at__isnull", False), ("given_back_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="booking_given_back_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("absent_at__isnull", True), ("absent_by__isnull", True)),
                            models.Q(("absent_at__isnull", False), ("absent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="booking_absent_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_back_at__isnull", True),
                            ("absent_at__isnull", True),
                            _connector="OR",
                        ),
                        name="booking_not_given_back_and_absent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("letter", models.CharField(max_length=60)),
                ("language", models.CharField(max_length=12)),
                ("number", models.PositiveSmallIntegerField()),
                ("words", models.JSONField(default=dict)),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("letter", "language", "number"),
                        name="one_wording_per_letter_language_and_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("written_at__isnull", True), ("written_by__isnull", True)),
                            models.Q(("written_at__isnull", False), ("written_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="wording_written_has_who_and_when",
                    ),
                ],
            },
        ),
    ]
