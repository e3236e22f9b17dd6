"""A text without capitals and accents that an index can keep, and the index that finds people by any word of theirs.

Measured on the directory at 5,000 postings: without it, each word of a search folds every name anew.
"""

from django.db import migrations

WITH = "áàäâãéèëêíìïîóòöôõúùüûñçÁÀÄÂÃÉÈËÊÍÌÏÎÓÒÖÔÕÚÙÜÛÑÇ.,-’"
WITHOUT = "aaaaaeeeeiiiiooooouuuuncAAAAAEEEEIIIIOOOOOUUUUNC    "

# Not written in SQL, which the planner would unfold and take for cheap: it costs more than reading the row.
# The blank before and after lets a pattern ask for the start of a word, as `naming.search_terms` does.
FOLD = f"""
CREATE FUNCTION folded(text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 1000 AS $$
BEGIN
    RETURN lower(translate(' ' || $1 || ' ', '{WITH}', '{WITHOUT}'));
END
$$;
CREATE INDEX person_name_folded ON delegations_person USING gin (folded(full_name) gin_trgm_ops);
"""
UNFOLD = "DROP INDEX person_name_folded; DROP FUNCTION folded(text);"


class Migration(migrations.Migration):
    dependencies = [("delegations", "0005_row_changes")]

    operations = [migrations.RunSQL(FOLD, UNFOLD)]
