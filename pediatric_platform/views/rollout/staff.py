"""Who of a hospital has to know the electronic record, and who has shown that they do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.toasts import toast
from pediatric_platform.actions.rollout import correct_trainee, list_accounts, list_staff
from pediatric_platform.forms.trainings import StaffForm, TraineeForm
from pediatric_platform.models import Trainee
from pediatric_platform.rollout_rights import may_manage, must_manage
from pediatric_platform.rollout_rules import Staff
from pediatric_platform.selectors.rollout.staff import staff_of
from pediatric_platform.views.rollout.base import ForStaff, OfSite, RolloutForm, site_crumbs


class TraineeList(OfSite, TemplateView):
    """`/expediente/<CLUES>/personal/`: by role and name, with the last training passed."""

    template_name = "pediatric_platform/trainee_list.html"
    columns = (
        Column(gettext_lazy("Nombre"), "full_name", 36),
        Column(gettext_lazy("Puesto"), "get_role_display", 26),
        Column(gettext_lazy("Con cuenta"), lambda row: row.person_id is not None, 10),
        Column(gettext_lazy("Aprobó"), "trained", 10),
        Column(gettext_lazy("Última aprobada el"), "passed_on"),
        Column(gettext_lazy("Próxima capacitación"), "called_on"),
    )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        wanted = request.GET.get(EXPORT_PARAM, "")
        if wanted in EXPORT_FORMATS:
            name = f"personal-{self.site.unit.clues.lower()}"
            return export_response(staff_of(self.site), self.columns, name, wanted, request=request)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(staff_of(self.site))
        return super().get_context_data(
            site=self.site,
            unit=self.site.unit,
            rows=rows,
            staff=Staff(sum(row.trained for row in rows), len(rows)),  # type: ignore[attr-defined]  # annotated
            manages=may_manage(self.person, self.site.unit),
            crumbs=self.crumbs(_("Personal")),
            **kwargs,
        )


class TraineeAdd(OfSite, RolloutForm):
    form_class = StaffForm
    title = gettext_lazy("Agregar personal por capacitar")
    submit = gettext_lazy("Agregar")

    def permit(self) -> None:
        must_manage(self.person, self.site.unit)

    def subject(self) -> str:
        return self.site.unit.name

    def get_success_url(self) -> str:
        return reverse("pediatric:trainee-list", args=[self.site.unit.clues])

    def act(self, form: Any) -> str:
        names = form.cleaned_data["names"].splitlines()
        made = list_staff(site=self.site, names=names, role=form.cleaned_data["role"], by=self.person)
        return ngettext("Se agregó a %(n)d persona.", "Se agregó a %(n)d personas.", len(made)) % {"n": len(made)}


class TraineeAccounts(OfSite, View):
    """Everybody with a posting at the hospital goes on the list: one press, as often as one likes."""

    http_method_names = ["post", "options"]

    def permit(self) -> None:
        must_manage(self.person, self.site.unit)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        made = list_accounts(site=self.site, by=self.person)
        said = (
            ngettext("Se agregó a %(n)d persona.", "Se agregó a %(n)d personas.", len(made)) % {"n": len(made)}
            if made
            else _("Todos los que tienen cuenta ya están en la lista.")
        )
        toast(request, said)
        return HttpResponseRedirect(reverse("pediatric:trainee-list", args=[self.site.unit.clues]))


class TraineeCorrect(ForStaff, RolloutForm):
    form_class = TraineeForm
    title = gettext_lazy("Corregir o dar de baja")
    submit = gettext_lazy("Guardar")
    trainee: Trainee

    def allow(self) -> None:
        rows = Trainee.objects.visible_to(self.person).current().select_related("site__unit__delegation")
        self.trainee = get_object_or_404(rows, pk=self.kwargs["pk"])
        must_manage(self.person, self.trainee.site.unit)

    def subject(self) -> str:
        return f"{self.trainee.full_name} · {self.trainee.site.unit.name}"

    def here(self) -> str:
        return reverse("pediatric:trainee-list", args=[self.trainee.site.unit.clues])

    def crumbs(self, title: object = "") -> list[Any]:
        first, site, last = site_crumbs(self.trainee.site, str(title))
        return [first, site, (_("Personal"), self.here()), last]

    def get_initial(self) -> dict[str, Any]:
        return {"full_name": self.trainee.full_name, "role": self.trainee.role}

    def act(self, form: Any) -> str:
        correct_trainee(trainee=self.trainee, by=self.person, **form.cleaned_data)
        return _("Guardado.")
