"""The ledger's promises, kept by the database: whoever writes, and with whatever.

- movements and documents are append-only;
- a balance is the sum of its movements: only the movements' trigger writes it;
- no day, past ones included, ends below zero;
- a movement never lands in a closed week;
- a reversal takes back exactly what it reverses.
"""

from django.db import migrations

MOVEMENT_INSERTED = """
CREATE FUNCTION supply_movement_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bad record;
    shelves int;
    updated int;
BEGIN
    -- Shared with other postings, exclusive with whoever closes the week at the same place (actions/closing.py).
    PERFORM pg_advisory_xact_lock_shared(72001, place_id::int)
       FROM (SELECT DISTINCT place_id FROM fresh ORDER BY place_id) AS places;

    SELECT f.place_id, f.day, c.closed_through INTO bad
      FROM (SELECT place_id, min(occurred_on) AS day FROM fresh GROUP BY place_id) AS f
      JOIN supply_placeclosure AS c ON c.place_id = f.place_id
     WHERE f.day <= c.closed_through
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            CONSTRAINT = 'movement_falls_in_an_open_week',
            MESSAGE = format('place %s is closed through %s; a movement of %s is refused',
                             bad.place_id, bad.closed_through, bad.day),
            HINT = 'Post it in the open week and name its true date.';
    END IF;

    IF EXISTS (SELECT 1 FROM fresh WHERE reverses_id IS NOT NULL) THEN
        SELECT f.id INTO bad
          FROM fresh AS f JOIN supply_movement AS m ON m.id = f.reverses_id
         WHERE (m.place_id, m.lot_id, m.reason, -m.quantity)
               IS DISTINCT FROM (f.place_id, f.lot_id, f.reason, f.quantity)
            OR m.reverses_id IS NOT NULL OR f.occurred_on < m.occurred_on
         LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                CONSTRAINT = 'reversal_takes_back_what_it_reverses',
                MESSAGE = format('movement %s does not take back what it reverses', bad.id);
        END IF;
    END IF;

    -- One order for all who lock balances, so that two documents never wait for each other: shelves before transit
    -- (sending locks its shelves first, to pick lots), then by place, then by lot.
    SELECT count(*) INTO shelves FROM (SELECT DISTINCT place_id, lot_id FROM fresh) AS f;
    IF shelves > 1 THEN
        PERFORM 1
           FROM supply_balance AS b
           JOIN (SELECT DISTINCT place_id, lot_id FROM fresh) AS f ON f.place_id = b.place_id AND f.lot_id = b.lot_id
           JOIN delegations_place AS p ON p.id = b.place_id
          ORDER BY (p.kind = 'transito'), b.place_id, b.lot_id
            FOR UPDATE OF b;
    END IF;

    -- Update first: INSERT … ON CONFLICT tests the CHECK on the proposed row, before it finds the conflict.
    UPDATE supply_balance AS b
       SET on_hand = b.on_hand + d.quantity, last_on = greatest(b.last_on, d.last_on)
      FROM (SELECT place_id, lot_id, sum(quantity) AS quantity, max(occurred_on) AS last_on
              FROM fresh GROUP BY place_id, lot_id) AS d
     WHERE b.place_id = d.place_id AND b.lot_id = d.lot_id;

    GET DIAGNOSTICS updated = ROW_COUNT;
    IF updated < shelves THEN
        INSERT INTO supply_balance AS b (place_id, lot_id, on_hand, last_on)
        SELECT d.place_id, d.lot_id, d.quantity, d.last_on
          FROM (SELECT place_id, lot_id, sum(quantity) AS quantity, max(occurred_on) AS last_on
                  FROM fresh GROUP BY place_id, lot_id) AS d
         WHERE NOT EXISTS (SELECT 1 FROM supply_balance AS x WHERE x.place_id = d.place_id AND x.lot_id = d.lot_id)
         ORDER BY d.place_id, d.lot_id
            ON CONFLICT (place_id, lot_id)
            DO UPDATE SET on_hand = b.on_hand + excluded.on_hand, last_on = greatest(b.last_on, excluded.last_on);
    END IF;

    -- Pieces taken before the newest movement: walk back from today's balance over the days since.
    IF EXISTS (
        SELECT 1 FROM fresh AS f JOIN supply_balance AS t ON t.place_id = f.place_id AND t.lot_id = f.lot_id
         WHERE f.quantity < 0 AND f.occurred_on < t.last_on
    ) THEN
        SELECT w.place_id, w.lot_id, w.day, w.ended_with INTO bad
          FROM (
            SELECT m.place_id, m.lot_id, m.occurred_on AS day,
                   t.on_hand - (sum(sum(m.quantity)) OVER (PARTITION BY m.place_id, m.lot_id ORDER BY m.occurred_on DESC)
                                - sum(m.quantity)) AS ended_with
              FROM (SELECT f.place_id, f.lot_id, min(f.occurred_on) AS since
                      FROM fresh AS f WHERE f.quantity < 0 GROUP BY f.place_id, f.lot_id) AS n
              JOIN supply_balance AS t ON t.place_id = n.place_id AND t.lot_id = n.lot_id AND t.last_on > n.since
              JOIN supply_movement AS m
                ON m.place_id = n.place_id AND m.lot_id = n.lot_id AND m.occurred_on >= n.since
             GROUP BY m.place_id, m.lot_id, m.occurred_on, t.on_hand
          ) AS w
         WHERE w.ended_with < 0
         LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                CONSTRAINT = 'no_past_day_is_negative',
                MESSAGE = format('lot %s at place %s would have ended %s with %s pieces',
                                 bad.lot_id, bad.place_id, bad.day, bad.ended_with);
        END IF;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER movement_inserted AFTER INSERT ON supply_movement
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION supply_movement_inserted();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON supply_movement
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON supply_document
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
"""

