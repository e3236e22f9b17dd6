"""The country's week, added up from the weeks that the delegations have."""

import django.db.models.expressions
from django.db import migrations, models

# The columns as they are at this migration.
SUMMED = [
    "opening", "received", "dispensed", "transferred_in", "transferred_out", "adjusted", "expired", "closing",
    "usable", "days_out", "expiring_30", "expiring_60", "expiring_90", "presented", "filled", "partly_filled",
    "denied", "denied_pieces", "pairs_out", "pairs_critical", "pairs_low", "pairs_adequate", "pairs_high",
    "pairs_excess", "units_expected", "units_signed", "units_on_time", "units_validated",
]  # fmt: skip
BACKFILL = f"""
INSERT INTO supply_countryweek (week, place_kind, {", ".join(SUMMED)}, data_as_of, computed_at)
SELECT week, place_kind, {", ".join(f"sum({name})" for name in SUMMED)}, min(data_as_of), now()
  FROM supply_delegationweek GROUP BY week, place_kind;
"""  # noqa: S608


class Migration(migrations.Migration):
    dependencies = [
        ("supply", "0003_working_thresholds"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountryWeek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opening", models.BigIntegerField(default=0, verbose_name="inicial")),
                ("received", models.BigIntegerField(default=0, verbose_name="recibidas")),
                ("dispensed", models.BigIntegerField(default=0, verbose_name="surtidas")),
                ("transferred_in", models.BigIntegerField(default=0, verbose_name="entradas por traspaso")),
                ("transferred_out", models.BigIntegerField(default=0, verbose_name="salidas por traspaso")),
                ("adjusted", models.BigIntegerField(default=0, verbose_name="ajustes")),
                ("expired", models.BigIntegerField(default=0, verbose_name="caducadas")),
                ("closing", models.BigIntegerField(default=0, verbose_name="final")),
                ("usable", models.BigIntegerField(default=0, verbose_name="utilizables")),
                ("days_out", models.IntegerField(default=0, verbose_name="días sin existencia")),
                ("expiring_30", models.BigIntegerField(default=0, verbose_name="caducan en 30 días")),
                ("expiring_60", models.BigIntegerField(default=0, verbose_name="caducan en 60 días")),
                ("expiring_90", models.BigIntegerField(default=0, verbose_name="caducan en 90 días")),
                ("presented", models.IntegerField(default=0, verbose_name="recetas presentadas")),
                ("filled", models.IntegerField(default=0, verbose_name="recetas surtidas")),
                ("partly_filled", models.IntegerField(default=0, verbose_name="recetas parciales")),
                ("denied", models.IntegerField(default=0, verbose_name="recetas negadas")),
                ("denied_pieces", models.IntegerField(default=0, verbose_name="piezas negadas (estimadas)")),
                ("pairs_out", models.IntegerField(default=0, verbose_name="en cero")),
                ("pairs_critical", models.IntegerField(default=0, verbose_name="críticas")),
                ("pairs_low", models.IntegerField(default=0, verbose_name="bajas")),
                ("pairs_adequate", models.IntegerField(default=0, verbose_name="adecuadas")),
                ("pairs_high", models.IntegerField(default=0, verbose_name="altas")),
                ("pairs_excess", models.IntegerField(default=0, verbose_name="en exceso")),
                ("week", models.DateField(verbose_name="semana")),
                (
                    "place_kind",
                    models.CharField(
                        choices=[
                            ("almacen", "Almacenes"),
                            ("farmacia", "Farmacias"),
                            ("central_de_mezclas", "Centrales de mezclas"),
                            ("conjunto", "Conjunto"),
                        ],
                        max_length=20,
                        verbose_name="tipo de lugar",
                    ),
                ),
                ("units_expected", models.IntegerField(default=0, verbose_name="unidades esperadas")),
                ("units_signed", models.IntegerField(default=0, verbose_name="unidades que firmaron")),
                ("units_on_time", models.IntegerField(default=0, verbose_name="unidades a tiempo")),
                ("units_validated", models.IntegerField(default=0, verbose_name="unidades validadas")),
                ("data_as_of", models.DateTimeField(blank=True, null=True, verbose_name="datos al")),
                ("computed_at", models.DateTimeField(verbose_name="calculado")),
            ],
            options={
                "verbose_name": "semana nacional",
                "verbose_name_plural": "semanas nacionales",
                "ordering": ["-week"],
                "constraints": [
                    models.UniqueConstraint(fields=("week", "place_kind"), name="one_country_week_per_kind"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "closing",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("opening"), "+", models.F("received")
                                                    ),
                                                    "+",
                                                    models.F("transferred_in"),
                                                ),
                                                "-",
                                                models.F("transferred_out"),
                                            ),
                                            "-",
                                            models.F("dispensed"),
                                        ),
                                        "-",
                                        models.F("expired"),
                                    ),
                                    "+",
                                    models.F("adjusted"),
                                ),
                            )
                        ),
                        name="country_week_closing_is_what_flows_leave",
                    ),
                ],
            },
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
    ]
