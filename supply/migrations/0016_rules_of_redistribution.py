"""Four working values of redistribution become rules of planning."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supply", "0015_arrivals_over_and_turned_away"),
    ]

    operations = [
        migrations.AlterField(
            model_name="planningrule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("window_weeks", "Ventana del CPM (semanas)"),
                    ("lead_time_days", "Tiempo de surtimiento (días)"),
                    ("review_days", "Cada cuánto se pide (días)"),
                    ("service_level", "Nivel de servicio (%)"),
                    ("emergency_per_month", "Requisiciones urgentes al mes"),
                    ("emergency_days", "Días que cubre una requisición urgente"),
                    ("arrival_probability", "Probabilidad con la que se cuenta un pedido (%)"),
                    ("order_limit", "Importe de una orden sin procedimiento que se revisa (pesos)"),
                    ("shelf_days", "Vida que debe quedar al llegar de otra unidad (días)"),
                    ("least_pieces", "Piezas que justifican un traslado"),
                    ("expiry_days", "Lo que caduca en este plazo se busca usar (días)"),
                    ("transit_days", "Días de un traslado dentro de la delegación"),
                ],
                max_length=24,
                verbose_name="regla",
            ),
        ),
    ]
