"""Central office's three contacts are those made since the family was last heard or another one joined.

A case that was opened again, disputed, or that another family joined is not closed on the calls of before.
"""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION pediatric_case_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
            MESSAGE = format('case %%s: somebody whom it touches has not confirmed it', NEW.id);
    END IF;
    IF NEW.state = 'closed' AND OLD.state <> 'closed' THEN
        SELECT count(*), count(DISTINCT (e.at AT TIME ZONE u.time_zone)::date), count(DISTINCT e.way)
          INTO contacts, days, ways
          FROM pediatric_platform_caseevent AS e
          JOIN delegations_unit AS u ON u.id = NEW.unit_id
         WHERE e.case_id = NEW.id AND e.kind = 'contact'%(since)s;
        IF contacts < 3 OR days < 3 OR ways < 2 THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                CONSTRAINT = 'case_is_closed_only_after_contacts',
                MESSAGE = format('case %%s: %%s contacts on %%s days by %%s ways', NEW.id, contacts, days, ways);
        END IF;
    END IF;
    RETURN NEW;
END
$$;
"""
SINCE = """
           AND NOT EXISTS (SELECT 1 FROM pediatric_platform_caseevent AS anew
                            WHERE anew.case_id = NEW.id AND (anew.at, anew.id) > (e.at, e.id)
                              AND (anew.kind IN ('reopened', 'disputed', 'joined')
                                   OR (anew.kind = 'merged' AND anew.data ? 'from')))"""


class Migration(migrations.Migration):
    dependencies = [("pediatric_platform", "0007_what_was_given_lately")]

    operations = [migrations.RunSQL([GUARD % {"since": SINCE}], [GUARD % {"since": ""}])]
