"""A drug given in spite of a noted allergy is a deviation of its own kind."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pediatric_platform", "0002_guards")]

    operations = [
        migrations.AlterField(
            model_name="deviation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("regimen", "Otro esquema que el criterio único"),
                    ("dose", "Otra dosis que la del esquema"),
                    ("omitted", "Medicamento que no se da"),
                    ("schedule", "Otros días que los del esquema"),
                    ("allergy", "Medicamento al que tiene alergia anotada"),
                ],
                max_length=10,
                verbose_name="tipo",
            ),
        ),
    ]
