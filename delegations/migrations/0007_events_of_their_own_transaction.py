"""An event belongs to the transaction that writes it: none can be added later to explain what was changed before."""

from django.db import migrations

STAMP = """
CREATE FUNCTION stamp_event() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.transaction := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION stamp_event() FROM PUBLIC;
CREATE TRIGGER own_transaction BEFORE INSERT ON delegations_auditevent FOR EACH ROW EXECUTE FUNCTION stamp_event();
"""
UNSTAMP = "DROP TRIGGER own_transaction ON delegations_auditevent; DROP FUNCTION stamp_event();"


class Migration(migrations.Migration):
    dependencies = [("delegations", "0006_names_folded")]

    operations = [migrations.RunSQL(STAMP, UNSTAMP)]
