from django.db import migrations, models


class Migration(migrations.Migration):
    """A role for those who look after safety."""

    dependencies = [
        ("accounts", "0002_filed_as"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="roleholding",
            name="a_role_is_a_known_one",
        ),
        migrations.AddConstraint(
            model_name="roleholding",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["administrator", "safeguarding"])),
                name="a_role_is_a_known_one",
            ),
        ),
    ]
