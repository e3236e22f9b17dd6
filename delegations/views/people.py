"""A member of staff: what they hold and held, how to reach them, the state of their account and who may change it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, View

from delegations.actions.accounts import close_account, correct_details, reopen_account
from delegations.actions.invitations import invite_again
from delegations.actions.second_factor import reset_second_factor
from delegations.errors import NotAllowed, Refusal
from delegations.forms_people import CloseAccountForm, PersonDetailsForm, ReasonForm, SecondFactorResetForm
from delegations.models import Person
from delegations.selectors.accounts import administers, postings_seen, titular_posts
from delegations.selectors.invitations import last_invitation, may_invite_person
from delegations.sign_in.policy import second_factors
from delegations.signed_in import person_of
from delegations.toasts import toast
from delegations.views.network.refusals import refuse, said


class PersonDetail(LoginRequiredMixin, DetailView):
    """One person, as far as the viewer sees them."""

    model = Person
    context_object_name = "somebody"
    template_name = "delegations/person_detail.html"

    def get_queryset(self) -> QuerySet[Person]:
        return Person.objects.visible_to(person_of(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, viewer, today = self.object, person_of(self.request), timezone.localdate()
        postings = postings_seen(person, by=viewer)
        now = [row for row in postings if row.ends_on is None or row.ends_on >= today]
        return super().get_context_data(
            postings=now,
            past=[row for row in postings if row not in now],
            today=today,
            invitation=None if person.has_joined else last_invitation(person, by=viewer),
            may_administer=administers(viewer),
            factors=_factors(person) if administers(viewer) else None,
            may_invite=may_invite_person(viewer, person),
            is_self=person.pk == viewer.pk,
            crumbs=[(_("Red de responsables"), reverse("delegations:network-gaps")), (person.full_name, "")],
            **kwargs,
        )


def _factors(person: Person) -> list[str]:
    """The kinds of second factor that an account has, in words."""
    words = {"totp": _("Aplicación de códigos"), "webauthn": _("Llave de acceso")}
    return sorted({words[kind] for kind in second_factors(person).values_list("type", flat=True)})


class PersonAct(LoginRequiredMixin, FormView):
    """A form about somebody's account, for the administration."""

    template_name = "delegations/person_act.html"
    somebody: Person
    title: Any = ""
    submit: Any = ""
    kind = "primary"
    consequences: tuple[Any, ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            viewer = person_of(request)
            self.somebody = get_object_or_404(Person.objects.visible_to(viewer), pk=kwargs["pk"])
            if not administers(viewer):
                raise PermissionDenied(_("Las cuentas de otras personas las lleva la administración."))
        return super().dispatch(request, *args, **kwargs)

    def act(self, data: dict[str, Any]) -> str:
        """Do it; the words of the toast."""
        raise NotImplementedError

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            words = self.act(form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return self.form_invalid(form)
        toast(self.request, words)
        return HttpResponseRedirect(self.page)

    @property
    def page(self) -> str:
        return reverse("delegations:person", args=[self.somebody.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            somebody=self.somebody,
            title=self.title,
            submit=self.submit,
            kind=self.kind,
            consequences=self.consequences,
            cancel=self.page,
            crumbs=[
                (_("Red de responsables"), reverse("delegations:network-gaps")),
                (self.somebody.full_name, self.page),
                (self.title, ""),
            ],
            **kwargs,
        )


class PersonClose(PersonAct):
    """Nobody enters with the account any more."""

    form_class = CloseAccountForm
    title = gettext_lazy("Cerrar la cuenta")
    submit = gettext_lazy("Cerrar la cuenta")
    kind = "danger"
    consequences = (
        gettext_lazy("Sus sesiones, su clave de la API y sus enlaces dejan de servir ahora mismo."),
        gettext_lazy("Sus nombramientos terminan hoy; lo que hizo queda en la historia."),
        gettext_lazy("Puede reabrirse: la persona elige entonces una contraseña nueva."),
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        posts = [str(posting) for posting in titular_posts(self.somebody)]
        return {**super().get_form_kwargs(), "posts": posts}

    def act(self, data: dict[str, Any]) -> str:
        close_account(person=self.somebody, by=person_of(self.request), **data)
        return _("Se cerró la cuenta de %(name)s.") % {"name": self.somebody.full_name}


class PersonReopen(PersonAct):
    """The account may be taken again."""

    form_class = ReasonForm
    title = gettext_lazy("Reabrir la cuenta")
    submit = gettext_lazy("Reabrir y enviar invitación")
    consequences = (
        gettext_lazy("Se envía una invitación a su correo; entra cuando la acepte."),
        gettext_lazy("Sus nombramientos de antes no vuelven: hay que darle otros."),
    )

    def act(self, data: dict[str, Any]) -> str:
        reopen_account(person=self.somebody, by=person_of(self.request), **data)
        return _("Se reabrió la cuenta y se envió la invitación a %(email)s.") % {"email": self.somebody.email}


class PersonSecondFactor(PersonAct):
    """Who lost telephone, key and recovery codes enters again, once the administration knows who asks."""

    form_class = SecondFactorResetForm
    title = gettext_lazy("Retirar el segundo factor")
    submit = gettext_lazy("Retirar el segundo factor")
    kind = "danger"
    consequences = (
        gettext_lazy("Dejan de servir su aplicación de códigos, sus llaves de acceso y sus códigos de recuperación."),
        gettext_lazy("Se cierran todas sus sesiones y se revoca su clave de la API."),
        gettext_lazy("Entra con su contraseña o un código por correo; si su función lo exige, activa otro enseguida."),
        gettext_lazy("Se le avisa por correo quién lo retiró y con qué motivo."),
    )

    def act(self, data: dict[str, Any]) -> str:
        reset_second_factor(person=self.somebody, by=person_of(self.request), **data)
        return _("Se retiró el segundo factor de %(name)s. Ya se le avisó.") % {"name": self.somebody.full_name}


class PersonDetails(PersonAct):
    """Name and address, corrected."""

    form_class = PersonDetailsForm
    title = gettext_lazy("Corregir datos")
    submit = gettext_lazy("Guardar")

    def get_initial(self) -> dict[str, Any]:
        return {"full_name": self.somebody.full_name, "email": self.somebody.email}

    def act(self, data: dict[str, Any]) -> str:
        correct_details(person=self.somebody, by=person_of(self.request), **data)
        return _("Datos guardados.")


class PersonInvite(LoginRequiredMixin, View):
    """The invitation of who has not accepted it, sent anew."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        viewer = person_of(request)
        person = get_object_or_404(Person.objects.visible_to(viewer), pk=pk)
        try:
            invite_again(person=person, by=viewer)
            toast(request, _("Se envió una invitación nueva a %(email)s.") % {"email": person.email})
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, said(refusal), level=messages.ERROR)
        return HttpResponseRedirect(reverse("delegations:person", args=[person.pk]))
