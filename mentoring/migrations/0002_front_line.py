from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0001_mentoring"),
    ]

    operations = [
        migrations.AddField(
            model_name="mentorprofile",
            name="works_at_front_line",
            field=models.BooleanField(default=False, verbose_name="works at the front line"),
        ),
    ]
