"""What is done to a case, each a sentence: the same actions that the API and the sweep call."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pediatric_platform.actions import cases
from pediatric_platform.case_rights import may_close, may_take_off
from pediatric_platform.errors.case_pages import NoSuchCase
from pediatric_platform.forms.cases import (
    CloseForm,
    ContactForm,
    CorrectForm,
    HandForm,
    LeaveForm,
    MergeForm,
    NoteForm,
    ReasonForm,
    SolveForm,
    WaitForm,
)
from pediatric_platform.models import Case, CaseChannel
from pediatric_platform.selectors.cases.one import alike_of, touched_of
from pediatric_platform.selectors.cases.owners import may_have
from pediatric_platform.views.cases.act import CaseAct, Press
from pediatric_platform.views.editing import number_in
from supply.forms.ledger_choices import drug_text


def shared(case: Case) -> list[str]:
    """What to mind before writing to the family of a case that several follow."""
    followers = case.followers.current()
    children = followers.filter(child__isnull=False).aggregate(n=Count("child", distinct=True))["n"]
    # One without a child is another family, but for a colleague who only told of it.
    told = Q(channel=CaseChannel.PUBLIC) | ~Q(contact_phone="") | ~Q(contact_name="") | ~Q(contact_email="")
    families = children + followers.filter(told, child__isnull=True).count()
    if families < 2:
        return []
    return [_("Lo leen las %(n)d familias del caso: no escriba nada que sea de una sola.") % {"n": families}]


class CaseTake(Press):
    def act(self, edition: int | None) -> str:
        cases.take_case(case=self.case, edition=edition, by=self.person)
        return _("El caso es suyo. Llame a la familia y anótelo.")


class CaseResume(Press):
    def act(self, edition: int | None) -> str:
        cases.resume(case=self.case, edition=edition, by=self.person)
        return _("El caso sigue en atención.")


class CaseConfirm(Press):
    """Whoever told it says that it is there."""

    def may(self) -> bool:
        return self.case.followers.current().filter(person=self.person).exists()

    def act(self, edition: int | None) -> str:
        own = self.case.followers.current().filter(person=self.person)
        cases.confirm(follower=get_object_or_404(own, pk=number_in(self.request, "follower")), by=self.person)
        return _("Quedó confirmado.")


class CaseContact(CaseAct):
    """Whom one reached, and how."""

    form_class = ContactForm
    template_name = "pediatric_platform/case_contact.html"
    title = gettext_lazy("Anotar un contacto con la familia")
    submit = gettext_lazy("Guardar el contacto")
    with_edition = False

    def act(self, form: Any) -> str:
        cases.note_contact(case=self.case, by=self.person, **form.cleaned_data)
        return _("Contacto anotado.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        followers = list(self.case.followers.current().select_related("child", "person"))
        touched = touched_of(self.person, self.case, followers, reads=True)
        return super().get_context_data(touched=touched, **kwargs)


class CaseNote(CaseAct):
    form_class = NoteForm
    title = gettext_lazy("Escribir")
    submit = gettext_lazy("Guardar")
    with_edition = False

    def consequences(self) -> list[str]:
        return shared(self.case)

    def act(self, form: Any) -> str:
        cases.write_note(case=self.case, by=self.person, **form.cleaned_data)
        return _("Mensaje enviado a la familia.") if form.cleaned_data["for_family"] else _("Nota guardada.")


class CaseWait(CaseAct):
    form_class = WaitForm
    title = gettext_lazy("Dejarlo en espera")

    def consequences(self) -> list[str]:
        return [_("El plazo sigue corriendo: si se agota, el caso sube de nivel."), _("La familia verá qué se espera.")]

    def act(self, form: Any) -> str:
        cases.wait_for(case=self.case, by=self.person, **form.cleaned_data)
        return _("El caso queda en espera.")


class CaseSolve(CaseAct):
    form_class = SolveForm
    title = gettext_lazy("Darlo por resuelto")

    def consequences(self) -> list[str]:
        return [
            _("Se le pregunta a la familia si ya lo tiene. También vale el registro de que se dio."),
            _("Mientras no se confirme, el caso sigue abierto; usted no puede confirmarlo."),
            *shared(self.case),
        ]

    def act(self, form: Any) -> str:
        cases.claim_solved(case=self.case, by=self.person, **form.cleaned_data)
        return _("Queda por confirmar. Se le pregunta a la familia.")


class CaseHand(CaseAct):
    form_class = HandForm
    title = gettext_lazy("Pasarlo a otra persona")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "postings": may_have(self.case, timezone.localdate())}

    def consequences(self) -> list[str]:
        return [_("Le llega un aviso con el caso."), _("El plazo no cambia."), _("La familia verá quién lo tiene.")]

    def act(self, form: Any) -> str:
        cases.hand_case(case=self.case, by=self.person, **form.cleaned_data)
        return _("El caso es ahora de %(name)s.") % {"name": form.cleaned_data["to"].person.full_name}


class CaseReopen(CaseAct):
    form_class = ReasonForm
    title = gettext_lazy("Reabrir el caso")

    def consequences(self) -> list[str]:
        return [_("Vuelve a tener responsable y plazo.")]

    def act(self, form: Any) -> str:
        cases.reopen(case=self.case, by=self.person, **form.cleaned_data)
        return _("El caso está abierto otra vez.")


class CaseClose(CaseAct):
    """Central office alone, and only after the contacts that the database counts."""

    form_class = CloseForm
    title = gettext_lazy("Cerrar sin confirmar")
    kind = "danger"

    def may(self) -> bool:
        return may_close(self.person, self.case)

    def consequences(self) -> list[str]:
        return [
            _("El caso termina sin que la familia lo confirme, y así se cuenta."),
            _("Hacen falta tres contactos, en tres días distintos y por dos medios. «No contestó» no basta."),
            *shared(self.case),
        ]

    def act(self, form: Any) -> str:
        cases.close_unconfirmed(case=self.case, by=self.person, **form.cleaned_data)
        return _("Caso cerrado sin confirmar.")


class CaseMerge(CaseAct):
    form_class = MergeForm
    template_name = "pediatric_platform/case_merge.html"
    title = gettext_lazy("Unirlo con otro caso")
    submit = gettext_lazy("Unir los dos casos")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "into": self.request.GET.get("con", "")[:14]}

    def act(self, form: Any) -> str:
        told = form.cleaned_data
        found = Case.objects.visible_to(self.person).filter(folio=told["into"].strip().upper()).first()
        if found is None:
            raise NoSuchCase
        cases.merge(case=self.case, into=found, edition=told["edition"], by=self.person)
        return _("Los dos casos son ahora uno: %(folio)s.") % {"folio": found.folio}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(alike=alike_of(self.person, self.case), **kwargs)


class CaseLeave(CaseAct):
    form_class = LeaveForm
    title = gettext_lazy("Ya no es parte del caso")
    submit = gettext_lazy("Quitarlo del caso")
    with_edition = False

    def may(self) -> bool:
        return may_take_off(self.person, self.case)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case": self.case}

    def get_initial(self) -> dict[str, Any]:
        return {"follower": self.request.GET.get("quien", "")[:18]}

    def consequences(self) -> list[str]:
        return [_("Su confirmación deja de hacer falta. Queda anotado quién lo quitó y por qué.")]

    def act(self, form: Any) -> str:
        cases.leave(follower=form.cleaned_data["follower"], reason=form.cleaned_data["reason"], by=self.person)
        return _("Ya no es parte del caso.")


class CaseCorrect(CaseAct):
    form_class = CorrectForm
    title = gettext_lazy("Corregir el caso")
    submit = gettext_lazy("Guardar")

    def get_initial(self) -> dict[str, Any]:
        case = self.case
        return {
            **super().get_initial(),
            "kind": case.kind,
            "drug": drug_text(case.drug) if case.drug is not None else "",
            "drug_words": case.drug_words,
            "needed_on": case.needed_on,
        }

    def act(self, form: Any) -> str:
        cases.correct_case(case=self.case, by=self.person, **form.cleaned_data)
        return _("Caso corregido.")
