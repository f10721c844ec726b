import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("registration", "0001_registration"),
        ("registration", "0003_route_purpose"),
        ("registration", "0004_organisation_kind"),
        ("registration", "0005_wishes"),
        ("registration", "0006_registrant_by_organisation"),
        ("registration", "0007_remit"),
        ("registration", "0008_stages"),
        ("registration", "0009_enrolment_by_place"),
        ("registration", "0010_say_where"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_first_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KnowledgeArea",
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
                    "edition",
                    models.CharField(default="2021", max_length=10, verbose_name="edition"),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Used when terms are merged. A replaced term must also be retired.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="registration.knowledgearea",
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "name"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            ("retired_at__isnull", False),
                            _connector="OR",
                        ),
                        name="knowledgearea_replaced_means_retired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            models.Q(("replaced_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="knowledgearea_not_replaced_by_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Language",
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
                    "code",
                    models.CharField(max_length=12, unique=True, verbose_name="language code"),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Used when terms are merged. A replaced term must also be retired.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="registration.language",
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "name"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            ("retired_at__isnull", False),
                            _connector="OR",
                        ),
                        name="language_replaced_means_retired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            models.Q(("replaced_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="language_not_replaced_by_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingWay",
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
                        to="registration.meetingway",
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "name"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            ("retired_at__isnull", False),
                            _connector="OR",
                        ),
                        name="meetingway_replaced_means_retired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            models.Q(("replaced_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="meetingway_not_replaced_by_itself",
                    ),
                ],
            },
        ),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            ("retired_at__isnull", False),
                            _connector="OR",
                        ),
                        name="organisationkind_replaced_means_retired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            models.Q(("replaced_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="organisationkind_not_replaced_by_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
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
                        to="registration.region",
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "name"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            ("retired_at__isnull", False),
                            _connector="OR",
                        ),
                        name="region_replaced_means_retired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            models.Q(("replaced_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="region_not_replaced_by_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "holding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remits",
                        to="accounts.roleholding",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remits",
                        to="registration.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "network of a regional officer",
                "verbose_name_plural": "networks of regional officers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("holding", "region"), name="an_officer_has_a_network_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Route",
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
                    "post_nominals",
                    models.CharField(max_length=12, verbose_name="letters after the name"),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        help_text="One sentence, shown where members choose a route. No fees, no periods.",
                        max_length=300,
                        verbose_name="what it is for",
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
                        to="registration.route",
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "name"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            ("retired_at__isnull", False),
                            _connector="OR",
                        ),
                        name="route_replaced_means_retired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            models.Q(("replaced_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="route_not_replaced_by_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("awarded_on", models.DateField(verbose_name="date of the award")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awards",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="registration.route",
                    ),
                ),
            ],
            options={
                "ordering": ("-awarded_on", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "route"), name="award_held_once_per_route"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sector",
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
                        to="registration.sector",
                        verbose_name="replaced by",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "name"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            ("retired_at__isnull", False),
                            _connector="OR",
                        ),
                        name="sector_replaced_means_retired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by__isnull", True),
                            models.Q(("replaced_by", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="sector_not_replaced_by_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Registrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "job_title",
                    models.CharField(blank=True, max_length=120, verbose_name="job title"),
                ),
                (
                    "organisation",
                    models.CharField(blank=True, max_length=120, verbose_name="organisation"),
                ),
                (
                    "areas_to_develop",
                    models.ManyToManyField(
                        blank=True,
                        to="registration.knowledgearea",
                        verbose_name="knowledge areas to develop",
                    ),
                ),
                (
                    "languages",
                    models.ManyToManyField(
                        blank=True, to="registration.language", verbose_name="languages to work in"
                    ),
                ),
                (
                    "meeting_ways",
                    models.ManyToManyField(
                        blank=True,
                        to="registration.meetingway",
                        verbose_name="ways of meeting that suit",
                    ),
                ),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="registrant",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation_kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registration.organisationkind",
                        verbose_name="kind of organisation",
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
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        help_text="The route of the award with the latest date. Kept by the award verbs.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.route",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="registration.sector",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Upper("organisation"),
                        name="registrant_by_organisation",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("completed", "Completed"), ("left", "Left")],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("mentored_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="enrolments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "region",
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
                    "route",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="registration.route",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registration.sector",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "open")),
                        fields=["region", "sector", "route", "member", "id"],
                        name="enrolment_by_place",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["completed", "left", "open"])),
                        name="enrolment_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("status", "open"), _negated=True),
                            ),
                            models.Q(
                                models.Q(("closed_at__isnull", False), _negated=True),
                                ("status", "open"),
                            ),
                            _connector="OR",
                        ),
                        name="enrolment_closed_at_when_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at__isnull", True),
                            ("opened_at__isnull", True),
                            ("closed_at__gte", models.F("opened_at")),
                            _connector="OR",
                        ),
                        name="enrolment_closed_after_opened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_at__isnull", True),
                            ("asked_at__isnull", True),
                            ("agreed_at__gte", models.F("asked_at")),
                            _connector="OR",
                        ),
                        name="enrolment_agreed_after_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_at__isnull", True),
                            ("agreed_at__isnull", True),
                            ("started_at__gte", models.F("agreed_at")),
                            _connector="OR",
                        ),
                        name="enrolment_started_after_agreed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mentored_at__isnull", True),
                            ("started_at__isnull", True),
                            ("mentored_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="enrolment_mentored_after_started",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("member", "route"),
                        name="one_open_enrolment_per_member_and_route",
                    ),
                ],
            },
        ),
    ]
