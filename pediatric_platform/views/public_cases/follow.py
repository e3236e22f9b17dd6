"""The case of somebody without account, behind the secret link of their mail. Nothing of a child stands on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations import audit
from delegations.toasts import toast
from pediatric_platform.errors.public_cases import UnknownFollow
from pediatric_platform.family.case_acts import act, blank_forms
from pediatric_platform.models import CaseFollower
from pediatric_platform.selectors.family_cases import family_cases, story_of
from pediatric_platform.selectors.public_cases import follower_at
from pediatric_platform.views.public_cases.cookies import FOLLOW, forget, keep, kept
from pediatric_platform.views.public_cases.pages import PublicPage, unkept

CLOSE = "cerrar"


class CasePublicFollow(View):
    """`/avisar/seguir/<secret>/`: the secret leaves the address at once, and with it the telephone's history."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        response = HttpResponseRedirect(reverse("pediatric:case-public-case"))
        if follower_at(token) is not None:
            keep(response, FOLLOW, token)
        else:
            forget(response, FOLLOW)
        response["Referrer-Policy"] = "no-referrer"
        unkept(response)
        return response


class CasePublicCase(PublicPage, TemplateView):
    """Who has it, by when, what was done; write, send a picture, say whether it was given."""

    template_name = "pediatric_platform/public/case.html"
    follower: CaseFollower

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = follower_at(kept(request, FOLLOW))
        if found is None:
            return unkept(render(request, "pediatric_platform/public/over.html", {"refusal": UnknownFollow()}))
        self.follower = found
        with timezone.override(found.case.unit.zone):
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (row,) = family_cases([self.follower])
        audit.record_read(by=None, what="case_link.read", target=self.follower.case)
        forms = kwargs.pop("forms", None) or blank_forms()
        return super().get_context_data(row=row, case=row.case, story=story_of(row, None), forms=forms, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        back = HttpResponseRedirect(reverse("pediatric:case-public-case"))
        if request.POST.get("hacer") == CLOSE:
            back = HttpResponseRedirect(reverse("pediatric:case-public"))
            forget(back, FOLLOW)
            toast(request, _("Listo. Este teléfono ya no muestra su aviso."))
            return back
        # Another case was opened in this browser since the page was: what was pressed there was not meant for it.
        if request.POST.get("aviso") != self.follower.case.folio:
            toast(request, _("En este teléfono se abrió otro aviso. Véalo y mande otra vez."))
            return back
        words, forms = act(request, self.follower, None)
        if not words:
            return self.render_to_response(self.get_context_data(forms=forms))
        toast(request, words)
        return back
