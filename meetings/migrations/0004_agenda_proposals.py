"""Matters that somebody proposed wait until whoever keeps the agenda says yes or no."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_signing_waits_for_nobody_late")]

    operations = [
        migrations.AddField(
            "agendaitem", "is_proposed", models.BooleanField(default=False, verbose_name="por aceptar")
        ),
        migrations.AddConstraint(
            "agendaitem",
            models.CheckConstraint(
                condition=Q(
                    ("is_proposed", False),
                    Q(("is_dropped", False), ("kind", "free"), ("state", "pending")),
                    _connector="OR",
                ),
                name="proposed_agenda_item_waits",
            ),
        ),
    ]
