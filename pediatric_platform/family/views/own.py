"""A relative's own start page, and the choices they make there."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations.signed_in import person_of
from delegations.toasts import toast
from pediatric_platform.actions.family_mail import choose_mail
from pediatric_platform.family.borrowed import borrow
from pediatric_platform.family.views.base import CHOSEN
from pediatric_platform.selectors.family import own_children
from pediatric_platform.selectors.guardians import own_consents


class FamilyHome(LoginRequiredMixin, TemplateView):
    """`/mi-familia/`: the one child's page at once, the child opened last, or a choice by name."""

    template_name = "pediatric_platform/family/home.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = person_of(request)
        children = list(own_children(person))
        asked = [row for row in own_consents(person) if not row.is_given]
        folios = [child.folio for child in children]
        if not asked and "elegir" not in request.GET:
            if len(folios) == 1:
                return redirect("pediatric:family-child", folios[0])
            if request.session.get(CHOSEN) in folios:
                return redirect("pediatric:family-child", request.session[CHOSEN])
        return self.render_to_response({"children": children, "asked": asked, "help_slug": "mi-familia"})


class FamilyMail(LoginRequiredMixin, View):
    """One press: yes to mail about changes, or no more of it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        person = person_of(request)
        if not own_children(person).exists():
            raise Http404
        wanted = request.POST.get("correo") == "si"
        choose_mail(wanted=wanted, by=person)
        said = _("Listo. Le escribiremos si algo cambia.") if wanted else _("Listo. Ya no le escribiremos.")
        toast(request, said)
        return redirect("pediatric:family")


class FamilyBorrowed(LoginRequiredMixin, View):
    """«Este teléfono no es mío»: the session ends with the browser, and after a short while without use."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        borrow(request)
        toast(request, _("Listo. Al cerrar el navegador, su página se cierra. También si la deja diez minutos."))
        return redirect("pediatric:family")
