"""The public directory at 5,000 postings in force: a search as the page asks it, beside bare SQL for the same rows.

Builds 2,465 more hospitals with titular and substitute each (the whole health sector rather than one institute), in a
database of its own that is dropped at the end. One JSON line per figure; `directory.search_p95` may be 50 ms.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from typing import Any

from benchmarks.bench import say, setup, throwaway_database
from benchmarks.national_board import p95, timed

HOSPITALS, ROUNDS = 2_465, 20
QUERIES = ("HGZ 2", "Hospital General de Zona 2", "zona 2 aguascalientes", "torreón", "inés núñez")

FILL = """
insert into delegations_unit (clues, name, official_name, search_text, kind, level, level_basis, delegation_id,
  municipality, municipality_basis, city, time_zone, coordinates_basis, provides_chemotherapy, chemotherapy_basis,
  oncology_role, is_simulated)
select 'ZZIMS' || lpad(n::text, 6, '0'), 'HGZ ' || n || ' Simulado', '',
       ' hgz ' || n || ' simulado hospital general de zona hgz' || n || ' ' || lower(unaccent(d.name)) || ' ',
       'HGZ', 2, '', d.id, '', '', '', d.time_zone, '', false, '', '', true
  from generate_series(1, %(hospitals)s) n
  join (select *, row_number() over (order by id) as k from delegations_delegation) d on d.k = n %% 35 + 1;

with place as (
  select id as unit, null::bigint as delegation from delegations_unit
   union all select null, id from delegations_delegation),
post as (
  select *, row_number() over (order by place.unit, place.delegation, holding) as n
    from place cross join (values ('titular'), ('substitute')) h (holding)),
made as (
  insert into delegations_person (password, email, full_name, is_superuser, is_staff, is_active, is_simulated, language,
    mobile_phone, date_joined, joined_at)
  select '!', 'persona-' || n || '@example.org',
         (array['Inés', 'José', 'Luz', 'Raúl', 'Sofía', 'Iván', 'Zoé', 'Ángel', 'Elvira', 'Óscar', 'Norma', 'Hugo',
                'Irene', 'César', 'Rocío', 'Tomás', 'Adela', 'Rubén', 'Lucía', 'Efraín'])[n %% 20 + 1] || ' ' ||
         (array['Núñez', 'Peña', 'Ríos', 'Gómez', 'Ibáñez', 'Lara', 'Muñoz', 'Solís', 'Téllez', 'Vega', 'Zúñiga',
                'Cortés', 'Duarte', 'Esparza', 'Farías', 'Haro', 'Jasso', 'Luján', 'Mora'])[n %% 19 + 1] || ' ' || n,
         false, false, true, true, 'es-mx', '', now(), now()
    from post returning id, email)
insert into delegations_posting (person_id, role, is_national, unit_id, delegation_id, holding, starts_on,
  office_phone, office_email)
select made.id, case when unit is null then 'delegation_supply_manager' else 'unit_supply_manager' end, false,
       unit, delegation, holding, current_date - 400, '000 000 0000', made.email
  from post join made on made.email = 'persona-' || n || '@example.org';
"""

# The same rows as one would fetch them by hand, each word looked up the same way.
BASELINE = """
select u.clues, u.name, d.name, p.holding, person.full_name, p.office_phone, p.office_email
  from delegations_unit u join delegations_delegation d on d.id = u.delegation_id
  left join delegations_posting p on p.unit_id = u.id and p.role = 'unit_supply_manager'
   and p.starts_on <= current_date and (p.ends_on is null or p.ends_on >= current_date)
  left join delegations_person person on person.id = p.person_id
 where u.search_text || folded(coalesce(person.full_name, '')) like all(%s)
 order by d.name, u.level desc, u.name
"""


def fill() -> int:
    """The project's own places and the made-up ones, all with titular and substitute; how many postings that is."""
    from django.core.management import call_command
    from django.db import connection

    from delegations.models import Posting

    for command in ("load_delegations", "load_units"):
        call_command(command, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"hospitals": HOSPITALS})
        cursor.execute("analyze")
    return Posting.objects.count()


def measure() -> None:
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from delegations.naming import search_terms
    from delegations.selectors.network import coverage_by_delegation, directory

    day = timezone.localdate()

    def by_hand(query: str) -> Callable[[], Any]:
        def ask() -> None:
            with connection.cursor() as cursor:
                cursor.execute(BASELINE, [[f"%{term}%" for term in search_terms(query)]])
                cursor.fetchall()

        return ask

    ours, raw = [], []
    for query in QUERIES:
        spent = timed(lambda query=query: directory(day, query), ROUNDS)
        bare = timed(by_hand(query), ROUNDS)
        say(f"directory.search[{query}]", statistics.median(spent), "ms", statistics.median(bare))
        ours, raw = ours + spent, raw + bare
    say("directory.search_p50", statistics.median(ours), "ms", statistics.median(raw))
    say("directory.search_p95", p95(sorted(ours)), "ms", p95(sorted(raw)))
    say("directory.everything", statistics.median(timed(lambda: directory(day), 10)), "ms")
    say("directory.coverage", statistics.median(timed(lambda: coverage_by_delegation(day), 10)), "ms")
    client = Client()
    for query in QUERIES:  # templates are compiled once in the life of a server, the parts of a page as they are met
        client.get("/directorio/", {"q": query})
    pages = [spent for query in QUERIES for spent in timed(lambda q=query: client.get("/directorio/", {"q": q}), 40)]
    say("directory.page_median", statistics.median(pages), "ms", 50)
    say("directory.page_p95", p95(pages), "ms", 50)


def main() -> int:
    setup()
    with throwaway_database():
        say("directory.postings", fill(), "rows")
        measure()
    return 0


if __name__ == "__main__":
    sys.exit(main())
