-- One draft per report expected of the delegations named, once the week is over in the unit's own zone.
-- A draft already there is taken again; a signed report is left alone and not returned.
WITH week AS (SELECT %(monday)s::date AS monday),
expected AS (
-- include: _expected
)
INSERT INTO supply_weeklyreport AS r (delegation_id, unit_id, week, state, source, drafted_at, due_at, note)
SELECT e.delegation_id, e.unit_id, e.monday, 'draft',
       -- Who names units speaks of them, the delegation's warehouse only comes along; who names none means the warehouse.
       CASE WHEN e.unit_id IS NULL AND cardinality(%(units)s::bigint[]) > 0 THEN 'command' ELSE %(source)s END, %(now)s,
       (e.monday + 7 + %(due_hour)s::time) AT TIME ZONE e.time_zone, ''
  FROM expected AS e
 WHERE e.delegation_id = ANY(%(delegations)s)
   AND (%(units)s::bigint[] IS NULL OR e.unit_id IS NULL OR e.unit_id = ANY(%(units)s::bigint[]))
   AND (e.monday + 7)::timestamp AT TIME ZONE e.time_zone <= %(now)s
 ORDER BY e.delegation_id, e.unit_id
    ON CONFLICT (week, delegation_id, unit_id)
    DO UPDATE SET drafted_at = excluded.drafted_at, due_at = excluded.due_at,
                  source = CASE WHEN excluded.source = 'command' THEN r.source ELSE excluded.source END
     WHERE r.state = 'draft'
RETURNING r.id
