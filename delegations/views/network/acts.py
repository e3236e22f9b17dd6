"""What is done with one posting: substitute, hand over, end, change or confirm its contact."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from delegations import open_work
from delegations.actions import network
from delegations.actions.network.hand_over_by_email import hand_over_by_email
from delegations.errors import NotAllowed, Refusal
from delegations.forms_network import ContactForm, EndForm, ExtendForm, HandOverForm, SubstituteForm
from delegations.models import Person, Posting
from delegations.network_choices import colleagues
from delegations.roles import NETWORK
from delegations.toasts import toast
from delegations.views.network.refusals import refuse
from delegations.views.network.rights import (
    NetworkPage,
    may_change_contact,
    may_cover,
    may_end,
    may_manage,
    posting_or_404,
)
from delegations.views.network.wording import (
    end_consequences,
    extend_consequences,
    hand_over_consequences,
    substitute_consequences,
)
from delegations.wording import day_text


class PostingAct(NetworkPage, FormView):
    """A form about one posting that the person sees; `allowed` says who may use it."""

    posting: Posting
    allowed: Callable[[Person, Posting], bool] = staticmethod(may_manage)
    title: Any = ""
    submit: Any = ""
    kind = "primary"
    template_name = "delegations/posting_act.html"
    no_right: Any = gettext_lazy("Su nombramiento no permite cambiar este puesto; lo hace quien lo nombra.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            self.posting = posting_or_404(self.person, kwargs["pk"])
            if not self.allowed(self.person, self.posting):
                raise PermissionDenied(str(self.no_right))
        return super().dispatch(request, *args, **kwargs)

    def act(self, data: dict[str, Any]) -> str:
        """Do it; the words of the toast."""
        raise NotImplementedError

    def consequences(self) -> list[str]:
        """What will happen, before it does."""
        return []

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            said = self.act(form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return self.form_invalid(form)
        toast(self.request, said)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self) -> str:
        """The posting, or the list when it is no longer there."""
        if Posting.objects.filter(pk=self.posting.pk).exists():
            return reverse("delegations:posting", args=[self.posting.pk])
        return reverse("delegations:posting-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posting = self.posting
        here = reverse("delegations:posting", args=[posting.pk])
        return super().get_context_data(
            posting=posting,
            title=self.title,
            submit=self.submit,
            kind=self.kind,
            cancel=here,
            consequences=self.consequences(),
            crumbs=[
                (_("Red de responsables"), reverse("delegations:network-gaps")),
                (_("Nombramientos"), reverse("delegations:posting-list")),
                (posting.person.full_name, here),
                (self.title, ""),
            ],
            **kwargs,
        )


class PostingSubstitute(PostingAct):
    """Somebody stands in for a titular on holiday or leave, from one day to another."""

    form_class = SubstituteForm
    allowed = staticmethod(may_cover)
    title = gettext_lazy("Cubrir ausencia")
    submit = gettext_lazy("Registrar encargo")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "posting": self.posting, "by": self.person}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(nobody=not colleagues(self.posting, self.person).exists(), **kwargs)

    def consequences(self) -> list[str]:
        return substitute_consequences(self.posting)

    def act(self, data: dict[str, Any]) -> str:
        acting = network.substitute(posting=self.posting, by=self.person, **data)
        today = timezone.localdate()
        return _("%(who)s atiende del %(a)s al %(b)s.") % {
            "who": acting.person.full_name,
            "a": day_text(acting.starts_on, today),
            "b": day_text(data["ends_on"], today),
        }


class PostingHandOver(PostingAct):
    """The post passes to the next holder, with its open work and a note."""

    form_class = HandOverForm
    template_name = "delegations/posting_hand_over.html"
    title = gettext_lazy("Entregar el puesto")
    submit = gettext_lazy("Entregar")

    def get_initial(self) -> dict[str, Any]:
        return {
            "on": timezone.localdate() + timedelta(days=1),
            "office_phone": self.posting.office_phone,
            "office_email": self.posting.office_email,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(work=open_work.of(self.posting), **kwargs)

    def consequences(self) -> list[str]:
        return hand_over_consequences(self.posting)

    def act(self, data: dict[str, Any]) -> str:
        handover, invited = hand_over_by_email(posting=self.posting, by=self.person, **data)
        text = (
            _("%(who)s responde desde el %(day)s; se envió la invitación a %(mail)s.")
            if invited
            else _("%(who)s responde desde el %(day)s.")
        )
        return text % {
            "who": handover.to_posting.person.full_name,
            "day": day_text(handover.to_posting.starts_on, timezone.localdate()),
            "mail": data["email"],
        }


class PostingEnd(PostingAct):
    """A posting ends, and what that leaves behind is said first."""

    form_class = EndForm
    allowed = staticmethod(may_end)
    title = gettext_lazy("Terminar el nombramiento")
    submit = gettext_lazy("Terminar el nombramiento")
    kind = "danger"

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def consequences(self) -> list[str]:
        return end_consequences(self.posting)

    def act(self, data: dict[str, Any]) -> str:
        who = self.posting.person.full_name
        if network.end(posting=self.posting, by=self.person, **data) is None:
            return _("El nombramiento de %(who)s no había empezado: se retiró.") % {"who": who}
        return _("El nombramiento de %(who)s termina el %(day)s.") % {
            "who": who,
            "day": day_text(data["on"], timezone.localdate()),
        }


class PostingExtend(PostingAct):
    """A posting that is about to end goes on until a later day."""

    form_class = ExtendForm
    title = gettext_lazy("Prolongar el nombramiento")
    submit = gettext_lazy("Prolongar")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "posting": self.posting}

    def consequences(self) -> list[str]:
        return extend_consequences(self.posting)

    def act(self, data: dict[str, Any]) -> str:
        network.end(posting=self.posting, by=self.person, **data)
        return _("El nombramiento de %(who)s sigue hasta el %(day)s.") % {
            "who": self.posting.person.full_name,
            "day": day_text(data["on"], timezone.localdate()),
        }


class PostingContact(PostingAct):
    """The public telephone and e-mail of a post."""

    form_class = ContactForm
    allowed = staticmethod(may_change_contact)
    title = gettext_lazy("Cambiar el contacto")
    submit = gettext_lazy("Guardar el contacto")

    def get_initial(self) -> dict[str, Any]:
        return {"office_phone": self.posting.office_phone, "office_email": self.posting.office_email}

    def consequences(self) -> list[str]:
        shown = (
            _("El directorio público muestra el contacto nuevo desde este momento.")
            if self.posting.role in NETWORK
            else _("Lo ve el personal de sus lugares; no se publica.")
        )
        return [
            shown,
            _("Queda sin confirmar hasta que quien ocupa el puesto lo confirme."),
        ]

    def act(self, data: dict[str, Any]) -> str:
        network.change_contact(posting=self.posting, by=self.person, **data)
        return _("El contacto cambió.")
