from django.db import migrations, models

ROLES = ["administrator", "auditor", "regional_officer", "safeguarding", "training_administrator"]


class Migration(migrations.Migration):
    """Roles for training, for networks, and for looking without acting."""

    dependencies = [
        ("accounts", "0003_safeguarding"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="roleholding",
            name="a_role_is_a_known_one",
        ),
        migrations.AddConstraint(
            model_name="roleholding",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ROLES)),
                name="a_role_is_a_known_one",
            ),
        ),
        migrations.AlterField(
            model_name="roleholding",
            name="role",
            field=models.CharField(
                max_length=30,
                choices=[
                    ("administrator", "Administrator"),
                    ("training_administrator", "Training administrator"),
                    ("regional_officer", "Regional officer"),
                    ("auditor", "Auditor"),
                    ("safeguarding", "Safeguarding"),
                ],
            ),
        ),
    ]
