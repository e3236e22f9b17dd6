"""What signed minutes tell of is not emptied either, and a condition of which nothing is known holds since no day.

The guard of migration 0002 works by row, and TRUNCATE touches none. The rule on `met_since` came out as neither true
nor false where `met` was unknown, and the database takes that for a yes.
"""

from django.db import migrations, models
from django.db.models import Q

TABLES = ("attendance", "agendaitem", "review")
GUARD = """
CREATE FUNCTION meetings_told_not_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM meetings_minutes WHERE signed_at IS NOT NULL) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'what_signed_minutes_tell_stays',
            MESSAGE = format('there are signed minutes: TRUNCATE of %s is refused', TG_TABLE_NAME),
            HINT = 'A correction is an addendum.';
    END IF;
    RETURN NULL;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_agenda_proposals")]

    operations = [
        migrations.RunSQL(GUARD, "DROP FUNCTION meetings_told_not_emptied()"),
        *(
            migrations.RunSQL(
                f"""CREATE TRIGGER told_is_not_emptied BEFORE TRUNCATE ON meetings_{table}
                    FOR EACH STATEMENT EXECUTE FUNCTION meetings_told_not_emptied()""",
                f"DROP TRIGGER told_is_not_emptied ON meetings_{table}",
            )
            for table in TABLES
        ),
        migrations.RunSQL("UPDATE meetings_condition SET met_since = NULL WHERE met IS NULL", migrations.RunSQL.noop),
        migrations.RemoveConstraint("condition", "met_condition_says_since_when"),
        migrations.AddConstraint(
            "condition",
            models.CheckConstraint(
                condition=Q(met__isnull=False, met=True, met_since__isnull=False)
                | Q(met__isnull=False, met=False, met_since__isnull=True)
                | Q(met__isnull=True, met_since__isnull=True),
                name="met_condition_says_since_when",
            ),
        ),
    ]
