"""A cancelled session says what for, and a dose left out says whether it was not there: both break a promise."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0007_events_of_their_own_transaction"),
        ("pediatric_platform", "0003_deviation_by_allergy"),
        ("supply", "0007_room_for_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="dose",
            name="was_missing",
            field=models.BooleanField(default=False, verbose_name="no se dio porque no había"),
        ),
        migrations.AddField(
            model_name="session",
            name="cancel_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("cytopenia", "Citopenia"),
                    ("fever", "Fiebre o infección"),
                    ("missing_drug", "Falta un medicamento"),
                    ("family", "La familia no puede ese día"),
                    ("other", "Otro motivo"),
                ],
                max_length=12,
                verbose_name="por qué se canceló",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="missing_drug",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="supply.drug",
                verbose_name="medicamento que falta",
            ),
        ),
        migrations.AddConstraint(
            model_name="dose",
            constraint=models.CheckConstraint(
                condition=models.Q(("was_missing", False), ("state", "omitted"), _connector="OR"),
                name="only_omitted_dose_was_missing",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancel_reason", ""), ("missing_drug__isnull", True)),
                    models.Q(
                        ("state", "cancelled"),
                        models.Q(("cancel_reason", ""), _negated=True),
                        ("missing_drug__isnull", True),
                    ),
                    models.Q(("cancel_reason", "missing_drug"), ("state", "cancelled")),
                    _connector="OR",
                ),
                name="only_cancelled_session_has_a_kind_of_reason",
            ),
        ),
    ]
