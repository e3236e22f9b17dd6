"""What the database keeps of meetings by itself.

- snapshots, events of agreements, signatures, addenda and papers are only ever added;
- signed minutes never change, and neither do the attendance, the agenda and the reviews that they tell of;
- a meeting keeps its number and its series, and what was held is not deleted.
"""

from django.db import migrations

APPEND_ONLY = ("snapshot", "agreementevent", "signature", "addendum", "minutespaper")

SIGNED_MINUTES_STAY = """
CREATE FUNCTION meetings_minutes_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.signed_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation',
        CONSTRAINT = 'signed_minutes_are_read_only',
        MESSAGE = format('minutes %s are signed: %s is refused', OLD.folio, TG_OP),
        HINT = 'A correction is an addendum.';
END
$$;
CREATE TRIGGER signed_is_read_only BEFORE UPDATE OR DELETE ON meetings_minutes
    FOR EACH ROW EXECUTE FUNCTION meetings_minutes_guard();

CREATE FUNCTION meetings_minutes_begin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.signed_at IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'minutes_begin_unsigned',
            MESSAGE = format('minutes %s begin signed', NEW.folio);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER begin_unsigned BEFORE INSERT ON meetings_minutes
    FOR EACH ROW EXECUTE FUNCTION meetings_minutes_begin();

CREATE FUNCTION meetings_minutes_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM meetings_minutes WHERE signed_at IS NOT NULL) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'signed_minutes_are_read_only',
            MESSAGE = 'there are signed minutes: TRUNCATE is refused';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER signed_are_not_emptied BEFORE TRUNCATE ON meetings_minutes
    FOR EACH STATEMENT EXECUTE FUNCTION meetings_minutes_not_emptied();

CREATE FUNCTION meetings_told_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one bigint := (CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END).meeting_id;
    former bigint := CASE TG_OP WHEN 'UPDATE' THEN OLD.meeting_id ELSE one END;
BEGIN
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
CREATE TRIGGER told_by_signed_minutes BEFORE INSERT OR UPDATE OR DELETE ON meetings_attendance
    FOR EACH ROW EXECUTE FUNCTION meetings_told_guard();
CREATE TRIGGER told_by_signed_minutes BEFORE INSERT OR UPDATE OR DELETE ON meetings_agendaitem
    FOR EACH ROW EXECUTE FUNCTION meetings_told_guard();
CREATE TRIGGER told_by_signed_minutes BEFORE INSERT OR UPDATE OR DELETE ON meetings_review
    FOR EACH ROW EXECUTE FUNCTION meetings_told_guard();
"""

MEETINGS_KEEP_THEIR_NUMBER = """
CREATE FUNCTION meetings_meeting_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.opened_at IS NULL AND OLD.called_at IS NULL THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'called_meeting_is_not_deleted',
            MESSAGE = format('meeting %s was called: it is cancelled, not deleted', OLD.id);
    END IF;
    IF NEW.number <> OLD.number OR NEW.series_id <> OLD.series_id OR NEW.planned_on <> OLD.planned_on THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'meeting_keeps_its_number',
            MESSAGE = format('meeting %s keeps its number, series and day', OLD.id);
    END IF;
    IF NEW.state <> OLD.state AND NOT (
        OLD.state = 'planned' AND NEW.state IN ('running', 'cancelled')
        OR OLD.state = 'running' AND NEW.state = 'ended'
        OR OLD.state = 'ended' AND NEW.state = 'running'
           AND NOT EXISTS (SELECT 1 FROM meetings_minutes AS m WHERE m.meeting_id = NEW.id AND m.signed_at IS NOT NULL)
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'meeting_goes_from_state_to_state',
            MESSAGE = format('meeting %s cannot go from %s to %s', OLD.id, OLD.state, NEW.state);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keeps_its_number BEFORE UPDATE OR DELETE ON meetings_meeting
    FOR EACH ROW EXECUTE FUNCTION meetings_meeting_guard();
"""

UNDO = """
DROP TRIGGER keeps_its_number ON meetings_meeting;
DROP FUNCTION meetings_meeting_guard();
DROP TRIGGER told_by_signed_minutes ON meetings_review;
DROP TRIGGER told_by_signed_minutes ON meetings_agendaitem;
DROP TRIGGER told_by_signed_minutes ON meetings_attendance;
DROP FUNCTION meetings_told_guard();
DROP TRIGGER signed_are_not_emptied ON meetings_minutes;
DROP FUNCTION meetings_minutes_not_emptied();
DROP TRIGGER begin_unsigned ON meetings_minutes;
DROP FUNCTION meetings_minutes_begin();
DROP TRIGGER signed_is_read_only ON meetings_minutes;
DROP FUNCTION meetings_minutes_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [
        *(
            migrations.RunSQL(
                f"""CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON meetings_{table}
                    FOR EACH STATEMENT EXECUTE FUNCTION append_only()""",
                f"DROP TRIGGER append_only ON meetings_{table}",
            )
            for table in APPEND_ONLY
        ),
        migrations.RunSQL([SIGNED_MINUTES_STAY, MEETINGS_KEEP_THEIR_NUMBER], UNDO),
    ]
