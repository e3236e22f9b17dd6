"""/compras/senales/: what in the figures is worth a look, why, and what was found out about it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import Column
from delegations.views.editing import EditForm
from delegations.views.listing import Listing
from supply.actions.signs import review_sign
from supply.filters.performance import SignFilter
from supply.forms.performance import ReviewForm
from supply.models import SignKind, SignState, WarningSign
from supply.selectors.signs.listing import answers_of, signs_seen
from supply.sign_rights import may_review, must_review
from supply.sign_words import FEW, LOOK_AT, MAY_BE, about, how_unusual, sentence
from supply.views.performance.base import Following, OfSign


class SignList(Following, Listing):
    model = WarningSign
    filterset_class = SignFilter
    template_name = "supply/performance/sign_list.html"
    title = gettext_lazy("Señales de atención")
    export_name = "senales-de-atencion"
    export_columns = (
        Column(gettext_lazy("Señal"), "get_kind_display", 36),
        Column(gettext_lazy("De qué"), about, 48),
        Column(gettext_lazy("Qué se vio"), sentence, 80),
        Column(gettext_lazy("Qué tan fuera de lo común (%)"), lambda row: round(float(row.unusual) * 100, 2)),
        Column(gettext_lazy("Comparada con (casos)"), "compared"),
        Column(gettext_lazy("Vista por primera vez"), "first_seen", 18),
        Column(gettext_lazy("Vista por última vez"), "last_seen", 18),
        Column(gettext_lazy("Estado"), "get_state_display"),
        Column(gettext_lazy("Explicación"), "note", 60),
        Column(gettext_lazy("La revisó"), "closed_by.full_name", 28),
        Column(gettext_lazy("Revisada el"), "closed_at", 18),
    )

    def get_crumbs(self) -> list[Any]:
        return [(_("Compras"), reverse("supply:purchase-board"))]

    def get_queryset(self) -> QuerySet[WarningSign]:
        return signs_seen(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        waiting = dict(
            signs_seen(self.person).filter(state=SignState.OPEN).order_by().values_list("kind").annotate(n=Count("pk"))
        )
        return context | {
            "few": FEW,
            "rows": [(row, about(row), sentence(row), float(row.unusual) * 100) for row in context["object_list"]],
            "waiting": [(kind, label, waiting[kind]) for kind, label in SignKind.choices if waiting.get(kind)],
        }


class SignDetail(OfSign, TemplateView):
    template_name = "supply/performance/sign_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**_shown(self.sign), may_review=may_review(self.person), **kwargs)


class SignReview(OfSign, EditForm):
    template_name = "supply/performance/sign_review.html"
    form_class = ReviewForm
    title = gettext_lazy("Revisar la señal")
    submit = gettext_lazy("Guardar")

    def allow(self) -> None:
        super().allow()
        must_review(self.person)

    def edited(self) -> WarningSign:
        return self.sign

    def get_initial(self) -> dict[str, Any]:
        state = SignState.EXPLAINED if self.sign.state == SignState.OPEN else self.sign.state
        return super().get_initial() | {"state": state, "note": self.sign.note}

    def act(self, form: Any) -> str:
        review_sign(sign=self.sign, by=self.person, **form.cleaned_data)
        return _("Respuesta guardada.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**_shown(self.sign, more=(_("Revisar"), "")), **context}


def _shown(sign: WarningSign, *, more: tuple[str, str] | None = None) -> dict[str, Any]:
    subject = about(sign)
    here = (subject, sign.get_absolute_url() if more else "")
    return {
        "sign": sign,
        "about": subject,
        "sentence": sentence(sign),
        "unusual": how_unusual(sign),
        "may_be": MAY_BE[sign.kind],
        "look_at": LOOK_AT[sign.kind],
        "answers": answers_of(sign),
        "crumbs": [
            (_("Compras"), reverse("supply:purchase-board")),
            (_("Señales de atención"), reverse("supply:sign-list")),
            here,
            *([more] if more else []),
        ],
    }
