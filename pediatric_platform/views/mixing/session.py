"""From a session: what is mixed is asked of a centre, what is not is handed out by the pharmacy."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from delegations import audit
from delegations.errors import NotAllowed, Refusal
from delegations.models import Place, PlaceKind
from delegations.navigation import address
from delegations.toasts import toast
from delegations.views.network.refusals import refuse, said
from pediatric_platform.actions.mixing import request_mixtures
from pediatric_platform.actions.mixing.rights import may_request
from pediatric_platform.forms.mixing import RequestForm
from pediatric_platform.models import Session
from pediatric_platform.selectors.mixing.session import session_work
from pediatric_platform.views.children.base import Clinical


def sessions_for(person: Any) -> QuerySet[Session]:
    return Session.objects.visible_to(person).select_related(
        "plan__child", "plan__regimen__protocol", "unit__delegation"
    )


class MixingRequest(Clinical, View):
    """A session's doses: which are mixed and may be asked for, which the pharmacy hands out, what stands in the way."""

    session: Session

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.kwargs = kwargs

    def allow(self) -> None:
        self.session = get_object_or_404(sessions_for(self.person), pk=self.kwargs["pk"])

    def places(self) -> QuerySet[Place]:
        """The unit's own mixing centre first, then those of its delegation."""
        unit = self.session.unit
        near = Q(unit=unit) | Q(delegation=unit.delegation_id)
        return Place.objects.active().filter(near, kind=PlaceKind.MIXING_CENTRE).order_by("unit", "name")

    def own_first(self) -> str:
        places = list(self.places())
        own = [place for place in places if place.unit_id == self.session.unit_id]
        return (own or places)[0].code if places else ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        audit.record_read(by=self.person, what="mixing_session.read", target=self.session)
        return self.show(RequestForm(places=self.places(), initial={"place": self.own_first()}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not may_request(self.person, self.session.unit):
            raise PermissionDenied(_("Las mezclas las pide oncología o farmacia del hospital."))
        form = RequestForm(request.POST, places=self.places())
        if form.is_valid():
            try:
                order = request_mixtures(session=self.session, by=self.person, **form.cleaned_data)
            except NotAllowed:
                raise
            except Refusal as refusal:
                refuse(form, refusal)
                return self.show(form, refusal=said(refusal))
            count = order.mixtures.filter(state="requested").count()
            text = ngettext(
                "Orden %(folio)s: se pidió %(n)d mezcla.", "Orden %(folio)s: se pidieron %(n)d mezclas.", count
            ) % {"folio": order.folio, "n": count}
            toast(request, text)
            return HttpResponseRedirect(reverse("pediatric:mixing-order", args=[order.folio]))
        return self.show(form)

    def show(self, form: RequestForm, **more: Any) -> HttpResponse:
        child = self.session.plan.child
        work = session_work(self.session, self.person)
        context = {
            "session": self.session,
            "child": child,
            "form": form,
            "work": work,
            "may_request": may_request(self.person, self.session.unit) and work.may_be_asked,
            "crumbs": [
                (_("Mezclas"), reverse("pediatric:mixing-day")),
                (child.folio, address("pediatric:child", child.folio)),
                (_("Sesión"), ""),
            ],
        }
        return render(self.request, "pediatric_platform/mixing_request.html", context | more)
