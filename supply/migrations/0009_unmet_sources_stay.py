"""How it was noticed that something was missing is only ever added."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("supply", "0008_unmet_demand"), ("delegations", "0008_holidays")]

    operations = [
        migrations.RunSQL(
            """CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON supply_unmetsource
               FOR EACH STATEMENT EXECUTE FUNCTION append_only()""",
            "DROP TRIGGER append_only ON supply_unmetsource",
        )
    ]
