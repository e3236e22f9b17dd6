-- Delegations and weeks with something to draft: a week is over in the unit's own zone and has no report yet, or its
-- draft is older than what the ledger has since learnt of that week.
WITH week AS (SELECT unnest(%(mondays)s::date[]) AS monday),
expected AS (
-- include: _expected
)
SELECT DISTINCT e.delegation_id, e.monday
  FROM expected AS e
  LEFT JOIN supply_weeklyreport AS r
    ON r.week = e.monday AND r.delegation_id = e.delegation_id AND r.unit_id IS NOT DISTINCT FROM e.unit_id
 WHERE (e.monday + 7)::timestamp AT TIME ZONE e.time_zone <= %(now)s
   AND (r.id IS NULL OR r.state = 'draft' AND EXISTS (
        SELECT 1 FROM delegations_place AS p JOIN supply_document AS d ON d.place_id = p.id
         WHERE p.delegation_id = e.delegation_id AND p.unit_id IS NOT DISTINCT FROM e.unit_id
           AND d.posted_at > r.drafted_at AND d.occurred_on <= e.monday + 6))
 ORDER BY e.monday, e.delegation_id
