"""The public documents that come along: with their source, published as their bodies published them, once."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from delegations.models import AuditEvent, Person
from pediatric_platform.actions.guides import draft_version, publish
from pediatric_platform.management.commands.load_guides import DATA
from pediatric_platform.models import Guide, GuideLink, GuideStatement, GuideVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> None:
    call_command("load_catalogue", verbosity=0)
    call_command("load_regimens", verbosity=0)
    call_command("load_guides", verbosity=0)


def test_every_version_says_where_it_is_and_how_sure_that_is(loaded: None) -> None:
    assert Guide.objects.count() == 29
    assert not GuideVersion.objects.filter(state="draft").exists()
    for version in GuideVersion.objects.defer("file"):
        assert version.url.startswith("http"), version
        assert " Certeza: " in version.source, version
    assert not Guide.objects.exclude(must_read=[]).exists()  # who must read what, the institute says
    assert Guide.objects.filter(search_text__contains="neutropenia").count() >= 4


def test_no_point_is_told_to_have_come_or_gone_by_a_version_that_nobody_summed_up(loaded: None) -> None:
    versions = {row.number: row for row in GuideVersion.objects.filter(guide__code="neutropenia-febril-pediatrica")}
    assert [versions[number].state for number in ("2012", "2017", "2023")] == ["superseded", "superseded", "current"]
    assert versions["2023"].statements.count() == 12
    summed = set(GuideStatement.objects.values_list("version__guide__code", "version__number"))
    guides = [code for code, _number in summed]
    assert len(guides) == len(set(guides))  # of no guide two versions: nothing of the file is compared by half
    assert GuideLink.objects.filter(guide__code="neutropenia-febril-pediatrica", drug__inn="cefepime").count() == 2


def test_twice_is_once_and_what_was_published_here_stays(loaded: None, olga: Person) -> None:
    before = (GuideVersion.objects.count(), GuideLink.objects.count(), GuideStatement.objects.count())
    events = AuditEvent.objects.count()
    guide = Guide.objects.get(code="nom-249-ssa1-2010")
    newer = draft_version(
        guide=guide, number="2030", language="es", source="Prueba", url="https://example.org", by=olga
    )
    publish(version=newer, edition=1, by=olga)
    call_command("load_guides", verbosity=0)
    newer.refresh_from_db()
    assert newer.state == "current"
    after = (GuideVersion.objects.count(), GuideLink.objects.count(), GuideStatement.objects.count())
    assert (after[0] - 1, *after[1:]) == before
    assert AuditEvent.objects.count() == events + 3  # drafted, superseded, published


def test_a_file_that_names_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    for name in ("guides", "guide_versions", "guide_statements", "guide_links"):
        text = (DATA / f"{name}.csv").read_text()
        (tmp_path / f"{name}.csv").write_text(
            text.replace("aall0434,NO", "x") + ("fantasma,,,vincristine\n" if name == "guide_links" else "")
        )
    with pytest.raises(CommandError):
        call_command("load_guides", folder=tmp_path, stdout=StringIO(), stderr=StringIO())
    assert not Guide.objects.exists()
