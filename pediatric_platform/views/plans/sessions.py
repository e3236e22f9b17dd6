"""A session: what is given, whether it is there, and what a prescriber does with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from delegations import audit
from delegations.errors import Refusal
from delegations.wording import day_in_full
from pediatric_platform.actions.sessions import cancel_session, give_session, move_session
from pediatric_platform.actions.sessions.move import check_day, following_sessions
from pediatric_platform.forms.plans import CancelForm, GiveForm, MoveForm
from pediatric_platform.lifetime import Lifetime
from pediatric_platform.models import Session
from pediatric_platform.prescribing import was_in_treatment
from pediatric_platform.selectors.guards import lifetime_passed_by
from pediatric_platform.selectors.plans.lines import dose_rows, drugs_of
from pediatric_platform.selectors.sessions import DatedSession, answered
from pediatric_platform.views.plans.base import Act, OneSession


class SessionDetail(OneSession, TemplateView):
    """For whoever treats the child; opening it is written down."""

    template_name = "pediatric_platform/session_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        session = self.row
        audit.record_read(by=self.person, what="session.read", target=session)
        dated = answered(Session.objects.filter(pk=session.pk))[0]
        to_give = was_in_treatment(self.child, session.on)
        is_planned = dated.rank is not None and session.plan.state == "active" and to_give
        return super().get_context_data(
            session=session,
            plan=session.plan,
            child=self.child,
            dated=dated,
            to_give=to_give or dated.rank is None,
            in_treatment=was_in_treatment(self.child),
            rows=dose_rows(dated),
            lifetime=self.lifetime(dated),
            today=self.child.unit.today(),
            may_prescribe=self.may_prescribe and is_planned,
            orders=session.mixing_orders.filter(cancelled_at__isnull=True),
            events=[
                {
                    "at": move.at,
                    "text": _("Del %(before)s al %(after)s: %(reason)s")
                    % {
                        "before": move.moved_from.strftime("%d/%m/%Y"),
                        "after": move.moved_to.strftime("%d/%m/%Y"),
                        "reason": move.get_reason_display().lower(),
                    },
                    "by": move.by.full_name if move.by else "",
                    "note": " · ".join(filter(None, [str(move.missing_drug or ""), move.note])),
                }
                for move in session.moves.select_related("by", "missing_drug")
            ],
            crumbs=[*self.crumbs("")[:-2], (_("Sesión"), "")],
            **kwargs,
        )

    def lifetime(self, dated: DatedSession) -> Lifetime | None:
        """Told where the session is the one that passes the child's limit, or comes after it."""
        if dated.rank is None:
            return None
        found = lifetime_passed_by(self.child, {dose.inn for dose in dated.doses if dose.state == "planned"})
        return found if found and (found.passes_on is None or self.row.on >= found.passes_on) else None


class Reasoned(Act, OneSession):
    """Its form offers the drugs of the session, to say which one is missing."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "drugs": drugs_of(self.row.doses.all())}


class SessionMove(Reasoned):
    """Another day, and why; what goes with it is shown before."""

    template_name = "pediatric_platform/session_move.html"
    form_class = MoveForm
    title = gettext_lazy("Mover la sesión")
    submit = gettext_lazy("Mover la sesión")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "to": max(self.row.on, self.child.unit.today())}

    def act(self, form: Any) -> str:
        told = form.cleaned_data
        row = move_session(session=self.row, by=self.person, **told)
        return _("La sesión queda para el %(day)s.") % {"day": day_in_full(row.on)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            session=self.row,
            orders=self.row.mixing_orders.filter(cancelled_at__isnull=True),
            following=following_sessions(self.row).count(),
            **kwargs,
        )


class SessionMovePreview(OneSession, View):
    """What would go where: a part of the page for whoever is choosing a day."""

    writes = True
    shown = 40

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        to = _day(request.GET.get("to", ""))
        context: dict[str, Any] = {"session": self.row, "to": to}
        if to is not None:
            try:
                check_day(self.row, to)
            except Refusal as refusal:
                context["refusal"] = refusal
            else:
                context |= self.moves(to, rest="move_rest" in request.GET)
        return render(request, "pediatric_platform/_move_preview.html", context)

    def moves(self, to: date, *, rest: bool) -> dict[str, Any]:
        days = (to - self.row.on).days
        rows = [self.row, *(following_sessions(self.row) if rest else ())]
        others = Session.objects.planned().filter(plan=self.row.plan_id, on=to).exclude(pk__in=[row.pk for row in rows])
        return {
            "days": days,
            "rest": rest,
            "count": len(rows),
            "rows": [(row, row.on, row.on + timedelta(days=days)) for row in rows[: self.shown]],
            "hidden": max(len(rows) - self.shown, 0),
            "others": others.count(),
            "is_weekend": to.weekday() >= 5,
        }


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


class SessionGive(Act, OneSession):
    """It was given, today or before."""

    form_class = GiveForm
    title = gettext_lazy("Anotar como aplicada")
    submit = gettext_lazy("Anotar como aplicada")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "given_on": min(self.row.on, self.child.unit.today())}

    def consequences(self) -> list[str]:
        return [
            _("Las dosis que no se omitieron quedan como dadas."),
            _("El material de la sesión deja de pedirse; lo que salió de la farmacia lo asienta la farmacia."),
        ]

    def act(self, form: Any) -> str:
        give_session(session=self.row, by=self.person, **form.cleaned_data)
        return _("Sesión anotada como aplicada.")


class SessionCancel(Reasoned):
    """It will not be given at all."""

    form_class = CancelForm
    title = gettext_lazy("Cancelar la sesión")
    submit = gettext_lazy("Cancelar la sesión")
    kind = "danger"

    def consequences(self) -> list[str]:
        return [
            _("La sesión no se dará y su material deja de pedirse."),
            _("Queda anotada como desviación del esquema. Si solo cambia de día, muévala."),
        ]

    def act(self, form: Any) -> str:
        cancel_session(session=self.row, by=self.person, **form.cleaned_data)
        return _("Sesión cancelada.")
