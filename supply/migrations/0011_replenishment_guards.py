"""What the database keeps of replenishment by itself.

- steps, lines of deliveries and returns of loans are only ever added; a delivery may only be voided, once;
- what an order has received is the sum of what its standing deliveries' lines accepted: nobody else writes it;
- a lot's keys: what is left of its number without case, spaces, dashes and slashes, and each part of a number printed in
  two forms. `supply/lot_numbers.py` says the same in Python, and a test holds the two together.
"""

from django.db import migrations

APPEND_ONLY = ("step", "deliveryline", "loanreturn")

ORDERS_RECEIVE = """
CREATE FUNCTION supply_order_recount(orders bigint[]) RETURNS void LANGUAGE sql AS $$
    UPDATE supply_supplyorder AS o
       SET received_packs = told.packs,
           state = CASE WHEN told.packs = o.packs AND o.state = 'open' THEN 'received'
                        WHEN told.packs < o.packs AND o.state = 'received' THEN 'open' ELSE o.state END,
           completed_on = CASE WHEN told.packs = o.packs AND o.state IN ('open', 'received') THEN told.last_on END
      FROM (SELECT wanted.id, coalesce(sum(l.accepted_packs) FILTER (WHERE d.voided_at IS NULL), 0)::int AS packs,
                   max(d.arrived_on) FILTER (WHERE d.voided_at IS NULL AND l.accepted_packs > 0) AS last_on
              FROM (SELECT DISTINCT unnest(orders) AS id) AS wanted
              LEFT JOIN supply_deliveryline AS l ON l.order_id = wanted.id
              LEFT JOIN supply_delivery AS d ON d.id = l.delivery_id
             GROUP BY wanted.id) AS told
     WHERE o.id = told.id AND o.received_packs <> told.packs
$$;

CREATE FUNCTION supply_deliveryline_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever receives for the same order waits here, so that two sums never miss each other's lines.
    PERFORM 1 FROM supply_supplyorder WHERE id IN (SELECT order_id FROM fresh) ORDER BY id FOR UPDATE;
    PERFORM supply_order_recount(ARRAY(SELECT DISTINCT order_id FROM fresh));
    RETURN NULL;
END
$$;
CREATE TRIGGER orders_receive AFTER INSERT ON supply_deliveryline
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION supply_deliveryline_inserted();

CREATE FUNCTION supply_delivery_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.voided_at IS NULL AND NEW.voided_at IS NOT NULL
       AND to_jsonb(OLD) - '{voided_at,voided_by_id,void_reason}'::text[]
         = to_jsonb(NEW) - '{voided_at,voided_by_id,void_reason}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation',
        CONSTRAINT = 'delivery_stays_as_told',
        MESSAGE = format('delivery %s: %s is refused', OLD.id, TG_OP),
        HINT = 'A wrong delivery is voided, once, and said again.';
END
$$;
CREATE TRIGGER stays_as_told BEFORE UPDATE OR DELETE ON supply_delivery
    FOR EACH ROW EXECUTE FUNCTION supply_delivery_guard();

CREATE FUNCTION supply_delivery_voided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    orders bigint[] := ARRAY(SELECT DISTINCT order_id FROM supply_deliveryline WHERE delivery_id = NEW.id);
BEGIN
    PERFORM 1 FROM supply_supplyorder WHERE id = ANY(orders) ORDER BY id FOR UPDATE;
    PERFORM supply_order_recount(orders);
    RETURN NULL;
END
$$;
CREATE TRIGGER orders_give_back AFTER UPDATE OF voided_at ON supply_delivery
    FOR EACH ROW EXECUTE FUNCTION supply_delivery_voided();

CREATE FUNCTION supply_order_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Depth 1 is this trigger, called by a statement of somebody's; the sums come from triggers, deeper.
    IF pg_trigger_depth() > 1
       OR (TG_OP = 'INSERT' AND NEW.received_packs = 0)
       OR (TG_OP = 'UPDATE' AND NEW.received_packs = OLD.received_packs) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'integrity_constraint_violation',
        CONSTRAINT = 'order_receives_by_deliveries_only',
        MESSAGE = format('supply order %s: received packs are the sum of its deliveries', NEW.number);
END
$$;
CREATE TRIGGER receives_by_deliveries_only BEFORE INSERT OR UPDATE OF received_packs ON supply_supplyorder
    FOR EACH ROW EXECUTE FUNCTION supply_order_guard();
"""

NO_LONGER_RECEIVE = """
DROP TRIGGER receives_by_deliveries_only ON supply_supplyorder;
DROP FUNCTION supply_order_guard();
DROP TRIGGER orders_give_back ON supply_delivery;
DROP FUNCTION supply_delivery_voided();
DROP TRIGGER stays_as_told ON supply_delivery;
DROP FUNCTION supply_delivery_guard();
DROP TRIGGER orders_receive ON supply_deliveryline;
DROP FUNCTION supply_deliveryline_inserted();
DROP FUNCTION supply_order_recount(bigint[]);
"""

LOT_KEYS = r"""
CREATE FUNCTION supply_lot_keys(number text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    WITH parts AS (
        SELECT regexp_replace(upper(part), '[^A-Z0-9]', '', 'g') AS key
          FROM regexp_split_to_table(number, '[/\\|;,]') AS part
    )
    SELECT ARRAY(
        SELECT DISTINCT key
          FROM (SELECT regexp_replace(upper(number), '[^A-Z0-9]', '', 'g') AS key
                UNION ALL SELECT key FROM parts WHERE length(key) >= 5) AS keys
         WHERE key <> ''
         ORDER BY key
    )
$$;
CREATE INDEX lot_keys ON supply_lot USING gin (supply_lot_keys(number));
"""

NO_LOT_KEYS = """
DROP INDEX lot_keys;
DROP FUNCTION supply_lot_keys(text);
"""


def append_only(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON supply_{table}
            FOR EACH STATEMENT EXECUTE FUNCTION append_only()""",
        f"DROP TRIGGER append_only ON supply_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("supply", "0010_replenishment"), ("delegations", "0008_holidays")]

    operations = [
        *[append_only(table) for table in APPEND_ONLY],
        migrations.RunSQL(ORDERS_RECEIVE, NO_LONGER_RECEIVE),
        migrations.RunSQL(LOT_KEYS, NO_LOT_KEYS),
    ]
