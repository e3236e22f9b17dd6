"""Who reads the pages about purchases as a whole."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import Asking
from supply.models import WarningSign
from supply.sign_rights import may_see_purchases


class ForStaff(Asking):
    """How suppliers deliver is no secret among the institute's staff."""

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("Las compras las ve aquí el personal del instituto."))


class Following(Asking):
    """For whoever follows what is bought in the whole country."""

    def allow(self) -> None:
        if not may_see_purchases(self.person):
            raise PermissionDenied(_("El gasto y las señales de atención los ve quien sigue las compras del país."))


class OfSign(Following):
    """A page or an act of one sign; for others it is not there."""

    sign: WarningSign

    def allow(self) -> None:
        super().allow()
        rows = WarningSign.objects.visible_to(self.person).select_related(
            "drug", "supplier", "place__unit", "delegation", "supply_order", "contract_line__contract", "closed_by",
            "contract_line__presentation",
        )  # fmt: skip
        self.sign = get_object_or_404(rows, pk=self.kwargs["pk"])

    def here(self) -> str:
        return self.sign.get_absolute_url()
