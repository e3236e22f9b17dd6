"""What the database keeps of this floor by itself.

- an approved regimen, its phases, lines and age bands are read-only; a withdrawal is the one change it takes;
- a vial is never drawn beyond what it holds, nor after it is no longer good, nor once discarded;
- a text that somebody agreed to is never changed.
"""

from django.db import migrations

APPROVED_IS_READ_ONLY = """
CREATE FUNCTION pediatric_regimen_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told constant text[] := ARRAY['state', 'withdrawn_on', 'withdrawn_reason'];
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'approved' AND NEW.state = 'withdrawn'
       AND to_jsonb(NEW) - told = to_jsonb(OLD) - told THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation',
        CONSTRAINT = 'approved_regimen_is_read_only',
        MESSAGE = format('regimen %s is approved: %s is refused', OLD.id, TG_OP),
        HINT = 'Write a new version.';
END
$$;
CREATE TRIGGER approved_is_read_only BEFORE UPDATE OR DELETE ON pediatric_platform_regimen
    FOR EACH ROW EXECUTE FUNCTION pediatric_regimen_guard();

CREATE FUNCTION pediatric_regimen_part_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
    former jsonb := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) ELSE part END;
    regimen bigint;
BEGIN
    FOR regimen IN
        SELECT CASE TG_TABLE_NAME
                 WHEN 'pediatric_platform_phase' THEN (row ->> 'regimen_id')::bigint
                 WHEN 'pediatric_platform_regimenline' THEN
                   (SELECT p.regimen_id FROM pediatric_platform_phase AS p WHERE p.id = (row ->> 'phase_id')::bigint)
                 ELSE (SELECT p.regimen_id FROM pediatric_platform_regimenline AS l
                         JOIN pediatric_platform_phase AS p ON p.id = l.phase_id
                        WHERE l.id = (row ->> 'line_id')::bigint)
               END
          FROM unnest(ARRAY[part, former]) AS row
    LOOP
        IF EXISTS (SELECT 1 FROM pediatric_platform_regimen AS r WHERE r.id = regimen AND r.state <> 'draft') THEN
            RAISE EXCEPTION USING
                ERRCODE = 'integrity_constraint_violation',
                CONSTRAINT = 'approved_regimen_is_read_only',
                MESSAGE = format('regimen %s is approved: %s of its parts is refused', regimen, TG_OP),
                HINT = 'Write a new version.';
        END IF;
    END LOOP;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER approved_is_read_only BEFORE INSERT OR UPDATE OR DELETE ON pediatric_platform_phase
    FOR EACH ROW EXECUTE FUNCTION pediatric_regimen_part_guard();
CREATE TRIGGER approved_is_read_only BEFORE INSERT OR UPDATE OR DELETE ON pediatric_platform_regimenline
    FOR EACH ROW EXECUTE FUNCTION pediatric_regimen_part_guard();
CREATE TRIGGER approved_is_read_only BEFORE INSERT OR UPDATE OR DELETE ON pediatric_platform_ageband
    FOR EACH ROW EXECUTE FUNCTION pediatric_regimen_part_guard();
"""

DRAWS_FIT_THE_VIAL = """
CREATE FUNCTION pediatric_draw_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    vial pediatric_platform_vial%ROWTYPE;
    drawn numeric;
BEGIN
    -- Locked: two people who draw from one vial at once wait for each other.
    SELECT * INTO vial FROM pediatric_platform_vial WHERE id = NEW.vial_id FOR UPDATE;
    SELECT coalesce(sum(amount), 0) INTO drawn FROM pediatric_platform_draw WHERE vial_id = NEW.vial_id;
    IF drawn + NEW.amount > vial.amount THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            CONSTRAINT = 'draws_are_within_the_vial',
            MESSAGE = format('vial %s holds %s and %s of it is drawn', vial.id, vial.amount, drawn);
    END IF;
    IF NEW.at > vial.use_before OR vial.discarded_at IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            CONSTRAINT = 'draws_are_within_stability',
            MESSAGE = format('vial %s was good until %s', vial.id, vial.use_before);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER fits_the_vial BEFORE INSERT ON pediatric_platform_draw
    FOR EACH ROW EXECUTE FUNCTION pediatric_draw_guard();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pediatric_platform_draw
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pediatric_platform_mixtureevent
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pediatric_platform_deviation
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pediatric_platform_sessionmove
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
"""

AGREED_TEXT_STAYS = """
CREATE FUNCTION pediatric_consent_text_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM pediatric_platform_consent WHERE text_id = OLD.id)
       AND (TG_OP = 'DELETE' OR to_jsonb(NEW) <> to_jsonb(OLD)) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'agreed_text_stays',
            MESSAGE = format('somebody agreed to text %s: %s is refused', OLD.version, TG_OP),
            HINT = 'Write a new version.';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER agreed_text_stays BEFORE UPDATE OR DELETE ON pediatric_platform_consenttext
    FOR EACH ROW EXECUTE FUNCTION pediatric_consent_text_guard();
"""

UNDO = """
DROP TRIGGER agreed_text_stays ON pediatric_platform_consenttext;
DROP FUNCTION pediatric_consent_text_guard();
DROP TRIGGER append_only ON pediatric_platform_sessionmove;
DROP TRIGGER append_only ON pediatric_platform_deviation;
DROP TRIGGER append_only ON pediatric_platform_mixtureevent;
DROP TRIGGER append_only ON pediatric_platform_draw;
DROP TRIGGER fits_the_vial ON pediatric_platform_draw;
DROP FUNCTION pediatric_draw_guard();
DROP TRIGGER approved_is_read_only ON pediatric_platform_ageband;
DROP TRIGGER approved_is_read_only ON pediatric_platform_regimenline;
DROP TRIGGER approved_is_read_only ON pediatric_platform_phase;
DROP FUNCTION pediatric_regimen_part_guard();
DROP TRIGGER approved_is_read_only ON pediatric_platform_regimen;
DROP FUNCTION pediatric_regimen_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("pediatric_platform", "0001_initial"), ("delegations", "0002_extensions_and_audit_guard")]

    operations = [
        migrations.RunSQL([APPROVED_IS_READ_ONLY, DRAWS_FIT_THE_VIAL, AGREED_TEXT_STAYS], UNDO),
    ]
