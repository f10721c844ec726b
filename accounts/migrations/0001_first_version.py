import accounts.choices
import accounts.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_member"),
        ("accounts", "0002_filed_as"),
        ("accounts", "0003_safeguarding"),
        ("accounts", "0004_roles"),
        ("accounts", "0005_bounced"),
        ("accounts", "0006_erasure"),
        ("accounts", "0007_data_copy"),
        ("accounts", "0008_retention"),
        ("accounts", "0009_member_closed"),
        ("accounts", "0010_erasure_entered"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("is_staff", models.BooleanField(default=False, verbose_name="in the office")),
                (
                    "email",
                    accounts.fields.AddressField(
                        max_length=254, unique=True, verbose_name="e-mail address"
                    ),
                ),
                ("name", accounts.fields.NameField(max_length=150, verbose_name="name")),
                (
                    "filed_as",
                    accounts.fields.FiledField(
                        db_index=True,
                        editable=False,
                        max_length=150,
                        of="name",
                        verbose_name="filed as",
                    ),
                ),
                (
                    "called",
                    accounts.fields.LineField(
                        blank=True, max_length=60, verbose_name="what to call you"
                    ),
                ),
                (
                    "pronouns",
                    accounts.fields.LineField(blank=True, max_length=40, verbose_name="pronouns"),
                ),
                (
                    "membership_number",
                    accounts.fields.MembershipNumberField(
                        blank=True, max_length=20, null=True, verbose_name="membership number"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default=accounts.choices.default_language,
                        max_length=10,
                        validators=[accounts.choices.validate_language],
                        verbose_name="language",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/London",
                        max_length=64,
                        validators=[accounts.choices.validate_time_zone],
                        verbose_name="time zone",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="open")),
                (
                    "joined_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="joined"),
                ),
                (
                    "bounced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="letters came back"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "member",
                "verbose_name_plural": "members",
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_active", False)),
                        fields=["id"],
                        name="member_closed",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="an_address_belongs_to_one_member",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(
                            models.F("email"), django.db.models.functions.text.Lower("email")
                        ),
                        name="an_address_is_in_small_letters",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        name="a_member_has_an_address",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.GreaterThan(
                            django.db.models.functions.text.Length("name"), 0
                        ),
                        name="a_member_has_a_name",
                    ),
                    models.UniqueConstraint(
                        fields=("membership_number",),
                        name="a_membership_number_belongs_to_one_member",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("membership_number__isnull", True),
                            models.Q(
                                django.db.models.lookups.Exact(
                                    models.F("membership_number"),
                                    django.db.models.functions.text.Upper("membership_number"),
                                ),
                                django.db.models.lookups.GreaterThanOrEqual(
                                    django.db.models.functions.text.Length("membership_number"), 3
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="a_membership_number_is_in_capitals_and_not_short",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_superuser", False), ("is_staff", True), _connector="OR"
                        ),
                        name="a_superuser_is_in_the_office",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(blank=True, null=True)),
                ("content", models.BinaryField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="data_copies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("made_at__isnull", True),
                            ("asked_at__isnull", True),
                            ("made_at__gte", models.F("asked_at")),
                            _connector="OR",
                        ),
                        name="copy_is_made_after_it_is_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", False), ("content__isnull", False)),
                            models.Q(
                                models.Q(("made_at__isnull", False), _negated=True),
                                models.Q(("content__isnull", False), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="copy_has_content_when_made",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("warned_at", models.DateTimeField(blank=True, null=True)),
                ("identity", models.TextField(blank=True, max_length=500)),
                (
                    "entered_by",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasure",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_at__isnull", True),
                            ("asked_at__isnull", True),
                            ("due_at__gte", models.F("asked_at")),
                            _connector="OR",
                        ),
                        name="erasure_is_due_after_it_is_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            ("due_at__isnull", True),
                            ("done_at__gte", models.F("due_at")),
                            _connector="OR",
                        ),
                        name="erasure_is_done_when_it_is_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("warned_at__isnull", True),
                            ("asked_at__isnull", True),
                            ("warned_at__gte", models.F("asked_at")),
                            _connector="OR",
                        ),
                        name="erasure_is_told_from_its_beginning_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("identity", ""), ("entered_by__isnull", False), _connector="OR"
                        ),
                        name="erasure_identity_only_where_it_was_entered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleHolding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "Administrator"),
                            ("training_administrator", "Training administrator"),
                            ("regional_officer", "Regional officer"),
                            ("auditor", "Auditor"),
                            ("safeguarding", "Safeguarding"),
                        ],
                        max_length=30,
                    ),
                ),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_holdings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "role"), name="a_member_holds_a_role_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "administrator",
                                    "auditor",
                                    "regional_officer",
                                    "safeguarding",
                                    "training_administrator",
                                ],
                            )
                        ),
                        name="a_role_is_a_known_one",
                    ),
                ],
            },
        ),
    ]
