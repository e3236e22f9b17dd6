"""What relatives read of the meetings: when the next one is, what was agreed, whether it was kept, and their name."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.acting import Asking
from delegations.views.network.refusals import said
from meetings.actions.agenda import propose_item
from meetings.actions.presence import say_naming_consent
from meetings.models import Minutes, PaperKind
from meetings.reach import is_relative
from meetings.selectors.families import family_meetings
from meetings.selectors.minutes import paper_of
from meetings.views.minutes.papers import pdf

HELP = "sesiones-familias"


class ForRelatives(Asking):
    """For who is here for a child."""

    def allow(self) -> None:
        if not is_relative(self.person):
            raise PermissionDenied(_("Esta página es de las familias. El personal ve la lista de sesiones."))


class FamilyMeetingsPage(ForRelatives, TemplateView):
    """`/familia/sesiones/`: one page, light enough for a slow telephone."""

    template_name = "meetings/family/meetings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        page = family_meetings(self.person, now=now, today=timezone.localdate())
        return super().get_context_data(page=page, help_slug=HELP, **kwargs)


class FamilyPropose(FamilyMeetingsPage):
    """What a relative who was called asks to be treated; refused, the page keeps what was typed."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        page = family_meetings(self.person, now=timezone.now(), today=timezone.localdate())
        if page.coming is None or not page.may_propose:
            raise PermissionDenied(_("Puede proponer un tema cuando le inviten a una sesión."))
        typed = request.POST.get("tema", "")
        try:
            propose_item(meeting=page.coming, title=typed, by=self.person)
        except NotAllowed:
            raise
        except Refusal as refusal:
            return self.render_to_response(self.get_context_data(typed=typed, refused=refusal), status=422)
        toast(request, _("Listo. Leerán su tema y le avisaremos si entra a la sesión."))
        return HttpResponseRedirect(reverse("meetings:family-meetings"))


class FamilyNaming(ForRelatives, View):
    """One press: my name may be said, or my initials."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        wanted = request.POST.get("nombre") == "si"
        try:
            say_naming_consent(may_be_named=wanted, by=self.person)
        except Refusal as refusal:
            toast(request, said(refusal), level=40)
        else:
            toast(request, _("Listo. Pueden decir su nombre.") if wanted else _("Listo. Solo se ven sus iniciales."))
        return HttpResponseRedirect(reverse("meetings:family-meetings"))


class FamilyPart(Asking, View):
    """`/familia/sesiones/<folio>/parte.pdf`: to print and to take along; of others it is not there (404)."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        minutes = get_object_or_404(Minutes.objects.of_families(self.person), folio=kwargs["folio"])
        paper = paper_of(minutes, PaperKind.FAMILIES)
        if paper is None:
            raise Http404
        return pdf(paper, minutes)
