"""A new child, and the facts of one put right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from delegations import audit, clues
from delegations.errors import NotAllowed, Refusal
from delegations.models import Unit
from delegations.roles import Permission
from delegations.toasts import toast
from delegations.views.network.refusals import refuse, said
from pediatric_platform.actions.children import correct, problems, register
from pediatric_platform.actions.children.disclosure import note_disclosure
from pediatric_platform.actions.children.facts import ChildFacts
from pediatric_platform.clinical import units_of
from pediatric_platform.errors.children import AlreadyRegistered, LooksRegistered
from pediatric_platform.forms.children import ChildFields, CorrectForm, RegisterForm
from pediatric_platform.identifiers import Fault, agregado_doubts
from pediatric_platform.models import Child, Diagnosis, Plan
from pediatric_platform.views.children.base import ChildAct, Clinical

DOUBTS = {
    Fault.AGREGADO_SHAPE: gettext_lazy("El agregado médico no tiene la forma usual (por ejemplo 3F2019OR): revíselo."),
    Fault.AGREGADO_BIRTH: gettext_lazy("El agregado médico dice otro año de nacimiento: revíselo."),
    Fault.AGREGADO_SEX: gettext_lazy("El agregado médico dice otro sexo: revíselo."),
}


def doubts_of(facts: ChildFacts) -> list[str]:
    """What is odd and is let through: its rules are known by hearsay."""
    facts = facts.cleaned()
    found = []
    if facts.agregado:
        doubts = agregado_doubts(facts.agregado, birth_date=facts.birth_date, sex=facts.sex)
        found += [str(DOUBTS[doubt]) for doubt in doubts]
    if clues.check_digit_is_odd(facts.unit.clues):
        found.append(_("La CLUES del hospital tiene un dígito final poco común: avise a la administración."))
    return found


class TellsOfDoubles:
    """What a form of a child's facts does with a refusal: every fault at its field, and who looks alike in a list."""

    alike: tuple[Any, ...] = ()
    person: Any

    def refused(self, form: ChildFields, refusal: Refusal) -> None:
        if isinstance(refusal, AlreadyRegistered | LooksRegistered):
            note_disclosure(refusal, by=self.person)
        if isinstance(refusal, LooksRegistered):
            self.alike = refusal.alike
            form.ask_for_another()
        refuse(form, refusal)

    def tell_problems(self, form: ChildFields, facts: ChildFacts) -> bool:
        """Everything that is wrong with the facts by themselves, at once; whether there was something."""
        found = problems(facts.cleaned(), today=facts.unit.today())
        for refusal in found:
            form.add_error(refusal.field if refusal.field in form.fields else None, said(refusal))
        return bool(found)


class ChildRegister(TellsOfDoubles, Clinical, FormView):
    """For whoever treats children at a hospital."""

    form_class = RegisterForm
    template_name = "pediatric_platform/child_register.html"

    def allow(self) -> None:
        if not self.units().exists():
            raise PermissionDenied(_("A las niñas y niños los registra oncología o enfermería de su hospital."))

    def units(self) -> QuerySet[Unit]:
        return units_of(self.person, Permission.REGISTER_CHILD).open_on(timezone.localdate()).order_by("name")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "units": self.units()}

    def form_valid(self, form: RegisterForm) -> HttpResponse:
        facts = form.facts()
        if self.tell_problems(form, facts):
            return self.form_invalid(form)
        try:
            child = register(facts=facts, by=self.person)
        except NotAllowed:
            raise
        except Refusal as refusal:
            self.refused(form, refusal)
            return self.form_invalid(form)
        here = reverse("pediatric:child", args=[child.folio])
        measure = reverse("pediatric:child-growth", args=[child.folio])
        text = _("Quedó en el registro con el folio %(folio)s.") % {"folio": child.folio}
        toast(self.request, text, link=measure, link_label=_("Anotar peso y talla"))
        for doubt in doubts_of(facts):
            messages.warning(self.request, doubt)
        return HttpResponseRedirect(here)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            alike=self.alike,
            no_diagnoses=not Diagnosis.objects.exists(),
            crumbs=[(_("Niñas y niños"), reverse("pediatric:child-list")), (_("Registrar"), "")],
            **kwargs,
        )


class ChildCorrect(TellsOfDoubles, ChildAct):
    """The facts of a child put right; of two people who do it at once the second is told."""

    form_class = CorrectForm
    template_name = "pediatric_platform/child_correct.html"
    title = gettext_lazy("Corregir sus datos")
    submit = gettext_lazy("Guardar")

    def get_initial(self) -> dict[str, Any]:
        return CorrectForm.initial_of(self.child)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.record_read(by=self.person, what="child.identifiers_read", target=self.child, asked={"page": "correct"})
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def form_valid(self, form: CorrectForm) -> HttpResponse:  # type: ignore[override]
        if self.tell_problems(form, form.facts(self.child.unit)):
            return self.form_invalid(form)
        return super().form_valid(form)

    def act(self, form: CorrectForm) -> str:
        edition = form.cleaned_data["edition"]
        self.child = correct(child=self.child, facts=form.facts(self.child.unit), edition=edition, by=self.person)
        return _("Los datos quedaron corregidos.")

    def refused(self, form: ChildFields, refusal: Refusal) -> None:
        super().refused(form, refusal)
        if refusal.code == "stale_edition":  # what is stored now stands beside what was typed; the next press writes
            self.now = Child.objects.select_related("diagnosis", "unit").get(pk=self.child.pk)
            form.data = {**form.data.dict(), "edition": self.now.edition}  # type: ignore[attr-defined]

    now: Child | None = None

    def warnings(self, form: CorrectForm) -> list[str]:
        found = doubts_of(form.facts(self.child.unit))
        if "birth_date" in form.changed_data and Plan.objects.active().filter(child=self.child).exists():
            found.append(_("Cambió su edad: las dosis que van por edad se calcularon de nuevo. Revise su plan."))
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(alike=self.alike, **kwargs)
        if self.now is not None:
            now, form = CorrectForm.initial_of(self.now), context["form"]
            context["changed"] = [
                (field.label, now[field.name])
                for field in form
                if field.name in now.keys() - {"edition"} and shown(now[field.name]) != shown(field.value())
            ]
        return context


def shown(value: Any) -> str:
    """A value as a form writes it, to be compared with what was typed."""
    return "" if value is None else str(value).strip()
