"""What every page of agreements asks first: does the person see it, and may they do this to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import Asking
from delegations.views.listing import Crumb
from meetings.agreement_rights import must_keep
from meetings.models import Agreement
from meetings.selectors.agreements.listing import joined
from pediatric_platform.views.editing import EditForm


class Staff(Asking):
    """For the institute's staff; families read what concerns them on pages of their own."""

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("Los acuerdos los ve aquí el personal del instituto."))


class OneAgreement(Staff):
    """A page or an act of one agreement within reach: for others it is not there (404)."""

    agreement: Agreement

    def allow(self) -> None:
        seen = joined(Agreement.objects.visible_to(self.person))
        self.agreement = get_object_or_404(seen, folio=self.kwargs["folio"])
        super().allow()
        self.permit()

    def permit(self) -> None:
        """Whether they may do this to it; the action asks again."""

    def here(self) -> str:
        return self.agreement.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        return [
            (_("Acuerdos"), reverse("meetings:agreement-list")),
            (self.agreement.folio, self.here() if more else ""),
            *more,
        ]


class AgreementAct(OneAgreement, EditForm):
    """A form about one agreement; `act` does it and says what was done."""

    template_name = "meetings/agreement_act.html"
    with_edition = True

    def permit(self) -> None:
        must_keep(self.person)

    def edited(self) -> Agreement | None:
        return self.agreement if self.with_edition else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = self.crumbs((str(self.title), ""))
        return super().get_context_data(agreement=self.agreement, crumbs=crumbs, **kwargs)
