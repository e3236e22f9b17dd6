"""The public form: who has no account tells of a problem. Nothing reaches a hospital before the code of its mail."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.generic import FormView

from delegations.errors import Refusal
from delegations.views.network.refusals import refuse, said
from pediatric_platform.actions.public_cases import begin_draft, keep_photo, kept_photo, must_have_room
from pediatric_platform.pictures import Cleaned, cleaned
from pediatric_platform.public_cases.forms import PublicCaseForm
from pediatric_platform.selectors.public_cases import hospitals, open_hospitals
from pediatric_platform.views.public_cases.cookies import DRAFT, keep
from pediatric_platform.views.public_cases.pages import PublicPage

# A picture that is kept while something else on the form is put right.
KEPT = "case-photo"


class CasePublic(PublicPage, FormView):
    """`/avisar/`, and `/avisar/?hospital=<CLUES>` from a hospital's poster or page."""

    form_class = PublicCaseForm
    template_name = "pediatric_platform/public/tell.html"

    def get_initial(self) -> dict[str, Any]:
        return {"unit": self.request.GET.get("hospital", "")[:11].upper()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        chosen = form["unit"].value() or ""
        here = open_hospitals().filter(clues=chosen).first() if "hospital" in self.request.GET else None
        return {
            **context,
            "here": here,
            "chosen": chosen,
            "chosen_pk": int(chosen) if chosen.isdecimal() else None,
            "hospitals": [] if here else list(hospitals()),
            "first": [form[name] for name in ("kind", "drug_words", "needed_on", "denied_on", "text")],
            "then": [form[name] for name in ("photo", "name", "phone", "email")],
            "has_photo": bool(form["kept"].value()),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A picture is made safe first, so that it is there again where something else has to be put right."""
        form: PublicCaseForm = self.get_form()
        valid = form.is_valid()
        photo = self.photo(form)
        if valid and not form.errors:
            try:
                draft = begin_draft(
                    told=form.told(),
                    email=form.cleaned_data["email"],
                    origin=self.origin,
                    key=form.cleaned_data["key"],
                    language=get_language() or "",
                    photo=photo,
                )
            except Refusal as refusal:
                refuse(form, refusal)
            else:
                response = HttpResponseRedirect(reverse("pediatric:case-public-code", args=[draft.pk]))
                keep(response, DRAFT, str(draft.pk))
                return response
        self.hold(form, photo)
        return self.form_invalid(form)

    def photo(self, form: PublicCaseForm) -> Cleaned | None:
        """The picture of this form, or the one that was kept of the time before."""
        sent = form.cleaned_data.get("photo")
        if sent:
            try:
                must_have_room(origin=self.origin)
                return cleaned(sent.read())
            except Refusal as refusal:
                form.add_error("photo", said(refusal))
                return None
        try:
            return kept_photo(signing.loads(form.cleaned_data.get("kept") or "", salt=KEPT))
        except signing.BadSignature:
            return None

    def hold(self, form: PublicCaseForm, photo: Cleaned | None) -> None:
        """Keep the picture for the next press; where that is too much to ask, it is asked for again."""
        data = self.request.POST.copy()
        data["kept"] = ""
        form.data = data
        if photo is None:
            return
        try:
            data["kept"] = signing.dumps(str(keep_photo(photo=photo, origin=self.origin)), salt=KEPT)
        except Refusal:
            return
