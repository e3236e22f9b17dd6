"""Whoever writes what minutes tell waits for a signature under way.

The guard of migration 0002 looked for signed minutes, and did not see a signature that was being written in another
transaction: a line of attendance could slip in after it had been frozen without it. Now it first asks for the meeting's
row, which the signature holds, and looks after that.
"""

from django.db import migrations

HEAD = "CREATE OR REPLACE FUNCTION meetings_told_guard() RETURNS trigger LANGUAGE plpgsql AS $$"
BODY = """
DECLARE
    one bigint := (CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END).meeting_id;
    former bigint := CASE TG_OP WHEN 'UPDATE' THEN OLD.meeting_id ELSE one END;
BEGIN
    {wait}
    IF EXISTS (
        SELECT 1 FROM meetings_minutes AS m
         WHERE m.meeting_id IN (one, former) AND m.signed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'what_signed_minutes_tell_stays',
            MESSAGE = format('the minutes of meeting %s are signed: %s of %s is refused', one, TG_OP, TG_TABLE_NAME),
            HINT = 'A correction is an addendum.';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
"""
WAITS = "PERFORM 1 FROM meetings_meeting AS t WHERE t.id IN (one, former) ORDER BY t.id FOR KEY SHARE;"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_what_stays")]

    operations = [migrations.RunSQL(HEAD + BODY.format(wait=WAITS), HEAD + BODY.format(wait=""))]
