"""Extensions that searches lean on, and the trigger that keeps the audit trail as it was written."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

GUARD = """
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation',
        CONSTRAINT = TG_TABLE_NAME || '_is_append_only',
        MESSAGE = format('%s is append-only: %s is refused', TG_TABLE_NAME, TG_OP),
        HINT = 'A correction is a new row.';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON delegations_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
"""
UNGUARD = "DROP TRIGGER append_only ON delegations_auditevent; DROP FUNCTION append_only();"


class Migration(migrations.Migration):
    dependencies = [("delegations", "0001_initial")]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
