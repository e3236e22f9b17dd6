"""A case's evidence: ask the checklist again, send a file, look at one, take one away."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from delegations import audit
from delegations.toasts import toast
from pediatric_platform.actions.cases.attach import attach, detach
from pediatric_platform.actions.cases.check import run_checklist
from pediatric_platform.case_rights import may_open, may_read_story, may_work
from pediatric_platform.forms.case_evidence import AttachForm, DetachForm
from pediatric_platform.models import CaseAttachment
from pediatric_platform.pictures import JPEG, PDF, PNG
from pediatric_platform.views.cases.act import CaseAct, ForWorkers
from pediatric_platform.views.cases.base import OneCase

ENDINGS = {JPEG: "jpg", PNG: "png", PDF: "pdf"}
# Whatever it turned out to be, it shows itself and does nothing: no script, no form, no request to anywhere.
SEALED_OFF = "default-src 'none'; img-src 'self'; sandbox; frame-ancestors 'none'"


class CaseCheckAgain(ForWorkers, View):
    """Ask every question now; the answers stay beside the earlier ones."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, folio: str) -> HttpResponse:
        run_checklist(case=self.case, by=self.person)
        toast(request, _("Se revisó de dónde puede salir."))
        return HttpResponseRedirect(f"{self.here()}#revision")


class CaseAttach(CaseAct):
    """For whoever opens or works at cases of that hospital."""

    form_class = AttachForm
    title = gettext_lazy("Agregar un archivo")
    with_edition = False

    def may(self) -> bool:
        return may_open(self.person, self.case.unit) or may_work(self.person, self.case)

    def act(self, form: AttachForm) -> str:
        attach(case=self.case, data=form.sent(), title=form.cleaned_data["title"], by=self.person)
        return _("El archivo quedó en el caso.")

    def consequences(self) -> list[str]:
        return [
            _("Lo ve quien atiende casos en este hospital, y cada vez que alguien lo abre queda anotado."),
            _("De la foto se guarda solo la imagen: ni el lugar ni el teléfono con que se tomó."),
        ]

    def get_success_url(self) -> str:
        return f"{self.here()}#archivos"


class OfAttachment(OneCase):
    """One file of the case that is still there."""

    file: CaseAttachment

    def allow(self) -> None:
        super().allow()
        rows = CaseAttachment.objects.filter(case=self.case).present().defer("content")
        self.file = get_object_or_404(rows, pk=self.kwargs["pk"])


class CaseFile(OfAttachment, View):
    """The file itself, for whoever reads what families wrote. Each look is written down."""

    def allow(self) -> None:
        super().allow()
        if not may_read_story(self.person, self.case):
            raise PermissionDenied(_("Lo que mandan las familias lo ve quien atiende casos en este hospital."))

    def get(self, request: HttpRequest, folio: str, pk: int) -> HttpResponse:
        audit.record_read(by=self.person, what="case.file_read", target=self.case, asked={"attachment": pk})
        return served(self.file, f"{folio}-{pk}")


def served(file: CaseAttachment, name: str) -> HttpResponse:
    """A picture is shown, anything else is saved; neither is ever taken for a page, framed, or kept on the way."""
    content = CaseAttachment.objects.values_list("content", flat=True).get(pk=file.pk)
    shown = "inline" if file.content_type in (JPEG, PNG) else "attachment"
    response = HttpResponse(bytes(content or b""), content_type=file.content_type)
    response["Content-Disposition"] = f'{shown}; filename="{name}.{ENDINGS[file.content_type]}"'
    response["Content-Security-Policy"] = SEALED_OFF
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


class CaseDetach(OfAttachment, CaseAct):
    """Whoever works at the case, or who sent the file."""

    form_class = DetachForm
    title = gettext_lazy("Quitar un archivo")
    submit = gettext_lazy("Quitarlo")
    kind = "danger"
    with_edition = False

    def may(self) -> bool:
        return True  # settled once the file is known

    def allow(self) -> None:
        super().allow()
        if not (may_work(self.person, self.case) or self.file.added_by_id == self.person.pk):
            raise PermissionDenied(_("Los archivos los quita quien atiende el caso."))

    def act(self, form: DetachForm) -> str:
        detach(attachment=self.file, reason=form.cleaned_data["reason"], by=self.person)
        return _("El archivo se quitó.")

    def consequences(self) -> list[str]:
        return [_("El archivo se borra y no se puede recuperar."), _("Queda anotado quién lo quitó y por qué.")]

    def get_success_url(self) -> str:
        return f"{self.here()}#archivos"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(file=self.file, **kwargs)
