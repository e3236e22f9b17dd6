"""What every act on a case shares: asked whether one may, one call of an action, and a refusal that loses nothing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from pediatric_platform.case_rights import may_work
from pediatric_platform.models import Case
from pediatric_platform.views.cases.base import OneCase
from pediatric_platform.views.cases.detail import CaseDetail
from pediatric_platform.views.editing import EditForm, number_in


class ForWorkers(OneCase):
    """Whoever works at cases of that hospital; others who see the case may not (403)."""

    def allow(self) -> None:
        super().allow()
        if not self.may():
            raise PermissionDenied(_("Su nombramiento no permite atender casos de este hospital."))

    def may(self) -> bool:
        return may_work(self.person, self.case)


class Press(ForWorkers, CaseDetail):
    """One press, no form. A refusal is said on the case's page."""

    http_method_names = ["post", "options"]

    def act(self, edition: int | None) -> str:
        """The one call of the action; what to say of it."""
        raise NotImplementedError

    def post(self, request: HttpRequest, folio: str) -> HttpResponse:
        try:
            text = self.act(number_in(request, "edition"))
        except NotAllowed:
            raise
        except Refusal as refusal:
            self.refusal = refusal
            super().allow()  # the case as it stands now
            return self.render_to_response(self.get_context_data())
        toast(request, text)
        return HttpResponseRedirect(self.here())


class CaseAct(ForWorkers, EditForm):
    """A form about one case; `act` does it and says what was done."""

    template_name = "pediatric_platform/case_act.html"
    with_edition = True

    def edited(self) -> Case | None:
        return self.case if self.with_edition else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(case=self.case, crumbs=self.crumbs((str(self.title), "")), **kwargs)
