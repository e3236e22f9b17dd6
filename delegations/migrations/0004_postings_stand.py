"""What a posting was stays: a trigger keeps its past, its covers and its unit's doors."""

from django.db import migrations

GUARD = """
CREATE FUNCTION posting_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    today date := (now() AT TIME ZONE 'America/Mexico_City')::date;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.starts_on <= today THEN
            RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
                CONSTRAINT = 'posting_that_began_is_not_deleted',
                MESSAGE = 'a posting that has begun is not deleted', HINT = 'End it instead.';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.starts_on <= today
       AND (OLD.person_id, OLD.role, OLD.is_national, coalesce(OLD.delegation_id, 0), coalesce(OLD.unit_id, 0),
            OLD.holding, coalesce(OLD.covers_id, 0), OLD.starts_on)
           IS DISTINCT FROM
           (NEW.person_id, NEW.role, NEW.is_national, coalesce(NEW.delegation_id, 0), coalesce(NEW.unit_id, 0),
            NEW.holding, coalesce(NEW.covers_id, 0), NEW.starts_on)
    THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'posting_keeps_what_it_was',
            MESSAGE = 'who held what from when never changes once it has begun',
            HINT = 'End this posting and make another one.';
    END IF;
    IF NEW.covers_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM delegations_posting AS covered
         WHERE covered.id = NEW.covers_id AND covered.holding = 'titular' AND covered.role = NEW.role
           AND covered.delegation_id IS NOT DISTINCT FROM NEW.delegation_id
           AND covered.unit_id IS NOT DISTINCT FROM NEW.unit_id
           AND covered.person_id <> NEW.person_id
           AND covered.starts_on <= NEW.starts_on
           AND (covered.ends_on IS NULL OR covered.ends_on >= NEW.starts_on))
    THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'posting_covers_the_titular_of_its_place',
            MESSAGE = 'an acting posting covers the titular of the same role and place, on days of that titular';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.unit_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM delegations_unit WHERE id = NEW.unit_id AND closed_on <= greatest(NEW.starts_on, today))
    THEN
        RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'posting_is_to_an_open_unit', MESSAGE = 'the unit is closed on the first day of the posting';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER posting_stands BEFORE INSERT OR UPDATE OR DELETE ON delegations_posting
    FOR EACH ROW EXECUTE FUNCTION posting_stands();
"""
UNGUARD = "DROP TRIGGER posting_stands ON delegations_posting; DROP FUNCTION posting_stands();"


class Migration(migrations.Migration):
    dependencies = [("delegations", "0003_people_and_notices")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
