"""The shape of the files of guides: what they are, their versions, recommendations, and what they are about."""

from __future__ import annotations

from delegations.cells import boolean, choice, date, integer, text
from delegations.tabular import Field, Sheet
from pediatric_platform.models import GuideKind, GuideReach

GUIDES = Sheet(
    "guides.csv",
    [
        Field("code", text(60)),
        Field("title", text(240)),
        Field("title_en", text(240), required=False, default=""),
        Field("kind", choice(GuideKind.values)),
        Field("reach", choice(GuideReach.values)),
        Field("body", text(160)),
        Field("topics", text(240), required=False, default=""),
        Field("is_public", boolean, required=False, default=False),
    ],
    unique=("code",),
)

VERSIONS = Sheet(
    "guide_versions.csv",
    [
        Field("code", text(60)),
        Field("number", text(20)),
        Field("state", choice(("current", "superseded"))),
        Field("issued_on", date, required=False),
        Field("language", choice(("es", "en"))),
        Field("evidence", text(160), required=False, default=""),
        Field("source", text(200)),
        Field("url", text(300)),
        Field("summary", text(2_000), required=False, default=""),
        Field("differs", text(2_000), required=False, default=""),
        # How sure the line is; kept with the source, so that whoever reads one reads the other.
        Field("standing", text(100)),
    ],
    unique=("code", "number"),
)

STATEMENTS = Sheet(
    "guide_statements.csv",
    [
        Field("code", text(60)),
        Field("number", text(20)),
        Field("key", text(40)),
        Field("position", integer(1, 500)),
        Field("text", text(2_000)),
        Field("grade", text(40), required=False, default=""),
    ],
    unique=("code", "number", "key"),
)

LINKS = Sheet(
    "guide_links.csv",
    [
        Field("code", text(60)),
        Field("protocol", text(30), required=False, default=""),
        Field("diagnosis", text(40), required=False, default=""),
        Field("inn", text(160), required=False, default=""),
    ],
    unique=("code", "protocol", "diagnosis", "inn"),
)
