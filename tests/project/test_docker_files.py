"""docker-compose.yml, Dockerfile and .env.example agree with each other and with the settings."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_TEXT)
EXAMPLE = (ROOT / ".env.example").read_text()
PASSWORDS = ("POSTGRES_PASSWORD", "OWNER_DATABASE_PASSWORD", "APP_DATABASE_PASSWORD", "REDIS_PASSWORD")
SERVICES: dict[str, Any] = COMPOSE["services"]

NAMES_IN_EXAMPLE = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE))
NAMES_IN_COMPOSE = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", COMPOSE_TEXT))
NAMES_IN_SETTINGS = set(
    re.findall(r'(?:env_\w+|secret)\(\s*"([A-Z_]+)"', (ROOT / "config" / "settings.py").read_text())
)


def resolved(text: str, values: dict[str, str]) -> str:
    """A value of the compose file with its variables filled in, as docker compose does."""
    return re.sub(r"\$\{([A-Z_]+)(?::[-?]([^}]*))?\}", lambda found: values.get(found[1], ""), text)


def test_the_services_of_a_whole_installation_are_there() -> None:
    assert set(SERVICES) >= {"postgres", "redis", "migrate", "web", "worker", "beat", "proxy"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate", "web"}))
def test_each_service_says_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


def test_the_web_server_says_whether_it_is_well_by_its_image() -> None:
    assert "config.probe" in (ROOT / "Dockerfile").read_text()


def test_data_lives_in_named_volumes() -> None:
    used = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if not volume.startswith("./")
    }
    assert used == set(COMPOSE["volumes"])


def test_mounted_files_exist() -> None:
    mounted = [
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if volume.startswith("./")
    ]
    assert mounted
    assert [path for path in mounted if not (ROOT / path).is_file()] == []


def test_images_are_pinned_to_a_version() -> None:
    images = [service["image"] for service in SERVICES.values() if "build" not in service]
    assert [image for image in images if not re.search(r":\d", image)] == []


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_no_secret_is_written_in_the_files() -> None:
    secrets = [
        line for line in COMPOSE_TEXT.splitlines() if re.search(r"(PASSWORD|SECRET_KEY|IDENTIFIER_KEY|AUTH): ", line)
    ]
    assert secrets
    assert [line for line in secrets if not re.search(r": \$\{[A-Z_]+:[?-]", line)] == []
    assert re.findall(r"^(?:SECRET_KEY|IDENTIFIER_KEY|\w*PASSWORD)=(.+)$", EXAMPLE, re.MULTILINE) == []


def test_the_example_explains_every_variable() -> None:
    assert NAMES_IN_COMPOSE - NAMES_IN_EXAMPLE - {"IMAGE_TAG"} == set()
    assert NAMES_IN_SETTINGS - NAMES_IN_EXAMPLE - {"DEBUG", "HASHED_STATIC"} == set()


def test_the_settings_start_with_what_compose_hands_them() -> None:
    filled = {"SECRET_KEY": "k" * 50, "IDENTIFIER_KEY": "i" * 50} | dict.fromkeys(PASSWORDS, "p")
    values = dict(re.findall(r"^([A-Z_]+)=(.+)$", EXAMPLE, re.MULTILINE)) | filled
    environment = {name: resolved(str(text), values) for name, text in SERVICES["web"]["environment"].items()}
    done = subprocess.run(
        [sys.executable, "-c", "from config import settings as s; print(s.DATABASES['default']['HOST'], s.HTTPS)"],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["postgres", "True"], done.stderr


def test_the_image_does_not_run_as_root_and_checks_hashes() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^USER oncoabasto$", dockerfile, re.MULTILINE)
    assert "--require-hashes" in dockerfile


def test_the_image_holds_no_local_secret() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".env", ".data", ".git", ".venv"} <= set(ignored)


def test_only_the_migration_signs_in_as_the_owner_of_the_tables() -> None:
    with_owner = {name for name, service in SERVICES.items() if "OWNER_DATABASE_URL" in service.get("environment", {})}
    assert with_owner == {"migrate"}
    assert SERVICES["migrate"]["environment"].items() >= SERVICES["web"]["environment"].items()
    of_application = "postgres://oncoabasto:"
    assert all(
        service["environment"]["DATABASE_URL"].startswith(of_application)
        for service in SERVICES.values()
        if "DATABASE_URL" in service.get("environment", {})
    )


def test_the_servers_first_start_makes_both_roles_and_gives_neither_more_than_it_needs() -> None:
    script = (ROOT / "config" / "deploy" / "postgres-init.sh").read_text()
    made = dict(re.findall(r"CREATE ROLE (\w+) (.+) PASSWORD", script))
    assert made == {"oncoabasto_owner": "LOGIN", "oncoabasto": "LOGIN"}
    assert "CREATE DATABASE oncoabasto OWNER oncoabasto_owner;" in script
