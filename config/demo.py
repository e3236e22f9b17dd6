"""`bin/demo`: a running system with a simulated country, from nothing, on one command.

Each step is an ordinary management command; the list is below, and what was done is noted in the database itself
(as events of its audit trail), so that the next start skips it.
"""

from __future__ import annotations

import argparse
import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from datetime import date
from types import FrameType
from typing import Any

from django.core.management.base import CommandError

from config.collect import ROOT, fingerprint, is_stale

# Reference data, in the order in which one stands on the other.
LOADS = (
    "load_delegations", "load_units", "load_places", "load_catalogue", "load_regimens", "load_guards",
    "load_consent_texts", "load_holidays", "load_case_rules", "load_fever_rules",
    "load_guides", "load_visit_items", "load_series", "load_recalls",
)  # fmt: skip
# An invented committee approves, so that there is something to plan with. No institution did.
COMMITTEE = {"load_regimens": {"approve_as": "Comité simulado (demostración)"}}
WITH_DATA = ("delegations", "supply", "pediatric_platform", "meetings")
SIMULATION = "simulate"
CHILDREN = "simulate_children"
# What goes with the children, each once: the name it is noted under, its command, what is said meanwhile.
AFTER_CHILDREN = (
    ("purchases", "simulate_purchases", "simulating contracts, supply orders and deliveries"),
    ("replenishment", "simulate_replenishment", "forecasting, and simulating requisitions, recalls and loans"),
    ("cases", "simulate_cases", "simulating cases"),
    ("rollout", "simulate_rollout", "simulating the roll-out of the electronic record"),
    ("kits", "simulate_kits_and_guides", "simulating fever kits and readings of guides"),
    ("fevers", "simulate_fevers", "simulating fevers"),
    ("meetings", "simulate_meetings", "simulating sessions, agreements and minutes"),
    ("levels", "plan_levels", "computing levels and the worklist"),
)  # fmt: skip
# Of every simulated account. They open nothing but simulated data.
PASSWORD = "abasto-simulado"  # noqa: S105
WEEKS = 26
NOTED = "demo.prepared"

started = time.monotonic()


def say(text: str) -> None:
    """One line of progress with the seconds since the start."""
    print(f"{time.monotonic() - started:6.1f} s  {text}", flush=True)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bin/demo", description="A running OncoAbasto with a simulated country.")
    parser.add_argument("--port", type=int, default=8000, help="port of the web pages on 127.0.0.1 (8000)")
    parser.add_argument("--weeks", type=int, help=f"weeks to simulate, ending last week ({WEEKS})")
    parser.add_argument("--fresh", action="store_true", help="forget the simulated country and make a new one")
    parser.add_argument("--no-serve", action="store_true", help="prepare everything, then stop")
    parser.add_argument(
        "--second-factor", action="store_true", help="demand a second factor where production does (else optional)"
    )
    return parser.parse_args()


def port_is_free(port: int) -> bool:
    """Whether the web server can listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def start_collecting_static() -> subprocess.Popen[bytes] | None:
    """Gather the static files in a process of its own, meanwhile; None when they are as they were."""
    if not is_stale():
        return None
    child = subprocess.Popen([sys.executable, "-m", "config.collect"], cwd=ROOT)
    atexit.register(child.terminate)
    return child


class Notes:
    """What the demo has done to this database, kept in its audit trail."""

    def read(self) -> dict[str, Any]:
        """What was noted; nothing for a new database or one without such a note."""
        from delegations.models import AuditEvent

        noted: dict[str, Any] = {}
        for facts in AuditEvent.objects.filter(type=NOTED).order_by("pk").values_list("after", flat=True):
            noted |= facts
        return noted

    def write(self, **facts: Any) -> None:
        """Add to what is noted."""
        from delegations.audit import record

        record(type=NOTED, by=None, after=facts)


def migrate(owner: str) -> None:
    """Bring the tables up to date, signed in as their owner; quick when they are."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from config.ownership import signed_in_as
    from delegations.rights import uphold

    with signed_in_as(owner):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        else:
            uphold()  # what is watched and who may do what is declared in the code, which may be newer


def load(notes: Notes) -> None:
    """Load the reference data unless the same files are loaded already."""
    from django.core.management import call_command, get_commands

    current = fingerprint([ROOT / app / "data" for app in WITH_DATA if (ROOT / app / "data").is_dir()])
    if notes.read().get("loaded") == current:
        return
    for command in LOADS:
        if command in get_commands():
            say(command)
            call_command(command, verbosity=0, **COMMITTEE.get(command, {}))
    notes.write(loaded=current)


def simulate(notes: Notes, weeks: int | None) -> None:
    """Simulate the country once; a simulated one stays until --fresh."""
    from django.core.management import call_command, get_commands

    if SIMULATION not in get_commands():
        return
    done = notes.read().get("simulated")
    if done:
        say(f"simulated country: {done['weeks']} weeks, made on {done['made_on']} (--fresh makes a new one)")
        if weeks and weeks != done["weeks"]:
            sys.exit(f"This database holds {done['weeks']} simulated weeks, not {weeks}: add --fresh to begin anew.")
        return
    say(f"simulating {weeks or WEEKS} weeks of the country")
    call_command(SIMULATION, weeks=weeks or WEEKS)
    notes.write(simulated={"weeks": weeks or WEEKS, "made_on": date.today().isoformat()})  # noqa: DTZ011


