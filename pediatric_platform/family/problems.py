"""What can be wrong with a medicine, as a family says it; each is a kind of case."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models import CaseKind

PROBLEMS: list[tuple[str, str | Promise]] = [
    (CaseKind.MISSING.value, _("No hay la medicina")),
    (CaseKind.DENIED.value, _("No me la dieron con mi receta")),
    (CaseKind.PARTIAL.value, _("Me dieron menos")),
    (CaseKind.NOT_MIXED.value, _("No hicieron la mezcla")),
    (CaseKind.POSTPONED.value, _("Cambiaron el día porque no hay")),
    (CaseKind.WRONG.value, _("Me la dieron mal: otra, rota o vencida")),
    (CaseKind.OTHER.value, _("Otra cosa")),
]
