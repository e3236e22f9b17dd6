"""Rows of guides that a test needs but does not care about."""

from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone

from pediatric_platform.models import Guide, GuideStatement, GuideVersion


class GuideFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Guide
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"guia-{n}")
    title = factory.LazyAttribute(lambda row: f"Guía de prueba {row.code}")
    kind = "guideline"
    reach = "national"
    body = "Consejo de prueba"


class GuideVersionFactory(factory.django.DjangoModelFactory):
    """A draft."""

    class Meta:
        model = GuideVersion
        django_get_or_create = ("guide", "number")

    guide = factory.SubFactory(GuideFactory)
    number = "1"
    language = "es"
    source = "Prueba"
    url = "https://example.org/guia"


class GuideStatementFactory(factory.django.DjangoModelFactory):
    """Of a draft: of a published version the database takes none."""

    class Meta:
        model = GuideStatement

    version = factory.SubFactory(GuideVersionFactory)
    key = factory.Sequence(lambda n: f"punto-{n}")
    position = factory.Sequence(lambda n: n)
    text = "Antibiótico en la primera hora."


def published(**guide: Any) -> GuideVersion:
    """The current version of a guide, with one statement and its document."""
    version: GuideVersion = GuideVersionFactory(guide=GuideFactory(**guide), file=b"%PDF-1.4", file_name="guia.pdf")
    if version.state == "draft":
        GuideStatementFactory(version=version, key="primera-hora")
        GuideVersion.objects.filter(pk=version.pk).update(state="current", published_at=timezone.now())
        version.refresh_from_db()
    return version
