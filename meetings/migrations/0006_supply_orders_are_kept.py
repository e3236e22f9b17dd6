"""A condition may name a supply order, now that they are kept; recalls nobody answered for come on the agenda."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0008_holidays"),
        ("meetings", "0005_nothing_told_is_emptied"),
        ("pediatric_platform", "0008_contacts_of_now"),
        ("supply", "0015_arrivals_over_and_turned_away"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="condition",
            name="condition_has_its_threshold",
        ),
        migrations.RemoveConstraint(
            model_name="condition",
            name="condition_names_what_it_measures",
        ),
        migrations.AddField(
            model_name="condition",
            name="supply_order",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="supply.supplyorder",
                verbose_name="orden de suministro",
            ),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opening", "Lista de asistencia y quórum"),
                    ("agreements", "Acuerdos vencidos o incumplidos"),
                    ("cases", "Casos que subieron a la sesión"),
                    ("uncovered", "Niñas y niños sin cobertura completa"),
                    ("recalls", "Retiros sanitarios sin respuesta"),
                    ("delegations", "Delegaciones con menor abasto"),
                    ("drugs", "Medicamentos con menor abasto"),
                    ("fill_rate", "Cumplimiento de entregas"),
                    ("rollout", "Expediente electrónico detenido"),
                    ("network", "Huecos de la red de responsables"),
                    ("review", "Revisión por delegación"),
                    ("free", "Otro asunto"),
                ],
                max_length=12,
                verbose_name="clase",
            ),
        ),
        migrations.AlterField(
            model_name="condition",
            name="kind",
            field=models.CharField(
                choices=[
                    ("abasto_level", "Nivel de abasto de una delegación o unidad, al menos (%)"),
                    ("drug_coverage", "Días de cobertura de un medicamento, al menos"),
                    ("reports_signed", "Unidades que firmaron la semana, al menos (%)"),
                    ("children_uncovered", "Niñas y niños sin cobertura completa, a lo más"),
                    ("post_filled", "Un puesto con titular"),
                    ("case_confirmed", "Un caso confirmado"),
                    ("transfer_accepted", "Un traspaso recibido completo"),
                    ("order_received", "Una orden de suministro recibida completa"),
                    ("milestone_reached", "Un hito del expediente electrónico logrado"),
                ],
                max_length=20,
                verbose_name="qué se mide",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "kind__in",
                            (
                                "post_filled",
                                "case_confirmed",
                                "transfer_accepted",
                                "order_received",
                                "milestone_reached",
                            ),
                        ),
                        ("threshold__isnull", True),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "kind__in",
                                (
                                    "post_filled",
                                    "case_confirmed",
                                    "transfer_accepted",
                                    "order_received",
                                    "milestone_reached",
                                ),
                            ),
                            _negated=True,
                        ),
                        ("threshold__gte", 0),
                        ("threshold__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="condition_has_its_threshold",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("drug__isnull", True),
                        ("kind", "abasto_level"),
                        models.Q(("delegation__isnull", False), ("unit__isnull", False), _connector="OR"),
                    ),
                    models.Q(("drug__isnull", False), ("kind", "drug_coverage"), ("unit__isnull", False)),
                    models.Q(("delegation__isnull", False), ("kind", "reports_signed")),
                    models.Q(
                        ("kind", "children_uncovered"),
                        models.Q(("delegation__isnull", False), ("unit__isnull", False), _connector="OR"),
                    ),
                    models.Q(
                        ("kind", "post_filled"),
                        models.Q(("role", ""), _negated=True),
                        models.Q(("delegation__isnull", False), ("unit__isnull", False), _connector="OR"),
                    ),
                    models.Q(("case__isnull", False), ("kind", "case_confirmed")),
                    models.Q(("kind", "transfer_accepted"), ("transfer__isnull", False)),
                    models.Q(("kind", "order_received"), ("supply_order__isnull", False)),
                    models.Q(
                        ("kind", "milestone_reached"),
                        ("unit__isnull", False),
                        models.Q(("milestone", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="condition_names_what_it_measures",
            ),
        ),
    ]
