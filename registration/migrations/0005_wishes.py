from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0004_organisation_kind"),
    ]

    operations = [
        migrations.AddField(
            model_name="registrant",
            name="areas_to_develop",
            field=models.ManyToManyField(
                blank=True,
                to="registration.knowledgearea",
                verbose_name="knowledge areas to develop",
            ),
        ),
        migrations.AddField(
            model_name="registrant",
            name="languages",
            field=models.ManyToManyField(
                blank=True, to="registration.language", verbose_name="languages to work in"
            ),
        ),
        migrations.AddField(
            model_name="registrant",
            name="meeting_ways",
            field=models.ManyToManyField(
                blank=True, to="registration.meetingway", verbose_name="ways of meeting that suit"
            ),
        ),
    ]
