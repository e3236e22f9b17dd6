-- One draft per expected unit (open in the week, with an active stock-keeping place, its own week over) and one for the
-- delegation's own warehouse. A draft already there is taken again; a signed report is left alone and not returned.
INSERT INTO supply_weeklyreport AS r (delegation_id, unit_id, week, state, source, drafted_at, due_at, note)
SELECT e.delegation_id, e.unit_id, %(monday)s, 'draft', %(source)s, %(now)s,
       (%(monday)s::date + 7 + %(due_hour)s::time) AT TIME ZONE e.time_zone, ''
  FROM (
    SELECT u.delegation_id, u.id AS unit_id, u.time_zone
      FROM delegations_unit AS u
     WHERE u.delegation_id = ANY(%(delegations)s)
       AND (%(units)s::bigint[] IS NULL OR u.id = ANY(%(units)s::bigint[]))
       AND (u.opened_on IS NULL OR u.opened_on <= %(sunday)s)
       AND (u.closed_on IS NULL OR u.closed_on > %(monday)s)
       AND EXISTS (SELECT 1 FROM delegations_place AS p
                    WHERE p.unit_id = u.id AND p.is_active AND p.kind <> 'transito')
     UNION ALL
    SELECT d.id, NULL, d.time_zone
      FROM delegations_delegation AS d
     WHERE d.id = ANY(%(delegations)s)
       AND EXISTS (SELECT 1 FROM delegations_place AS p
                    WHERE p.delegation_id = d.id AND p.unit_id IS NULL AND p.is_active AND p.kind = 'almacen')
  ) AS e
 WHERE (%(monday)s::date + 7)::timestamp AT TIME ZONE e.time_zone <= %(now)s
 ORDER BY e.delegation_id, e.unit_id
    ON CONFLICT (week, delegation_id, unit_id)
    DO UPDATE SET drafted_at = excluded.drafted_at, due_at = excluded.due_at,
                  source = CASE WHEN %(source)s = 'command' THEN r.source ELSE excluded.source END
     WHERE r.state = 'draft'
RETURNING r.id
