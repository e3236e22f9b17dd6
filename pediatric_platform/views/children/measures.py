"""What is measured of a child and what it must not be given."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.errors import Refusal
from delegations.wording import day_text
from pediatric_platform.actions.allergies import may_note, note_allergy, refute_allergy
from pediatric_platform.actions.children.rights import may_register
from pediatric_platform.actions.growth import measure
from pediatric_platform.forms.children import AllergyForm, GrowthForm, RefuteForm
from pediatric_platform.models import Allergy, Plan
from pediatric_platform.selectors.children import conflicts_of, measures_of
from pediatric_platform.selectors.drug_names import drug_choices
from pediatric_platform.views.children.base import ChildAct


class ChildGrowth(ChildAct):
    """Weight and height; a measure that changes the doses of a plan leads to them."""

    form_class = GrowthForm
    template_name = "pediatric_platform/child_growth.html"
    title = gettext_lazy("Peso y talla")
    submit = gettext_lazy("Guardar la medida")

    def get_initial(self) -> dict[str, Any]:
        return {"measured_on": self.child.unit.today()}

    def act(self, form: GrowthForm) -> str:
        self.growth = measure(child=self.child, by=self.person, **form.cleaned_data)
        return _("Medida anotada: superficie de %(surface)s m².") % {"surface": self.growth.surface_m2}

    def refused(self, form: GrowthForm, refusal: Refusal) -> None:
        if refusal.field == "unusual_reason":
            form.ask_for_reason()
        super().refused(form, refusal)

    def get_success_url(self) -> str:
        """With a plan under way, where its doses are compared with the new measure."""
        plan = Plan.objects.active().filter(child=self.child).first()
        if plan is None or plan.growth_id == self.growth.pk:
            return self.here()
        return reverse("pediatric:plan-resize", args=[plan.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=measures_of(self.child)[::-1], **kwargs)


class ChildAllergies(ChildAct):
    """A new allergy; for whoever treats the child and for its pharmacist."""

    form_class = AllergyForm
    template_name = "pediatric_platform/child_allergies.html"
    title = gettext_lazy("Alergias")
    submit = gettext_lazy("Anotar la alergia")
    registers = False

    def allow(self) -> None:
        super().allow()
        if not may_note(self.person, self.child.unit):
            raise PermissionDenied(_("Las alergias las anota oncología, enfermería o farmacia de su hospital."))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "drugs": drug_choices()}

    def get_initial(self) -> dict[str, Any]:
        return {"noted_on": self.child.unit.today()}

    def act(self, form: AllergyForm) -> str:
        self.allergy = note_allergy(child=self.child, by=self.person, **form.cleaned_data)
        return _("Alergia anotada: está a la vista en toda su ficha.")

    def warnings(self, form: AllergyForm) -> list[str]:
        if conflicts_of(self.child, [self.allergy]):
            return [_("Su plan de tratamiento lleva ese medicamento: revíselo antes de la próxima sesión.")]
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Allergy.objects.filter(child=self.child).select_related("written_by")
        return super().get_context_data(
            rows=rows.order_by(F("refuted_at").asc(nulls_first=True), "-noted_on"),
            may_refute=may_register(self.person, self.child.unit),
            **kwargs,
        )


class AllergyRefute(ChildAct):
    """It was a mistake; for whoever treats the child."""

    form_class = RefuteForm
    title = gettext_lazy("Descartar una alergia")
    submit = gettext_lazy("Descartar")
    kind = "danger"
    allergy: Allergy

    def allow(self) -> None:
        super().allow()
        self.allergy = get_object_or_404(Allergy, child=self.child, pk=self.kwargs["pk"])

    def consequences(self) -> list[str]:
        return [
            _("«%(what)s», anotada el %(day)s, deja de avisar.")
            % {"what": self.allergy.substance, "day": day_text(self.allergy.noted_on, self.child.unit.today())},
            _("No se borra: queda en la ficha con su nombre y el motivo que escriba."),
        ]

    def act(self, form: RefuteForm) -> str:
        refute_allergy(allergy=self.allergy, reason=form.cleaned_data["reason"], by=self.person)
        return _("La alergia quedó descartada.")

    def get_success_url(self) -> str:
        return reverse("pediatric:child-allergies", args=[self.child.folio])
