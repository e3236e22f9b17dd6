"""What the database keeps of cases, stamps, visits and guides by itself.

- events and checks of a case, stamps of an episode and readings of a guide are only ever added;
- a case is confirmed only when everybody whom it touches is, and closed without that only after three contacts, on
  three different days of the hospital's calendar and by two ways: "did not answer" alone ends nothing;
- a signed visit and what it found, and the words of a published guide, stay as they are.
"""

from django.db import migrations

APPEND_ONLY = ("caseevent", "casecheck", "feverstamp", "guidereading")

CASES_END_FOR_A_REASON = """
CREATE FUNCTION pediatric_case_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    contacts integer;
    days integer;
    ways integer;
BEGIN
    IF NEW.state = 'confirmed' AND OLD.state <> 'confirmed' AND (
        EXISTS (SELECT 1 FROM pediatric_platform_casefollower AS f
                 WHERE f.case_id = NEW.id AND f.left_at IS NULL AND f.confirmed_at IS NULL)
        OR NOT EXISTS (SELECT 1 FROM pediatric_platform_casefollower AS f
                        WHERE f.case_id = NEW.id AND f.left_at IS NULL AND f.confirmed_at IS NOT NULL)
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            CONSTRAINT = 'case_is_confirmed_by_everybody_it_touches',
            MESSAGE = format('case %s: somebody whom it touches has not confirmed it', NEW.id);
    END IF;
    IF NEW.state = 'closed' AND OLD.state <> 'closed' THEN
        SELECT count(*), count(DISTINCT (e.at AT TIME ZONE u.time_zone)::date), count(DISTINCT e.way)
          INTO contacts, days, ways
          FROM pediatric_platform_caseevent AS e
          JOIN delegations_unit AS u ON u.id = NEW.unit_id
         WHERE e.case_id = NEW.id AND e.kind = 'contact';
        IF contacts < 3 OR days < 3 OR ways < 2 THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                CONSTRAINT = 'case_is_closed_only_after_contacts',
                MESSAGE = format('case %s: %s contacts on %s days by %s ways', NEW.id, contacts, days, ways);
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER ends_for_a_reason BEFORE UPDATE OF state ON pediatric_platform_case
    FOR EACH ROW EXECUTE FUNCTION pediatric_case_guard();

CREATE FUNCTION pediatric_case_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state IN ('confirmed', 'closed') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            CONSTRAINT = 'case_does_not_begin_ended',
            MESSAGE = format('a case begins as %s', NEW.state);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER begins_standing BEFORE INSERT ON pediatric_platform_case
    FOR EACH ROW EXECUTE FUNCTION pediatric_case_begins();
"""

SIGNED_VISITS_STAY = """
CREATE FUNCTION pediatric_visit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    visit bigint;
BEGIN
    IF TG_TABLE_NAME = 'pediatric_platform_visit' THEN
        IF OLD.signed_at IS NULL THEN
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
        visit := OLD.id;
    ELSE
        visit := (CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END).visit_id;
        IF NOT EXISTS (SELECT 1 FROM pediatric_platform_visit WHERE id = visit AND signed_at IS NOT NULL)
           AND (TG_OP <> 'UPDATE' OR NOT EXISTS (
                SELECT 1 FROM pediatric_platform_visit WHERE id = OLD.visit_id AND signed_at IS NOT NULL)) THEN
            RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
        END IF;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation',
        CONSTRAINT = 'signed_visit_is_read_only',
        MESSAGE = format('visit %s is signed: %s is refused', visit, TG_OP);
END
$$;
CREATE TRIGGER signed_is_read_only BEFORE UPDATE OR DELETE ON pediatric_platform_visit
    FOR EACH ROW EXECUTE FUNCTION pediatric_visit_guard();
CREATE TRIGGER signed_is_read_only BEFORE INSERT OR UPDATE OR DELETE ON pediatric_platform_visitanswer
    FOR EACH ROW EXECUTE FUNCTION pediatric_visit_guard();
"""

PUBLISHED_GUIDES_STAY = """
CREATE FUNCTION pediatric_guide_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told constant text[] := ARRAY['state', 'withdrawn_reason', 'edition'];
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state <> 'draft'
       AND (NEW.state = OLD.state OR OLD.state <> 'withdrawn')
       AND to_jsonb(NEW) - told = to_jsonb(OLD) - told THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation',
        CONSTRAINT = 'published_guide_is_read_only',
        MESSAGE = format('version %s is published: %s is refused', OLD.id, TG_OP),
        HINT = 'Write a new version.';
END
$$;
CREATE TRIGGER published_is_read_only BEFORE UPDATE OR DELETE ON pediatric_platform_guideversion
    FOR EACH ROW EXECUTE FUNCTION pediatric_guide_guard();

CREATE FUNCTION pediatric_guide_statement_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
    former jsonb := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) ELSE part END;
BEGIN
    IF EXISTS (
        SELECT 1 FROM unnest(ARRAY[part, former]) AS row
          JOIN pediatric_platform_guideversion AS v ON v.id = (row ->> 'version_id')::bigint
         WHERE v.state <> 'draft'
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'published_guide_is_read_only',
            MESSAGE = format('version %s is published: %s of its statements is refused', part ->> 'version_id', TG_OP),
            HINT = 'Write a new version.';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER published_is_read_only BEFORE INSERT OR UPDATE OR DELETE ON pediatric_platform_guidestatement
    FOR EACH ROW EXECUTE FUNCTION pediatric_guide_statement_guard();
"""

UNDO = """
DROP TRIGGER published_is_read_only ON pediatric_platform_guidestatement;
DROP FUNCTION pediatric_guide_statement_guard();
DROP TRIGGER published_is_read_only ON pediatric_platform_guideversion;
DROP FUNCTION pediatric_guide_guard();
DROP TRIGGER signed_is_read_only ON pediatric_platform_visitanswer;
DROP TRIGGER signed_is_read_only ON pediatric_platform_visit;
DROP FUNCTION pediatric_visit_guard();
DROP TRIGGER begins_standing ON pediatric_platform_case;
DROP FUNCTION pediatric_case_begins();
DROP TRIGGER ends_for_a_reason ON pediatric_platform_case;
DROP FUNCTION pediatric_case_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("pediatric_platform", "0005_cases_fever_rollout_guides")]

    operations = [
        *(
            migrations.RunSQL(
                f"""CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON pediatric_platform_{table}
                    FOR EACH STATEMENT EXECUTE FUNCTION append_only()""",
                f"DROP TRIGGER append_only ON pediatric_platform_{table}",
            )
            for table in APPEND_ONLY
        ),
        migrations.RunSQL([CASES_END_FOR_A_REASON, SIGNED_VISITS_STAY, PUBLISHED_GUIDES_STAY], UNDO),
    ]
