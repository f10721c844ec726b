import lib.codes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0038_training_codes")]

    operations = [
        migrations.AlterField(
            model_name="trainingcompletion",
            name="code",
            field=models.CharField(default=lib.codes.new_code, editable=False, max_length=12),
        ),
        migrations.AddConstraint(
            model_name="trainingcompletion",
            constraint=models.UniqueConstraint(
                fields=("code",), name="a_code_is_of_one_completion"
            ),
        ),
    ]
