"""The code of the mail, typed: then there is a case. The words themselves are never shown again before that."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from delegations.errors import Refusal
from delegations.notify.masking import masked_address
from delegations.toasts import toast
from delegations.views.network.refusals import refuse
from pediatric_platform.actions.public_cases import confirm_draft, discard_draft, readdress_draft
from pediatric_platform.errors.public_cases import DraftIsOver
from pediatric_platform.models import CaseDraft
from pediatric_platform.public_cases.forms import AddressForm, CodeForm
from pediatric_platform.views.public_cases.cookies import DRAFT, FOLLOW, forget, keep, wrote
from pediatric_platform.views.public_cases.pages import PublicPage

RESEND, DISCARD = "otro", "borrar"


class CasePublicCode(PublicPage, TemplateView):
    """Type the code; or, in the browser where it was written, send it elsewhere or take the words back."""

    template_name = "pediatric_platform/public/code.html"
    draft: CaseDraft

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = self.find()
        return self.shown() if found else self.over()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.find():
            return self.over()
        act = request.POST.get("hacer", "")
        if act in (RESEND, DISCARD):
            if not wrote(request, self.draft.pk):
                raise Http404
            return self.resend() if act == RESEND else self.discard()
        return self.confirm()

    def find(self) -> bool:
        """Whether the draft waits for its code still, or has just been confirmed by it."""
        row = (
            CaseDraft.objects.defer("facts", "photo")
            .filter(pk=self.kwargs["draft"], ends_at__gt=timezone.now())
            .exclude(sent_to="", case__isnull=True)
            .first()
        )
        if row is not None:
            self.draft = row
        return row is not None

    def confirm(self) -> HttpResponse:
        form = CodeForm(self.request.POST)
        if not form.is_valid():
            return self.shown(form=form)
        try:
            done = confirm_draft(draft=self.draft, code=form.cleaned_data["code"])
        except DraftIsOver:
            if not (self.find() and wrote(self.request, self.draft.pk)):
                return self.over()
            refuse(form, DraftIsOver(is_kept=True))
            return self.shown(form=form)
        except Refusal as refusal:
            refuse(form, refusal)
            return self.shown(form=form)
        response = HttpResponseRedirect(reverse("pediatric:case-public-case"))
        keep(response, FOLLOW, done.token)
        forget(response, DRAFT)
        if done.is_new:
            toast(self.request, _("Su aviso ya llegó."))
        return response

    def resend(self) -> HttpResponse:
        form = AddressForm(self.request.POST)
        if form.is_valid():
            try:
                new = readdress_draft(
                    draft=self.draft,
                    email=form.cleaned_data["email"],
                    origin=self.origin,
                    language=get_language() or "",
                )
            except DraftIsOver:
                return self.over()
            except Refusal as refusal:
                refuse(form, refusal)
            else:
                response = HttpResponseRedirect(reverse("pediatric:case-public-code", args=[new.pk]))
                keep(response, DRAFT, str(new.pk))
                return response
        return self.shown(address=form)

    def discard(self) -> HttpResponse:
        discard_draft(draft=self.draft)
        toast(self.request, _("Listo. Borramos lo que escribió."))
        response = HttpResponseRedirect(reverse("pediatric:case-public"))
        forget(response, DRAFT)
        return response

    def shown(self, *, form: CodeForm | None = None, address: AddressForm | None = None) -> HttpResponse:
        context = self.get_context_data(
            form=form or CodeForm(),
            address=address or AddressForm(auto_id="otro_%s"),
            sent_to=masked_address(self.draft.sent_to) if self.draft.sent_to else "",
            is_own=wrote(self.request, self.draft.pk),
        )
        return self.render_to_response(context)

    def over(self) -> HttpResponse:
        """Ended, used up, taken back or never there: told alike."""
        return render(self.request, "pediatric_platform/public/over.html", {"refusal": DraftIsOver()}, status=410)
