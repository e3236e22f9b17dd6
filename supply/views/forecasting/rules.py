"""`/planeacion/reglas/`: the numbers plans are made with, each with its origin."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.editing import EditForm
from delegations.views.listing import Listing
from supply.actions.forecasting.rules import drop_rule, may_plan, set_rule
from supply.filters.forecasting import PlanningRuleFilter
from supply.forms.forecasting import RuleDropForm, RuleForm, RuleValueForm
from supply.models import PlanningKind, PlanningRule
from supply.planning import BOUNDS, DEFAULTS
from supply.views.forecasting.pages import Staff


def place_of(rule: PlanningRule) -> str:
    return str(rule.unit or rule.delegation or _("Todo el país"))


def drug_of(rule: PlanningRule) -> str:
    return rule.drug.label if rule.drug else _("Todos")


class RuleList(Staff, Listing):
    """Every rule that the person sees, and what holds where there is none."""

    model = PlanningRule
    filterset_class = PlanningRuleFilter
    template_name = "supply/forecasting/rules.html"
    title = gettext_lazy("Reglas de planeación")
    export_name = "reglas-de-planeacion"
    export_columns = (
        Column(gettext_lazy("Regla"), "get_kind_display", 36),
        Column(gettext_lazy("Valor"), "value", 12),
        Column(gettext_lazy("Dónde"), place_of, 40),
        Column(gettext_lazy("Medicamento"), drug_of, 40),
        Column(gettext_lazy("De dónde sale"), "origin", 60),
        Column(gettext_lazy("Desde"), "set_at", 18),
    )

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [(_("Pronóstico"), reverse("supply:forecast-list"))]

    def get_queryset(self) -> QuerySet[PlanningRule]:
        rows = PlanningRule.objects.visible_to(self.person)
        return rows.select_related("delegation", "unit__delegation", "drug", "set_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for row in context["object_list"]:
            row.place = place_of(row)
            row.may_edit = may_plan(self.person, delegation=row.delegation, unit=row.unit)
        defaults = [(kind.label, DEFAULTS[kind], *BOUNDS[kind]) for kind in PlanningKind]
        return {**context, "defaults": defaults, "may_plan": has_permission(self.person, Permission.PLAN_SUPPLY)}


class _RuleForm(Staff, EditForm):
    template_name = "supply/forecasting/rule_form.html"

    def here(self) -> str:
        return reverse("supply:planning-rules")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Pronóstico"), reverse("supply:forecast-list")), (_("Reglas de planeación"), self.here())]
        return super().get_context_data(crumbs=[*crumbs, (self.title, "")], **kwargs)


class RuleNew(_RuleForm):
    """For whoever plans supply somewhere."""

    form_class = RuleForm
    title = gettext_lazy("Poner una regla")
    submit = gettext_lazy("Poner la regla")

    def allow(self) -> None:
        super().allow()
        must_plan(self.person)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.person}

    def act(self, form: Any) -> str:
        rule = set_rule(by=self.person, **form.cleaned_data)
        return _("Quedó la regla: %s.") % rule

    def consequences(self) -> list[str]:
        return [
            _("La regla de una unidad va antes que la de su delegación, y esta antes que la del país."),
            _("La de un medicamento va antes que la de todos, en el mismo lugar."),
            _("Si ya hay una con el mismo lugar y medicamento, toma este valor."),
            window_reaches(),
        ]


def window_reaches() -> str:
    """What a window changes: weeks are drafted for the whole country with one, so that they can be compared."""
    return _(
        "La ventana del CPM cambia solo el CPM que se escribe en la página del pronóstico; los reportes semanales, los"
        " tableros y los niveles usan siempre 13 semanas."
    )


class _OneRule(_RuleForm):
    """One rule that the person sees and may set."""

    rule: PlanningRule

    def allow(self) -> None:
        rows = PlanningRule.objects.visible_to(self.person).select_related("delegation", "unit", "drug")
        self.rule = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not may_plan(self.person, delegation=self.rule.delegation, unit=self.rule.unit):
            must_not()

    def edited(self) -> Any:
        return self.rule

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rule=self.rule, place=place_of(self.rule), of=drug_of(self.rule), **kwargs)


class RuleEdit(_OneRule):
    form_class = RuleValueForm
    title = gettext_lazy("Cambiar la regla")
    submit = gettext_lazy("Guardar")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "value": self.rule.value, "origin": self.rule.origin}

    def act(self, form: Any) -> str:
        rule = self.rule
        set_rule(
            kind=rule.kind, delegation=rule.delegation, unit=rule.unit, drug=rule.drug, by=self.person,
            **form.cleaned_data,
        )  # fmt: skip
        return _("Quedó la regla: %s.") % PlanningRule.objects.get(pk=rule.pk)

    def consequences(self) -> list[str]:
        return [window_reaches()] if self.rule.kind == PlanningKind.WINDOW_WEEKS else []


class RuleDrop(_OneRule):
    form_class = RuleDropForm
    title = gettext_lazy("Quitar la regla")
    submit = gettext_lazy("Quitar la regla")
    kind = "danger"

    def act(self, form: Any) -> str:
        drop_rule(rule=self.rule, by=self.person, edition=form.cleaned_data["edition"])
        return _("Se quitó la regla. Vale la más general que haya.")

    def consequences(self) -> list[str]:
        return [_("Vuelve a valer la regla más general que haya; si no hay ninguna, el valor de trabajo del programa.")]


def must_plan(person: Person) -> None:
    if not has_permission(person, Permission.PLAN_SUPPLY):
        must_not()


def must_not() -> None:
    raise PermissionDenied(
        _("Las reglas del país las pone oficina central; las de una delegación y sus unidades, su responsable.")
    )
