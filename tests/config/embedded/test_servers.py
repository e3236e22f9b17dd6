"""The embedded servers: started once, shared by all, stopped by the last one out, found again after crashes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from config.embedded import postgres as postgres_module
from config.embedded import valkey as valkey_module
from config.embedded.home import data_home
from config.embedded.postgres import EXTENSIONS, Postgres
from config.embedded.process import ServerError
from config.embedded.server import Server
from config.embedded.valkey import Valkey
from tests.plugins.servers import copy_tree

KINDS = [Postgres, Valkey]

HOLDER = """
import sys, time
from pathlib import Path
from config.embedded.postgres import Postgres
from config.embedded.valkey import Valkey
server = {"postgres": Postgres, "valkey": Valkey}[sys.argv[1]](Path(sys.argv[2]), binaries=Path(sys.argv[3]))
print(server.join(), flush=True)
sys.stdin.read()
server.leave()
"""


def answers(url: str) -> bool:
    """Whether a client gets through with this address."""
    try:
        if url.startswith("redis"):
            with redis.Redis.from_url(url) as client:
                return bool(client.ping())
        psycopg2.connect(url, connect_timeout=3).close()
    except (redis.RedisError, psycopg2.OperationalError):
        return False
    return True


def hold(kind: type[Server], home: Path) -> tuple[subprocess.Popen[str], str]:
    """Another process that holds a lease until its input is closed, and the address it was given."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, kind.name, str(home), str(data_home())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def let_go(process: subprocess.Popen[str]) -> None:
    """Close the input of a holder and wait until it is gone."""
    process.communicate(timeout=30)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> type[Server]:
    """Each of the two servers in turn."""
    chosen: type[Server] = request.param
    return chosen


@pytest.fixture
def used_home(kind: type[Server], home: Path, request: pytest.FixtureRequest) -> Path:
    """A data home in which the server has been at work before, where that saves time."""
    if kind is Postgres:
        copy_tree(request.getfixturevalue("prepared_home"), home)
    return home


@pytest.fixture
def server(kind: type[Server], used_home: Path) -> Iterator[Server]:
    """A server that does not run yet; stopped afterwards, whatever the test left."""
    made = kind(used_home, binaries=data_home())
    yield made
    made.stop()


def test_starts_on_loopback_with_a_password_and_stops_when_left(server: Server) -> None:
    url = server.join()
    assert "@127.0.0.1:" in url
    assert answers(url)
    assert not answers(url.replace(server.password(), "guess"))
    server.leave()
    assert server.running() is None
    assert not answers(url)


def test_listens_nowhere_but_on_loopback(server: Server) -> None:
    server.join()
    process = server.running()
    assert process is not None
    addresses = {link.laddr.ip for link in process.net_connections() if link.status == psutil.CONN_LISTEN}
    assert addresses == {"127.0.0.1"}


def test_the_password_is_in_no_command_line(server: Server) -> None:
    server.join()
    process = server.running()
    assert process is not None
    assert server.password() not in " ".join(process.cmdline())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives up its rights")
def test_does_not_run_as_root(server: Server) -> None:
    server.join()
    process = server.running()
    assert process is not None
    assert process.username() == "nobody"


def test_a_second_process_joins_and_the_last_one_out_stops_it(
    kind: type[Server], server: Server, used_home: Path
) -> None:
    url = server.join()
    other, joined_url = hold(kind, used_home)
    assert joined_url == url
    server.leave()
    assert answers(url), "somebody still uses it"
    let_go(other)
    assert server.running() is None


def test_processes_that_come_at_once_share_one_server(kind: type[Server], server: Server, used_home: Path) -> None:
    holders = [hold(kind, used_home) for _number in range(3)]
    assert len({url for _process, url in holders}) == 1
    for process, _url in holders:
        let_go(process)
    assert server.running() is None


def test_a_holder_killed_leaves_no_lease(kind: type[Server], server: Server, used_home: Path) -> None:
    other, url = hold(kind, used_home)
    other.kill()
    other.wait()
    assert server.join() == url, "the server it left behind is joined"
    server.leave()
    assert server.running() is None, "and we were the last"


def test_a_server_killed_is_started_again_with_what_it_held(server: Server) -> None:
    server.join()
    keep(server)
    process = server.running()
    assert process is not None
    time.sleep(1.2)  # Valkey writes to disk every second
    process.kill()
    process.wait()
    server.leave()
    assert kept(server.join())


def keep(server: Server) -> None:
    """Store something, as whoever may make tables."""
    url = server.owner_url if isinstance(server, Postgres) else server.url
    if url.startswith("redis"):
        with redis.Redis.from_url(url) as client:
            client.set("kept", "1")
        return
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (n int)")
    connection.close()


def kept(url: str) -> bool:
    """Whether what was stored is there."""
    if url.startswith("redis"):
        with redis.Redis.from_url(url) as client:
            return bool(client.get("kept") == b"1")
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('kept') IS NOT NULL")
        row = cursor.fetchone()
    connection.close()
    return row is not None and bool(row[0])


def test_a_note_with_the_number_of_a_stranger_is_no_running_server(server: Server) -> None:
    server.join()
    server.leave()
    stranger = os.getpid()
    if isinstance(server, Postgres):
        (server.data / "postmaster.pid").write_text(f"{stranger}\n{server.data}\n0\n1\n\n127.0.0.1\n\nready\n")
    else:
        (server.folder / "state.json").write_text(json.dumps({"pid": stranger, "port": 1}))
    assert server.running() is None
    assert answers(server.join())


