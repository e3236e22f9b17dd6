"""Answers are written over and over: half a page is left free, and no index names a column that each of them changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supply", "0006_unit_coverage"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="requirement", name="requirement_missing"),
        migrations.AddIndex(
            model_name="requirement",
            index=models.Index(condition=models.Q(("short__gt", 0)), fields=["drug"], name="requirement_missing"),
        ),
        # The unique constraint on (package, drug) finds a package's lines as well.
        migrations.AlterField(
            model_name="requirement",
            name="package",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="requirements",
                to="supply.requirementpackage",
                verbose_name="paquete",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE supply_requirement SET (fillfactor = 50)", "ALTER TABLE supply_requirement RESET (fillfactor)"
        ),
    ]
