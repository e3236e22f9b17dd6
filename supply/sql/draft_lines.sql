-- The lines of the reports named, from the ledger: one row per drug and kind of place, and one for the whole ("conjunto").
--
-- Lots first: closing = today's balance − what moved after Sunday; seven columns of stock at the end of each day, so
-- that days without usable stock are counted without a row per day. Then drugs, then who is expected to have them
-- (the assortment), then what was asked for over the window, then coverage and its category.
WITH
place AS MATERIALIZED (
    SELECT r.id AS report_id, r.unit_id, p.id AS place_id, p.kind, seen.first_day
      FROM supply_weeklyreport AS r
      JOIN delegations_place AS p ON p.unit_id = r.unit_id AND p.kind <> 'transito'
      LEFT JOIN LATERAL (SELECT min(m.occurred_on) AS first_day FROM supply_movement AS m WHERE m.place_id = p.id) AS seen ON true
     WHERE r.id = ANY(%(reports)s)
     UNION ALL
    SELECT r.id, NULL, p.id, p.kind, seen.first_day
      FROM supply_weeklyreport AS r
      JOIN delegations_place AS p ON p.delegation_id = r.delegation_id AND p.unit_id IS NULL AND p.kind = 'almacen'
      LEFT JOIN LATERAL (SELECT min(m.occurred_on) AS first_day FROM supply_movement AS m WHERE m.place_id = p.id) AS seen ON true
     WHERE r.id = ANY(%(reports)s) AND r.unit_id IS NULL
),
-- Which kinds each report has, and since when it has a history.
owner AS MATERIALIZED (
    SELECT report_id, unit_id, min(first_day) AS first_day,
           min(first_day) FILTER (WHERE kind = 'almacen') AS warehouse_first_day,
           min(first_day) FILTER (WHERE kind = 'farmacia') AS pharmacy_first_day,
           min(first_day) FILTER (WHERE kind = 'central_de_mezclas') AS mixing_first_day,
           bool_or(kind = 'almacen') AS has_warehouse,
           bool_or(kind = 'farmacia') AS has_pharmacy,
           bool_or(kind = 'central_de_mezclas') AS has_mixing
      FROM place GROUP BY report_id, unit_id
),
-- One lookup by place and days each, whatever the planner believes of the sizes: hence the laterals.
after AS MATERIALIZED (
    SELECT p.place_id, s.*
      FROM place AS p
     CROSS JOIN LATERAL (SELECT m.lot_id, sum(m.quantity) AS quantity
                           FROM supply_movement AS m
                          WHERE m.place_id = p.place_id AND m.occurred_on > %(sunday)s
                          GROUP BY m.lot_id) AS s
),
flow AS MATERIALIZED (
    SELECT m.place_id, m.lot_id,
           sum(m.quantity) FILTER (WHERE m.reason = ANY(%(received)s)) AS received,
           -sum(m.quantity) FILTER (WHERE m.reason = ANY(%(dispensed)s)) AS dispensed,
           sum(m.quantity) FILTER (WHERE m.reason = ANY(%(transferred_in)s)) AS transferred_in,
           -sum(m.quantity) FILTER (WHERE m.reason = ANY(%(transferred_out)s)) AS transferred_out,
           -sum(m.quantity) FILTER (WHERE m.reason = ANY(%(expired)s)) AS expired,
           sum(m.quantity) FILTER (WHERE m.reason <> ALL(%(in_a_column)s)) AS adjusted,
           sum(m.quantity) AS net,
           coalesce(sum(m.quantity) FILTER (WHERE m.occurred_on > %(monday)s), 0) AS after_0,
           coalesce(sum(m.quantity) FILTER (WHERE m.occurred_on > %(monday)s::date + 1), 0) AS after_1,
           coalesce(sum(m.quantity) FILTER (WHERE m.occurred_on > %(monday)s::date + 2), 0) AS after_2,
           coalesce(sum(m.quantity) FILTER (WHERE m.occurred_on > %(monday)s::date + 3), 0) AS after_3,
           coalesce(sum(m.quantity) FILTER (WHERE m.occurred_on > %(monday)s::date + 4), 0) AS after_4,
           coalesce(sum(m.quantity) FILTER (WHERE m.occurred_on > %(monday)s::date + 5), 0) AS after_5
      FROM place AS p JOIN supply_movement AS m ON m.place_id = p.place_id
     WHERE m.occurred_on BETWEEN %(monday)s AND %(sunday)s
     GROUP BY m.place_id, m.lot_id
),
lot AS MATERIALIZED (
    SELECT p.report_id, p.kind, l.drug_id, l.expires_on, l.state = 'usable' AS is_usable,
           b.on_hand - coalesce(a.quantity, 0) AS closing,
           f.received, f.dispensed, f.transferred_in, f.transferred_out, f.expired, f.adjusted, f.net,
           coalesce(f.after_0, 0) AS after_0, coalesce(f.after_1, 0) AS after_1, coalesce(f.after_2, 0) AS after_2,
           coalesce(f.after_3, 0) AS after_3, coalesce(f.after_4, 0) AS after_4, coalesce(f.after_5, 0) AS after_5
      FROM place AS p
      JOIN supply_balance AS b ON b.place_id = p.place_id AND (b.on_hand > 0 OR b.last_on >= %(monday)s)
      JOIN supply_lot AS l ON l.id = b.lot_id
      LEFT JOIN after AS a ON a.place_id = b.place_id AND a.lot_id = b.lot_id
      LEFT JOIN flow AS f ON f.place_id = b.place_id AND f.lot_id = b.lot_id
),
stock AS MATERIALIZED (
    SELECT report_id, drug_id, coalesce(kind, 'conjunto') AS kind,
           sum(closing) AS closing,
           sum(closing) FILTER (WHERE is_usable AND expires_on >= %(sunday)s) AS usable,
           sum(received) AS received, sum(dispensed) AS dispensed,
           sum(transferred_in) AS transferred_in, sum(transferred_out) AS transferred_out,
           sum(expired) AS expired, sum(adjusted) AS adjusted, sum(net) AS net,
           sum(closing) FILTER (WHERE is_usable AND expires_on BETWEEN %(sunday)s AND %(sunday)s::date + 30) AS expiring_30,
           sum(closing) FILTER (WHERE is_usable AND expires_on BETWEEN %(sunday)s AND %(sunday)s::date + 60) AS expiring_60,
           sum(closing) FILTER (WHERE is_usable AND expires_on BETWEEN %(sunday)s AND %(sunday)s::date + 90) AS expiring_90,
           sum(closing - after_0) FILTER (WHERE is_usable AND expires_on >= %(monday)s::date) AS day_0,
           sum(closing - after_1) FILTER (WHERE is_usable AND expires_on >= %(monday)s::date + 1) AS day_1,
           sum(closing - after_2) FILTER (WHERE is_usable AND expires_on >= %(monday)s::date + 2) AS day_2,
           sum(closing - after_3) FILTER (WHERE is_usable AND expires_on >= %(monday)s::date + 3) AS day_3,
           sum(closing - after_4) FILTER (WHERE is_usable AND expires_on >= %(monday)s::date + 4) AS day_4,
           sum(closing - after_5) FILTER (WHERE is_usable AND expires_on >= %(monday)s::date + 5) AS day_5
      FROM lot
     GROUP BY GROUPING SETS ((report_id, drug_id, kind), (report_id, drug_id))
),
-- What was dispensed over the window, by kind of place.
given AS MATERIALIZED (
    SELECT s.report_id, l.drug_id,
           sum(s.pieces) AS whole,
           coalesce(sum(s.pieces) FILTER (WHERE s.kind = 'farmacia'), 0) AS pharmacy,
           coalesce(sum(s.pieces) FILTER (WHERE s.kind = 'central_de_mezclas'), 0) AS mixing,
           coalesce(sum(s.pieces) FILTER (WHERE s.kind = 'almacen'), 0) AS warehouse
      FROM (SELECT p.report_id, p.kind, m.lot_id, m.pieces
              FROM place AS p
             CROSS JOIN LATERAL (SELECT m.lot_id, -sum(m.quantity) AS pieces
                                   FROM supply_movement AS m
                                  WHERE m.place_id = p.place_id AND m.reason = ANY(%(dispensed)s)
                                    AND m.occurred_on BETWEEN %(window_start)s AND %(sunday)s
                                  GROUP BY m.lot_id) AS m
             WHERE p.unit_id IS NOT NULL) AS s
      JOIN supply_lot AS l ON l.id = s.lot_id
     GROUP BY s.report_id, l.drug_id
),
recipe AS MATERIALIZED (
    SELECT o.report_id, s.*
      FROM owner AS o
     CROSS JOIN LATERAL (
        SELECT t.drug_id,
               coalesce(sum(t.presented) FILTER (WHERE t.day >= %(monday)s), 0) AS presented,
               coalesce(sum(t.filled) FILTER (WHERE t.day >= %(monday)s), 0) AS filled,
               coalesce(sum(t.partly_filled) FILTER (WHERE t.day >= %(monday)s), 0) AS partly_filled,
               coalesce(sum(t.denied) FILTER (WHERE t.day >= %(monday)s), 0) AS denied,
               sum(t.filled + t.partly_filled) AS window_given,
               sum(t.denied) AS window_denied
          FROM supply_prescriptiontally AS t
         WHERE t.unit_id = o.unit_id AND t.day BETWEEN %(window_start)s AND %(sunday)s
         GROUP BY t.drug_id) AS s
),
-- Which drugs a unit keeps in its warehouse: those that lay there within the window. Many go straight to where they are
-- given out, and a shelf that was never meant for a drug is not out of it.
kept AS MATERIALIZED (
    SELECT report_id, drug_id FROM lot WHERE kind = 'almacen' AND (closing > 0 OR net IS NOT NULL)
     UNION
    SELECT p.report_id, l.drug_id
      FROM place AS p
      JOIN supply_balance AS b ON b.place_id = p.place_id AND b.last_on BETWEEN %(window_start)s AND %(sunday)s
      JOIN supply_lot AS l ON l.id = b.lot_id
     WHERE p.kind = 'almacen'
),
-- Pieces of dated needs that stand open: of the window that ends, where they were not met, or of as long a one ahead, to
-- which they were put off; whichever is more. They tell the demand of who was out all along.
dated AS MATERIALIZED (
    SELECT o.report_id, r.drug_id,
           greatest(coalesce(sum(r.pieces) FILTER (WHERE q.needed_on <= %(sunday)s), 0),
                    coalesce(sum(r.pieces) FILTER (WHERE q.needed_on > %(sunday)s), 0)) AS pieces
      FROM owner AS o
      JOIN supply_requirementpackage AS q ON q.unit_id = o.unit_id
       AND q.needed_on BETWEEN %(window_start)s AND %(sunday)s::date + %(window_days)s
      JOIN supply_requirement AS r ON r.package_id = q.id
     GROUP BY o.report_id, r.drug_id
),
-- Everything a unit has to say about a drug, and where in it the drug is expected: in the warehouse that keeps it;
-- and in the kinds that gave it out in the window, else in its natural one (supply/mixing.py).
pair AS MATERIALIZED (
    SELECT o.*, d.id AS drug_id, x.assorted,
           coalesce(g.whole, 0) AS given_whole, coalesce(g.pharmacy, 0) AS given_pharmacy,
           coalesce(g.mixing, 0) AS given_mixing, coalesce(g.warehouse, 0) AS given_warehouse,
           coalesce(t.presented, 0) AS presented, coalesce(t.filled, 0) AS filled,
           coalesce(t.partly_filled, 0) AS partly_filled, coalesce(t.denied, 0) AS denied,
           CASE WHEN coalesce(t.denied, 0) = 0 THEN 0
                ELSE greatest(t.denied, round(t.denied * CASE
                    WHEN t.filled + t.partly_filled > 0 THEN coalesce(w.dispensed, 0)::numeric / (t.filled + t.partly_filled)
                    WHEN t.window_given > 0 THEN coalesce(g.whole, 0)::numeric / t.window_given
                    ELSE 1 END)) END AS denied_pieces,
           CASE WHEN coalesce(t.window_denied, 0) = 0 THEN 0
                ELSE greatest(t.window_denied, round(t.window_denied * CASE
                    WHEN t.window_given > 0 THEN coalesce(g.whole, 0)::numeric / t.window_given
                    ELSE 1 END)) END AS window_denied_pieces,
           k.drug_id IS NOT NULL AS is_kept, coalesce(n.pieces, 0) AS dated_pieces,
           o.has_mixing AND coalesce(g.pharmacy, 0) <= 0 AND (coalesce(g.mixing, 0) > 0 OR NOT o.has_pharmacy
               OR (d.drug_class = ANY(%(mixed_classes)s) AND d.form ~* %(mixed_forms)s)) AS home_is_mixing
      FROM (SELECT k.report_id, k.drug_id, bool_or(k.assorted) AS assorted
              FROM (SELECT report_id, drug_id, false AS assorted FROM stock WHERE kind = 'conjunto'
                     UNION ALL
                    SELECT report_id, drug_id, false FROM given
                     UNION ALL
                    SELECT report_id, drug_id, false FROM recipe
                     UNION ALL
                    SELECT o.report_id, a.drug_id, true
                      FROM owner AS o JOIN supply_assortment AS a ON a.unit_id = o.unit_id
                     WHERE a.since <= %(sunday)s AND (a.until IS NULL OR a.until >= %(sunday)s)) AS k
             GROUP BY k.report_id, k.drug_id) AS x
      JOIN owner AS o ON o.report_id = x.report_id
      JOIN supply_drug AS d ON d.id = x.drug_id
      LEFT JOIN kept AS k ON k.report_id = x.report_id AND k.drug_id = x.drug_id
      LEFT JOIN given AS g ON g.report_id = x.report_id AND g.drug_id = x.drug_id
      LEFT JOIN recipe AS t ON t.report_id = x.report_id AND t.drug_id = x.drug_id
      LEFT JOIN dated AS n ON n.report_id = x.report_id AND n.drug_id = x.drug_id
      LEFT JOIN stock AS w ON w.report_id = x.report_id AND w.drug_id = x.drug_id AND w.kind = 'conjunto'
),
expected AS MATERIALIZED (
    SELECT p.report_id, p.unit_id, p.drug_id, k.kind, greatest(k.demand, 0) AS demand,
           p.assorted AND k.is_expected AND p.unit_id IS NOT NULL AS assorted, k.first_day,
           CASE WHEN k.tells_recipes THEN p.presented ELSE 0 END AS presented,
           CASE WHEN k.tells_recipes THEN p.filled ELSE 0 END AS filled,
           CASE WHEN k.tells_recipes THEN p.partly_filled ELSE 0 END AS partly_filled,
           CASE WHEN k.tells_recipes THEN p.denied ELSE 0 END AS denied,
           CASE WHEN k.tells_recipes THEN p.denied_pieces ELSE 0 END AS denied_pieces,
           CASE WHEN k.is_home THEN p.dated_pieces ELSE 0 END AS dated_pieces,
           CASE WHEN k.first_day IS NULL THEN %(window_days)s
                ELSE least(%(window_days)s, greatest(%(sunday)s - k.first_day + 1, 1)) END AS days
      FROM pair AS p
     CROSS JOIN LATERAL (VALUES
          ('conjunto', true, p.first_day, p.given_whole + p.window_denied_pieces, true, true, true),
          ('almacen', p.has_warehouse, p.warehouse_first_day, p.given_warehouse, p.is_kept, false, false),
          ('farmacia', p.has_pharmacy, p.pharmacy_first_day,
           p.given_pharmacy + CASE WHEN p.home_is_mixing THEN 0 ELSE p.window_denied_pieces END,
           p.given_pharmacy > 0 OR (NOT p.home_is_mixing AND p.given_mixing <= 0), true, NOT p.home_is_mixing),
          ('central_de_mezclas', p.has_mixing, p.mixing_first_day,
           p.given_mixing + CASE WHEN p.home_is_mixing THEN p.window_denied_pieces ELSE 0 END,
           p.given_mixing > 0 OR p.home_is_mixing, false, p.home_is_mixing)
      ) AS k (kind, is_there, first_day, demand, is_expected, tells_recipes, is_home)
     WHERE k.is_there
),
-- Days without stock in the twelve weeks before, as their own reports told them.
earlier AS MATERIALIZED (
    SELECT o.report_id, l.drug_id, l.place_kind AS kind, sum(l.days_out) AS days_out
      FROM owner AS o
      JOIN supply_weeklyreport AS r ON r.unit_id = o.unit_id AND r.week >= %(window_start)s AND r.week < %(monday)s
      JOIN supply_weeklyline AS l ON l.report_id = r.id AND l.days_out > 0
     GROUP BY o.report_id, l.drug_id, l.place_kind
),
told AS MATERIALIZED (
    SELECT e.*, s.closing, s.usable, s.received, s.dispensed, s.transferred_in, s.transferred_out, s.expired, s.adjusted,
           s.net, s.expiring_30, s.expiring_60, s.expiring_90,
           CASE WHEN e.assorted THEN
                (coalesce(s.day_0, 0) <= 0 AND e.first_day <= %(monday)s)::int
              + (coalesce(s.day_1, 0) <= 0 AND e.first_day <= %(monday)s::date + 1)::int
              + (coalesce(s.day_2, 0) <= 0 AND e.first_day <= %(monday)s::date + 2)::int
              + (coalesce(s.day_3, 0) <= 0 AND e.first_day <= %(monday)s::date + 3)::int
              + (coalesce(s.day_4, 0) <= 0 AND e.first_day <= %(monday)s::date + 4)::int
              + (coalesce(s.day_5, 0) <= 0 AND e.first_day <= %(monday)s::date + 5)::int
              + (coalesce(s.usable, 0) <= 0 AND e.first_day <= %(sunday)s)::int
           END AS days_out
      FROM expected AS e
      LEFT JOIN stock AS s ON s.report_id = e.report_id AND s.drug_id = e.drug_id AND s.kind = e.kind
     WHERE e.assorted OR e.presented > 0
        OR s.closing <> 0 OR s.received <> 0 OR s.dispensed <> 0 OR s.transferred_in <> 0 OR s.transferred_out <> 0
        OR s.expired <> 0 OR s.adjusted <> 0
),
-- CPM as supply/demand.py computes it: raw, adjusted for days out, and where it comes from.
rated AS MATERIALIZED (
    SELECT t.*,
           round(t.demand * %(month)s / t.days, 2) AS own_raw,
           CASE WHEN NOT t.tells_little THEN round(t.demand * %(month)s / (t.days - t.window_out), 2)
                ELSE greatest(CASE WHEN t.dated_pieces > 0 THEN round(t.dated_pieces * %(month)s / %(window_days)s, 2)
                                   ELSE b.cpm END, round(t.demand * %(month)s / t.days, 2)) END AS own_cpm,
           CASE WHEN t.tells_little AND t.dated_pieces > 0 THEN 'requirements'
                WHEN t.tells_little AND b.cpm > 0 THEN 'last_stock'
                WHEN t.demand > 0 THEN 'window' ELSE 'none' END AS own_basis
      FROM (SELECT t.*, w.window_out,
                   (t.days - w.window_out) * %(window_weeks)s < t.days * %(min_weeks_in_stock)s AS tells_little
              FROM told AS t
              LEFT JOIN earlier AS e ON e.report_id = t.report_id AND e.drug_id = t.drug_id AND e.kind = t.kind
             CROSS JOIN LATERAL (
                   SELECT least(coalesce(t.days_out, 0) + coalesce(e.days_out, 0), t.days) AS window_out) AS w) AS t
      -- The newest earlier CPM, which carries on the last window with stock; looked up only where this one tells little.
      LEFT JOIN LATERAL (
          SELECT l.cpm
            FROM supply_weeklyreport AS r JOIN supply_weeklyline AS l ON l.report_id = r.id
           WHERE t.tells_little AND t.dated_pieces = 0 AND r.unit_id = t.unit_id AND r.week < %(monday)s
             AND l.drug_id = t.drug_id AND l.place_kind = t.kind AND l.cpm > 0
           ORDER BY r.week DESC LIMIT 1) AS b ON true
),
-- The delegation's warehouse serves its units' whole demand: those drafted here and those already on record.
served AS MATERIALIZED (
    SELECT w.id AS report_id, u.drug_id, sum(u.cpm_raw) AS cpm_raw, sum(u.cpm) AS cpm
      FROM supply_weeklyreport AS w
      JOIN (SELECT r.delegation_id, n.drug_id, n.own_raw AS cpm_raw, n.own_cpm AS cpm
              FROM rated AS n JOIN supply_weeklyreport AS r ON r.id = n.report_id
             WHERE n.kind = 'conjunto' AND n.unit_id IS NOT NULL
             UNION ALL
            SELECT r.delegation_id, l.drug_id, l.cpm_raw, l.cpm
              FROM supply_weeklyreport AS r JOIN supply_weeklyline AS l ON l.report_id = r.id
             WHERE r.week = %(monday)s AND r.delegation_id = ANY(%(delegations)s) AND r.unit_id IS NOT NULL
               AND r.id <> ALL(%(reports)s) AND l.place_kind = 'conjunto') AS u ON u.delegation_id = w.delegation_id
     WHERE w.id = ANY(%(reports)s) AND w.unit_id IS NULL
     GROUP BY w.id, u.drug_id
),
-- A warehouse is judged by the demand it serves: its unit's whole, or its delegation's.
judged AS (
    SELECT r.*,
           coalesce(s.cpm_raw, w.own_raw, r.own_raw) AS cpm_raw,
           coalesce(s.cpm, w.own_cpm, r.own_cpm) AS cpm,
           CASE WHEN r.unit_id IS NULL THEN CASE WHEN s.cpm > 0 THEN 'window' ELSE 'none' END
                ELSE coalesce(w.own_basis, r.own_basis) END AS cpm_basis
      FROM rated AS r
      LEFT JOIN served AS s ON r.unit_id IS NULL AND s.report_id = r.report_id AND s.drug_id = r.drug_id
      LEFT JOIN rated AS w ON r.kind = 'almacen' AND w.kind = 'conjunto'
                          AND w.report_id = r.report_id AND w.drug_id = r.drug_id
)
INSERT INTO supply_weeklyline (
    report_id, drug_id, place_kind, assorted, opening, received, dispensed, transferred_in, transferred_out, adjusted,
    expired, closing, usable, days_out, presented, filled, partly_filled, denied, denied_pieces, cpm_raw, cpm, cpm_basis,
    days_of_coverage, category, expiring_30, expiring_60, expiring_90)