def test_a_torn_note_is_no_running_server(server: Server) -> None:
    server.join()
    server.leave()
    if isinstance(server, Postgres):
        (server.data / "postmaster.pid").write_text("")
    else:
        (server.folder / "state.json").write_text('{"pid": 1')
    assert server.running() is None
    assert answers(server.join())


def test_a_port_that_a_stranger_took_meanwhile_is_not_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        taken = stranger.getsockname()[1]
        module = postgres_module if isinstance(server, Postgres) else valkey_module
        real = module.free_port
        offers = iter([taken])
        monkeypatch.setattr(module, "free_port", lambda: next(offers, None) or real())
        url = server.join()
        assert f":{taken}/" not in url
        assert answers(url)


def test_a_server_that_cannot_start_shows_its_log(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", 0))
        stranger.listen()
        module = postgres_module if isinstance(server, Postgres) else valkey_module
        monkeypatch.setattr(module, "ATTEMPTS", 1)
        monkeypatch.setattr(module, "free_port", lambda: stranger.getsockname()[1])
        with pytest.raises(ServerError, match=r"(?s)did not start.*log.*(in use|Address)"):
            server.join()
    assert server.running() is None


def test_empty_forgets_everything(server: Server) -> None:
    server.join()
    keep(server)
    server.empty()
    assert not kept(server.url)


def test_ctrl_c_in_a_terminal_does_not_reach_it(server: Server) -> None:
    server.join()
    process = server.running()
    assert process is not None
    assert os.getsid(process.pid) != os.getsid(0)


def test_a_throwaway_dies_with_its_maker(kind: type[Server], used_home: Path) -> None:
    maker = HOLDER.replace("Path(sys.argv[2])", "Path(sys.argv[2]), throwaway=True")
    process = subprocess.Popen(
        [sys.executable, "-c", maker, kind.name, str(used_home), str(data_home())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    assert answers(url)
    process.send_signal(signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + 10
    while answers(url) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not answers(url)


@pytest.fixture(scope="module")
def connection(prepared_home: Path) -> Iterator[psycopg2.extensions.connection]:
    """A connection of the application's role."""
    server = Postgres(prepared_home, binaries=data_home())
    connection = psycopg2.connect(server.join())
    connection.autocommit = True
    yield connection
    connection.close()
    server.leave()


class TestPostgres:
    """What only the database promises."""

    def ask(self, connection: psycopg2.extensions.connection, question: str) -> object:
        with connection.cursor() as cursor:
            cursor.execute(question)
            row = cursor.fetchone()
        return row[0] if row else None

    def test_safe_on_disk_and_in_character(self, connection: psycopg2.extensions.connection) -> None:
        assert self.ask(connection, "SHOW fsync") == "on"
        assert self.ask(connection, "SHOW data_checksums") == "on"
        assert self.ask(connection, "SHOW server_encoding") == "UTF8"
        assert self.ask(connection, "SELECT lower('ÁÑ')") == "áñ"

    def test_neither_role_is_a_superuser_and_the_application_owns_nothing(
        self, connection: psycopg2.extensions.connection
    ) -> None:
        assert self.ask(connection, "SELECT current_user") == "oncoabasto"
        for right in ("rolsuper", "rolcreaterole", "rolreplication", "rolbypassrls"):
            assert self.ask(connection, f"SELECT bool_or({right}) FROM pg_roles WHERE rolname ~ '^oncoabasto'") is False
        assert self.ask(connection, "SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user") is False
        owner = self.ask(connection, "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()")
        assert owner == "oncoabasto_owner"
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            self.ask(connection, "SET ROLE oncoabasto_owner")
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            self.ask(connection, "CREATE TABLE mine (n int)")

    def test_databases_the_owner_creates_have_the_extensions(
        self, connection: psycopg2.extensions.connection, prepared_home: Path
    ) -> None:
        owner_url = Postgres(prepared_home, binaries=data_home()).owner_url
        owner = psycopg2.connect(owner_url)
        owner.autocommit = True
        with owner.cursor() as cursor:
            cursor.execute("CREATE DATABASE another")
        owner.close()
        another = psycopg2.connect(owner_url.removesuffix("oncoabasto") + "another")
        with another.cursor() as cursor:
            cursor.execute("SELECT extname FROM pg_extension")
            assert set(EXTENSIONS) <= {name for (name,) in cursor.fetchall()}
        another.close()

    def test_a_database_that_the_application_owned_goes_to_the_owner_and_stays_usable(
        self, connection: psycopg2.extensions.connection, prepared_home: Path
    ) -> None:
        server = Postgres(prepared_home, binaries=data_home())
        superuser = server.connect(server._port(), "oncoabasto")
        with superuser.cursor() as cursor:
            cursor.execute("ALTER DATABASE oncoabasto OWNER TO oncoabasto; CREATE TABLE old (n int)")
            cursor.execute("ALTER TABLE old OWNER TO oncoabasto")
        superuser.close()
        server.prepare()
        owners = "SELECT string_agg(relowner::regrole::text, ' ') FROM pg_class WHERE relname = 'old'"
        assert self.ask(connection, owners) == "oncoabasto_owner"
        assert self.ask(connection, "INSERT INTO old VALUES (1) RETURNING n") == 1
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            self.ask(connection, "DROP TABLE old")

    def test_passwords_are_asked_of_every_local_user(self, connection: psycopg2.extensions.connection) -> None:
        info = connection.info
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(host="127.0.0.1", port=info.port, user="postgres", dbname="postgres")
