"""Signed minutes as a tagged PDF, and the part for families: everything from what was frozen, nothing from today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from delegations.wording import spelled, unstopped
from meetings.minuting.annexes import annexes_of
from meetings.minuting.draft import day_words, moment_words
from meetings.minuting.whole import whole
from meetings.models import Addendum, Minutes, Signature
from pediatric_platform.papers.typesetting import typeset

HERE = Path(__file__).parent


def minutes_pdf(minutes: Minutes, addenda: Sequence[Addendum]) -> bytes:
    """Letter-size sheets: the text, the signatures and the print, the addenda, and the annexes."""
    with translation.override(settings.LANGUAGE_CODE):
        return typeset("minutes", words(minutes, addenda), folder=HERE)


def families_pdf(minutes: Minutes, addenda: Sequence[Addendum]) -> bytes:
    """One or two sheets in plain words: what was agreed, who does it, and for when."""
    with translation.override(settings.LANGUAGE_CODE):
        return typeset("families", family_words(minutes, addenda), folder=HERE)


def check_address(folio: str) -> str:
    """Where anybody checks a print of the minutes."""
    return settings.SITE_URL.rstrip("/") + reverse("meetings:minutes-check", args=[folio])


def words(minutes: Minutes, addenda: Sequence[Addendum]) -> dict[str, Any]:
    """Every word of the paper."""
    content = whole(minutes)
    about = content["meeting"]
    signed = Signature.objects.filter(minutes=minutes).order_by("at", "pk")
    return {
        "title": _("Minuta de la sesión n.º %(number)s") % {"number": about["number"]},
        "subject": about["series"]["name"],
        "footer": f"{minutes.folio} · {minutes.sha256[:16]}",
        "facts": [[str(name), value] for name, value in _facts(minutes, about)],
        "sections": content["sections"],
        "signatures_title": _("Firmas"),
        "signatures_head": [_("Nombre"), _("Cargo"), _("Cuándo")],
        "signatures": [[row.name, row.post, _when(row.at)] for row in signed],
        "check": _("Cualquiera puede comprobar esta minuta, sin cuenta, con su folio %(folio)s:")
        % {"folio": minutes.folio},
        "check_href": check_address(minutes.folio),
        "qr": qr(minutes.folio),
        "qr_alt": _("Código para comprobar la minuta %(folio)s") % {"folio": minutes.folio},
        "print_label": _("Huella SHA-256 de lo que se firmó, anexos incluidos"),
        "print": minutes.sha256,
        "addenda_title": _("Adendas"),
        "addenda": [addendum_words(row) for row in addenda],
        "annexes": annexes_of(content),
        "none": _("Sin registros."),
    }


def _facts(minutes: Minutes, about: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [(_("Folio"), minutes.folio), (_("Comenzó"), moment_words(about["opened_at"] or about["starts_at"]))]
    if about["closed_at"]:
        rows.append((_("Terminó"), moment_words(about["closed_at"])))
    if about["place"]:
        rows.append((_("Lugar"), about["place"]))
    if about["week"]:
        rows.append((_("Semana de las cifras"), _("del %(day)s") % {"day": day_words(about["week"])}))
    return rows


def addendum_words(row: Addendum) -> dict[str, str]:
    who = f"{row.name}, {row.post}" if row.post else row.name
    title = _("Adenda %(n)d · %(when)s · %(who)s") % {"n": row.number, "when": _when(row.at), "who": who}
    return {"title": title, "text": row.text, "print": f"SHA-256 {row.sha256}"}


def family_words(minutes: Minutes, addenda: Sequence[Addendum]) -> dict[str, Any]:
    content = whole(minutes)
    about = content["meeting"]
    told = [row for row in content["agreements"] if row["for_families"]]
    return {
        "title": _("Qué se acordó con las familias"),
        "subject": _("Sesión del %(day)s") % {"day": day_words(about["opened_at"] or about["starts_at"])},
        "text": _besides(content["family_text"], told),
        "agreements_title": _("Los acuerdos"),
        "agreements": [
            {
                "text": row["family_text"],
                "who": _("Lo hace: %(owner)s.") % {"owner": row["owner"]},
                "due": _("Para el %(day)s.") % {"day": day_words(row["due_on"])},
            }
            for row in told
        ],
        "addenda": _("Después se corrigió algo. Pida que le lean la adenda.") if addenda else "",
        "folio": _("Folio %(folio)s") % {"folio": minutes.folio},
        "qr": qr(minutes.folio),
        "qr_alt": _("Código para comprobar la minuta %(folio)s") % {"folio": minutes.folio},
        "check": _("Con este código puede ver que la minuta es verdadera."),
        "check_href": check_address(minutes.folio),
    }


def _besides(text: str, told: Sequence[dict[str, Any]]) -> str:
    """The lines that do not say one of the agreements: those are listed below, each with whose it is."""
    said = [bare for row in told if (bare := unstopped(row["family_text"]))]
    lines = text.split("\n")
    return "\n".join(line for line in lines if not " ".join(line.split()).startswith(tuple(said)))


def _when(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{spelled(local, 'j M Y')}, {local:%H:%M}"


def qr(folio: str) -> str:
    """The address of the check as SVG, dark on light, without a size of its own."""
    import segno

    code = segno.make(check_address(folio), error="m", micro=False)
    return str(code.svg_inline(border=2, light="#ffffff", omitsize=True))
