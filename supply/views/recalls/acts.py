"""Forms about a recall: answered, taken off the ledger, closed, lifted."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from supply.actions.recalls import acknowledge, close_recall, lift_recall, on_hand, take_off, ways_out
from supply.forms.recalls import AnswerForm, CloseForm, LiftForm, OutForm
from supply.views.recalls.base import OneHolding, RecallAct


class _OfHolding(OneHolding, RecallAct):
    """A form about what one place has."""

    template_name = "supply/recalls/holding.html"

    def permit(self) -> None:
        """Asked of the place, in `allow`."""

    def edited(self) -> Any:
        return self.holding

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(holding=self.holding, there=on_hand(self.holding), **kwargs)


class Answer(_OfHolding):
    """On the phone, before the shelf: how many were put aside."""

    form_class = AnswerForm
    title = gettext_lazy("Responder al retiro")
    submit = gettext_lazy("Ya están apartadas")

    def get_initial(self) -> dict[str, Any]:
        told = {"found": self.holding.found, "note": self.holding.note}
        return super().get_initial() | (told if self.holding.acknowledged_at else {})

    def act(self, form: Any) -> str:
        row = acknowledge(holding=self.holding, by=self.person, **form.cleaned_data)
        return ngettext("Respondió: %(n)d pieza apartada.", "Respondió: %(n)d piezas apartadas.", row.found or 0) % {
            "n": row.found
        }


class Out(_OfHolding):
    """Returned to the supplier, or destroyed or handed over."""

    form_class = OutForm
    title = gettext_lazy("Dar salida a lo apartado")
    submit = gettext_lazy("Dar salida")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "ways": ways_out(self.recall)}

    def act(self, form: Any) -> str:
        row = take_off(holding=self.holding, by=self.person, **form.cleaned_data)
        return _("Salieron del libro con el documento %d.") % row.document_id

    def consequences(self) -> list[str]:
        pieces = min(self.holding.found or 0, on_hand(self.holding))
        return [
            ngettext("Sale del libro %(n)d pieza.", "Salen del libro %(n)d piezas.", pieces) % {"n": pieces},
            _("Si estuvo mal, se revierte el documento y puede responder de nuevo."),
        ]


class Close(RecallAct):
    form_class = CloseForm
    title = gettext_lazy("Cerrar el retiro")
    submit = gettext_lazy("Cerrar")

    def act(self, form: Any) -> str:
        close_recall(recall=self.recall, by=self.person, **form.cleaned_data)
        return _("Retiro cerrado. Sus lotes siguen detenidos.")

    def consequences(self) -> list[str]:
        waiting = self.recall.holdings.waiting().count()
        told = [_("Nadie debe ya una respuesta. Los lotes siguen detenidos en todo el país.")]
        if waiting:
            told.append(
                ngettext(
                    "Falta la respuesta de %(n)d existencia.", "Faltan las respuestas de %(n)d existencias.", waiting
                )
                % {"n": waiting}
            )
        return [*told, _("Si llegan más piezas de esos lotes, se detienen y el retiro se abre de nuevo.")]


class Lift(RecallAct):
    form_class = LiftForm
    title = gettext_lazy("Levantar el retiro")
    submit = gettext_lazy("Levantar")
    kind = "danger"

    def act(self, form: Any) -> str:
        lift_recall(recall=self.recall, by=self.person, **form.cleaned_data)
        return _("Retiro levantado: sus lotes se pueden surtir.")

    def consequences(self) -> list[str]:
        return [
            _("Sus lotes vuelven a ser utilizables en todo el país, en el momento."),
            _("Lo que otro retiro nombra, o estaba retenido por otra causa, sigue detenido."),
            _("Se avisa a quienes apartaron piezas."),
        ]