SELECT j.report_id, j.drug_id, j.kind, j.assorted,
       coalesce(j.closing, 0) - coalesce(j.net, 0),
       coalesce(j.received, 0), coalesce(j.dispensed, 0), coalesce(j.transferred_in, 0), coalesce(j.transferred_out, 0),
       coalesce(j.adjusted, 0), coalesce(j.expired, 0), coalesce(j.closing, 0), coalesce(j.usable, 0), coalesce(j.days_out, 0),
       j.presented, j.filled, j.partly_filled, j.denied, j.denied_pieces, j.cpm_raw, j.cpm, j.cpm_basis,
       CASE WHEN c.days IS NOT NULL THEN least(c.days, 99999999.9) END,
       CASE WHEN NOT j.assorted THEN NULL
            WHEN coalesce(j.usable, 0) <= 0 THEN 'out'
            WHEN c.days IS NULL THEN %(no_demand)s
            ELSE (%(categories)s::text[])[greatest(width_bucket(c.days, %(from_days)s::numeric[]), 1)] END,
       coalesce(j.expiring_30, 0), coalesce(j.expiring_60, 0), coalesce(j.expiring_90, 0)
  FROM judged AS j
 CROSS JOIN LATERAL (SELECT CASE WHEN j.cpm > 0 THEN round(coalesce(j.usable, 0) * %(month)s / j.cpm, 1) END AS days) AS c
 ORDER BY j.report_id, j.drug_id, j.kind
