"""The working thresholds of coverage, as data that administrators may change."""

from django.db import migrations

ROWS = [("critical", "0"), ("low", "7"), ("adequate", "15"), ("high", "60.1"), ("excess", "120.1")]
SOURCE = "Valores de trabajo; ninguno es oficial del Instituto."


def load(apps, schema_editor):
    threshold = apps.get_model("supply", "CoverageThreshold")
    threshold.objects.bulk_create(
        [threshold(category=name, from_days=days, source=SOURCE) for name, days in ROWS], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("supply", "0002_ledger_triggers")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
