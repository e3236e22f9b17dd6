"""What families are told of a meeting, in plain words: drafted from the agreements that concern them. Pure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.minuting.draft import day_words


def family_draft(facts: dict[str, Any]) -> str:
    """Short sentences; empty where families do not take part."""
    about = facts["meeting"]
    if not about["series"]["families"]:
        return ""
    rows = [row for row in facts["agreements"] if row["for_families"]]
    day = day_words(about["opened_at"] or about["starts_at"])
    if not rows:
        return _("Nos vimos el %(day)s. Ese día no hubo acuerdos para las familias.") % {"day": day}
    n = len(rows)
    lines = [
        ngettext(
            "Nos vimos el %(day)s. Hay %(n)d acuerdo para las familias.",
            "Nos vimos el %(day)s. Hay %(n)d acuerdos para las familias.",
            n,
        )
        % {"day": day, "n": n}
    ]
    for row in rows:
        text = " ".join(row["family_text"].split())
        stop = "" if text.endswith(".") else "."
        lines.append(f"{text}{stop} " + _("Es para el %(day)s.") % {"day": day_words(row["due_on"])})
    return "\n".join(lines)