def simulate_children(notes: Notes) -> None:
    """Children in six hospitals of the simulated country, once."""
    from django.core.management import call_command, get_commands

    if CHILDREN not in get_commands() or notes.read().get("children"):
        return
    say("simulating children in treatment")
    call_command(CHILDREN)
    notes.write(children=date.today().isoformat())  # noqa: DTZ011


def simulate_more(notes: Notes) -> None:
    """What goes with the children, once each."""
    from django.core.management import call_command, get_commands

    for name, command, text in AFTER_CHILDREN:
        if command in get_commands() and not notes.read().get(name):
            say(text)
            call_command(command)
            notes.write(**{name: date.today().isoformat()})  # noqa: DTZ011


def sign_ins() -> list[tuple[str, str]]:
    """Role and e-mail of one simulated account per role, from the whole country down to a unit."""
    from delegations.models import Posting
    from delegations.roles import Role

    postings = (
        Posting.objects.filter(
            person__is_simulated=True, person__is_active=True, person__email__endswith="@example.org"
        )
        .order_by("role", "person_id")
        .distinct("role")
        .select_related("person")
    )
    rank = {role: position for position, role in enumerate(Role.values)}
    found = sorted(postings, key=lambda posting: rank[posting.role])
    return [(str(posting.get_role_display()), posting.person.email) for posting in found]


def announce(port: int) -> None:
    """Once the first page answers, say where it is and how to sign in."""
    address = f"http://127.0.0.1:{port}/"
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(f"{address}salud/", timeout=5) as answer:  # noqa: S310
                if answer.status == 200:
                    break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    else:
        say("the web server does not answer; its lines above tell why")
        return
    accounts = sign_ins()
    width = max((len(role) for role, _email in accounts), default=0)
    lines = ["", f"OncoAbasto: {address}", ""]
    if accounts:
        lines += [f"  {role:<{width}}  {email}" for role, email in accounts]
        lines += ["", f"Password of every simulated account: {PASSWORD}"]
    lines += ["The data is simulated. Ctrl-C ends everything.", ""]
    say("ready\n" + "\n".join(lines))


def finish_on_terminate(number: int, frame: FrameType | None) -> None:
    """SIGTERM before the servers are up: leave in the ordinary way, so that leases are returned."""
    sys.exit(128 + number)


def empty(servers: list[Any]) -> None:
    """Forget everything in the embedded servers. Somebody's own server is never emptied from here."""
    from config.embedded.postgres import Postgres
    from config.embedded.valkey import Valkey

    kinds = {type(server) for server in servers}
    if not {Postgres, Valkey} <= kinds:
        sys.exit("--fresh empties embedded servers only. For servers of your own, name a new database in DATABASE_URL.")
    say("emptying the database and the queue")
    for server in servers:
        server.empty()


def main() -> int:
    """Everything, step by step."""
    options = arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.update(
        ONCOABASTO_LOCAL="1", ONCOABASTO_SIMULATED="1", HASHED_STATIC="1", ONCOABASTO_DEMO_PASSWORD=PASSWORD,
        SITE_URL=f"http://127.0.0.1:{options.port}",
        ONCOABASTO_SECOND_FACTOR="required" if options.second_factor else "optional",
    )  # fmt: skip
    signal.signal(signal.SIGTERM, finish_on_terminate)
    if not options.no_serve and not port_is_free(options.port):
        sys.exit(f"Port {options.port} is in use. Choose another: bin/demo --port {options.port + 1}")

    from config.embedded import join_missing
    from config.embedded.home import data_home
    from config.ownership import owner_url

    static = start_collecting_static()
    servers = join_missing(tell=lambda name: say(f"starting or joining {name}"))
    if options.fresh:
        empty(servers)
    owner = owner_url(servers)
    os.environ.pop("OWNER_DATABASE_URL", None)  # what is started below works without it

    import django

    django.setup()
    from django.db import connection

    notes = Notes()
    say("checking the tables")
    migrate(owner)
    load(notes)
    simulate(notes, options.weeks)
    simulate_children(notes)
    simulate_more(notes)
    connection.close()
    if static is not None:
        say("static files")
        if static.wait() != 0:
            return 1
    if options.no_serve:
        say("prepared")
        return 0

    from config.supervise import supervise

    say("starting web, worker and beat")
    threading.Thread(target=announce, args=[options.port], daemon=True).start()
    environment = {
        "PORT": str(options.port),
        "BEAT_SCHEDULE": str(data_home() / "beat-schedule"),
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
        "PYTHONUNBUFFERED": "1",
        # On a laptop's root account the worker has nobody to give way to; it listens on 127.0.0.1 to our own queue.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }
    return supervise(ROOT / "Procfile", environment, tell=say)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
    except CommandError as error:
        sys.exit(f"bin/demo: {error}")
