"""The keys of a lot's number, exactly as `supply/lot_numbers.py` has them.

A part between two forms only counts when it could be a number by itself: five signs at least, one of them a figure, so
that a maker's name behind a slash is no lot. Two forms may also be joined by a word («B 96896 o B9689B098»). Letters
outside the Latin alphabet are dropped before capitals are made, so that no locale has a say.
"""

from django.db import migrations

AS_PYTHON = r"""
CREATE OR REPLACE FUNCTION supply_lot_keys(number text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    WITH forms AS (
        SELECT upper(regexp_replace(part, '[^A-Za-z0-9]', '', 'g')) AS key
          FROM regexp_split_to_table(number, '[/\\|;,]| [oyuOYU] ') AS part
    )
    SELECT ARRAY(
        SELECT DISTINCT key
          FROM (SELECT upper(regexp_replace(number, '[^A-Za-z0-9]', '', 'g')) AS key
                UNION ALL SELECT key FROM forms WHERE length(key) >= 5 AND key ~ '[0-9]') AS keys
         WHERE key <> ''
         ORDER BY key
    )
$$;
REINDEX INDEX lot_keys;
"""


class Migration(migrations.Migration):
    dependencies = [("supply", "0011_replenishment_guards")]

    operations = [migrations.RunSQL(AS_PYTHON, migrations.RunSQL.noop)]
