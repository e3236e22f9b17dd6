-- Who is expected to report the week: units open in it with an active stock-keeping place, and delegations' warehouses.
    SELECT week.monday, u.delegation_id, u.id AS unit_id, u.time_zone
      FROM week CROSS JOIN delegations_unit AS u
     WHERE (u.opened_on IS NULL OR u.opened_on <= week.monday + 6)
       AND (u.closed_on IS NULL OR u.closed_on > week.monday)
       AND EXISTS (SELECT 1 FROM delegations_place AS p
                    WHERE p.unit_id = u.id AND p.is_active AND p.kind <> 'transito')
     UNION ALL
    SELECT week.monday, d.id, NULL, d.time_zone
      FROM week CROSS JOIN delegations_delegation AS d
     WHERE EXISTS (SELECT 1 FROM delegations_place AS p
                    WHERE p.delegation_id = d.id AND p.unit_id IS NULL AND p.is_active AND p.kind = 'almacen')