BALANCE_GUARD = """
CREATE FUNCTION supply_balance_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Depth 1 is this trigger fired by a plain statement; the movements' trigger writes from depth 2.
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'balance_is_written_by_movements_only',
            MESSAGE = format('balances follow the movements: %s is refused', TG_OP),
            HINT = 'Post a movement.';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER written_by_movements_only BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON supply_balance
    FOR EACH STATEMENT EXECUTE FUNCTION supply_balance_guard();
"""

CLOSURE_AND_LOT_GUARDS = """
CREATE FUNCTION supply_closure_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.closed_through < OLD.closed_through THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'closure_never_moves_back',
            MESSAGE = format('place %s is closed through %s and stays so', OLD.place_id, OLD.closed_through);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER never_moves_back BEFORE UPDATE OR DELETE ON supply_placeclosure
    FOR EACH ROW EXECUTE FUNCTION supply_closure_guard();

CREATE FUNCTION supply_lot_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.drug_id, NEW.number, NEW.expires_on) IS DISTINCT FROM (OLD.drug_id, OLD.number, OLD.expires_on)
       AND EXISTS (SELECT 1 FROM supply_movement WHERE lot_id = OLD.id) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'integrity_constraint_violation',
            CONSTRAINT = 'a_moved_lot_keeps_its_identity',
            MESSAGE = format('lot %s has movements: its drug, number and expiry stay', OLD.number);
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keeps_its_identity BEFORE UPDATE OF drug_id, number, expires_on ON supply_lot
    FOR EACH ROW EXECUTE FUNCTION supply_lot_guard();
"""

UNDO = """
DROP TRIGGER keeps_its_identity ON supply_lot;
DROP FUNCTION supply_lot_guard();
DROP TRIGGER never_moves_back ON supply_placeclosure;
DROP FUNCTION supply_closure_guard();
DROP TRIGGER written_by_movements_only ON supply_balance;
DROP FUNCTION supply_balance_guard();
DROP TRIGGER append_only ON supply_document;
DROP TRIGGER append_only ON supply_movement;
DROP TRIGGER movement_inserted ON supply_movement;
DROP FUNCTION supply_movement_inserted();
"""


class Migration(migrations.Migration):
    dependencies = [("supply", "0001_initial"), ("delegations", "0002_extensions_and_audit_guard")]

    operations = [migrations.RunSQL([MOVEMENT_INSERTED, BALANCE_GUARD, CLOSURE_AND_LOT_GUARDS], UNDO)]
