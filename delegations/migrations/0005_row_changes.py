"""The database writes down each change of a watched row, by itself; the application reads that trail and no more."""

from django.db import migrations

RECORD = """
CREATE FUNCTION record_row_changes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    -- Arguments of the trigger: the column that names a row, columns never copied, columns whose change is no change.
    key text := TG_ARGV[0];
    secrets text[] := string_to_array(TG_ARGV[1], ',');
    ignored text[] := string_to_array(TG_ARGV[2], ',');
    -- The function runs as the owner of the trail: who signed in, or whose rights were put on, is asked apart.
    who text := CASE current_setting('role') WHEN 'none' THEN session_user::text ELSE current_setting('role') END;
    number bigint := pg_current_xact_id()::text::bigint;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO delegations_rowchange (at, transaction, database_user, "table", row_id, operation, before, after)
        SELECT now(), number, who, TG_TABLE_NAME, coalesce(o.columns, n.columns) ->> key, 'U',
               changes.before, changes.after
          -- OFFSET 0: or the planner would write to_jsonb(t) wherever `columns` stands, and make it anew each time.
          FROM (SELECT to_jsonb(t) AS columns FROM old_rows AS t OFFSET 0) AS o
          -- A row whose key itself changed has no other half: it is told as it was, and as it is.
          FULL JOIN (SELECT to_jsonb(t) AS columns FROM new_rows AS t OFFSET 0) AS n ON n.columns -> key = o.columns -> key,
               LATERAL (
                SELECT jsonb_object_agg(name, CASE WHEN name = ANY(secrets) THEN '"•••"' ELSE o.columns -> name END)
                           FILTER (WHERE o.columns IS NOT NULL) AS before,
                       jsonb_object_agg(name, CASE WHEN name = ANY(secrets) THEN '"•••"' ELSE n.columns -> name END)
                           FILTER (WHERE n.columns IS NOT NULL) AS after,
                       count(*) AS differing
                  FROM jsonb_object_keys(coalesce(o.columns, n.columns)) AS name
                 WHERE n.columns -> name IS DISTINCT FROM o.columns -> name AND name <> ALL(ignored)
               ) AS changes
         WHERE changes.differing > 0;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO delegations_rowchange (at, transaction, database_user, "table", row_id, operation, before, after)
        SELECT now(), number, who, TG_TABLE_NAME, o.columns ->> key, 'D', o.columns || kept.hidden, NULL
          FROM (SELECT to_jsonb(t) AS columns FROM old_rows AS t) AS o,
               (SELECT coalesce(jsonb_object_agg(name, '"•••"'::jsonb), '{}') AS hidden
                  FROM unnest(secrets) AS name) AS kept;
    ELSE
        INSERT INTO delegations_rowchange (at, transaction, database_user, "table", row_id, operation, before, after)
        SELECT now(), number, who, TG_TABLE_NAME, n.columns ->> key, 'I', NULL, n.columns || kept.hidden
          FROM (SELECT to_jsonb(t) AS columns FROM new_rows AS t) AS n,
               (SELECT coalesce(jsonb_object_agg(name, '"•••"'::jsonb), '{}') AS hidden
                  FROM unnest(secrets) AS name) AS kept;
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION record_row_changes() FROM PUBLIC;
"""

# Repeatable, and without touching a table that is watched as asked already (a new trigger waits for its writers).
WATCH = """
CREATE FUNCTION watch_table(watched text, key text DEFAULT 'id', secrets text[] DEFAULT '{}',
                            ignored text[] DEFAULT '{}', inserts boolean DEFAULT true)
    RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wanted text[] := ARRAY[key, array_to_string(secrets, ','), array_to_string(ignored, ',')];
    step record;
BEGIN
    FOR step IN SELECT * FROM (VALUES
        ('row_inserted', 'INSERT', 'NEW TABLE AS new_rows', inserts),
        ('row_updated', 'UPDATE', 'OLD TABLE AS old_rows NEW TABLE AS new_rows', true),
        ('row_deleted', 'DELETE', 'OLD TABLE AS old_rows', true)
    ) AS steps (name, event, tables, wanted)
    LOOP
        IF EXISTS (SELECT 1 FROM pg_trigger
                    WHERE tgrelid = watched::regclass AND tgname = step.name) THEN
            IF step.wanted AND EXISTS (
                SELECT 1 FROM pg_trigger
                 WHERE tgrelid = watched::regclass AND tgname = step.name AND tgenabled = 'O'
                   AND encode(tgargs, 'escape') = wanted[1] || '\\000' || wanted[2] || '\\000' || wanted[3] || '\\000')
            THEN
                CONTINUE;
            END IF;
            EXECUTE format('DROP TRIGGER %I ON %s', step.name, watched::regclass);
        END IF;
        IF step.wanted THEN
            EXECUTE format('CREATE TRIGGER %I AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT'
                           ' EXECUTE FUNCTION record_row_changes(%L, %L, %L)',
                           step.name, step.event, watched::regclass, step.tables, wanted[1], wanted[2], wanted[3]);
        END IF;
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION watch_table(text, text, text[], text[], boolean) FROM PUBLIC;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON delegations_rowchange
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
"""

# A table's statistics belong to its owner; after a great load the application may ask for them here, and for no more.
STATISTICS = """
CREATE FUNCTION refresh_statistics(VARIADIC tables text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY tables LOOP
        EXECUTE format('ANALYZE %s', name::regclass);
    END LOOP;
END
$$;
"""

UNDO = """
DO $$
DECLARE t record;
BEGIN
    FOR t IN SELECT tgname, tgrelid::regclass AS watched FROM pg_trigger
              WHERE tgname IN ('row_inserted', 'row_updated', 'row_deleted')
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', t.tgname, t.watched);
    END LOOP;
END
$$;
DROP TRIGGER append_only ON delegations_rowchange;
DROP FUNCTION refresh_statistics(text[]);
DROP FUNCTION watch_table(text, text, text[], text[], boolean);
DROP FUNCTION record_row_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("delegations", "0004_postings_stand")]

    operations = [migrations.RunSQL([RECORD, WATCH, STATISTICS], UNDO)]
