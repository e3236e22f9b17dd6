"""Every text that goes into the minutes and that somebody wrote, by what it is called on the screen. Pure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from meetings.models import Minutes, ParticipantKind


def texts_of(minutes: Minutes, facts: dict[str, Any]) -> dict[str, str]:
    """Sections, the families' part, and what stands in the annexes: comments, matters, agreements, and where relatives
    say they come from.
    """
    texts = {row["title"]: row["text"] for row in minutes.sections}
    texts[str(_("Para las familias"))] = minutes.family_text
    for row in facts["reviews"]:
        texts[_("Revisión de %(name)s") % {"name": row["place"]["name"]}] = row["comment"]
    for row in facts["agenda"]:
        title = _("Asunto: %(title)s") % {"title": row["title"][:60]}
        texts[title] = "\n".join([row["title"], row["body"], row["notes"], *row["lines"]])
    for row in (*facts["agreements"], *facts["carried"]):
        texts[_("Acuerdo %(folio)s") % {"folio": row["folio"]}] = "\n".join(
            [row["text"], row["family_text"], row["owner"], row["owner_name"]]
        )
    # «Mamá de …»: a relative's own name is initials or their word; the child's is nobody's.
    families = [row for row in facts["attendance"] if row["kind"] == ParticipantKind.FAMILY]
    texts[str(_("Lista de asistencia"))] = "\n".join(f"{row['post']}\n{row['organisation']}" for row in families)
    return {title: text for title, text in texts.items() if text.strip()}
