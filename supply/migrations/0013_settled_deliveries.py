"""What came over in a delivery waits for a decision, which is a delivery of its own."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("supply", "0012_keys_of_lots")]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="settles",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settlements",
                to="supply.deliveryline",
                verbose_name="resuelve el excedente de",
            ),
        ),
        migrations.RemoveConstraint(model_name="delivery", name="one_delivery_per_remision"),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=["supplier", "remision", "place"],
                condition=Q(voided_at__isnull=True, settles__isnull=True),
                name="one_delivery_per_remision",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=["settles"], condition=Q(voided_at__isnull=True), name="what_was_over_is_settled_once"
            ),
        ),
    ]
