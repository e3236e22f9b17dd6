"""What every page of levels asks first."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import Asking


class Staff(Asking):
    """For the institute's staff."""

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("Esta lista es del personal del instituto."))
