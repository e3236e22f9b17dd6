"""The administration of who and where. Importing this package registers its pages."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from delegations.admin.audit_event import AuditEventAdmin
from delegations.admin.base import AuditedAdmin, ReadOnlyAdmin
from delegations.admin.delegation import DelegationAdmin
from delegations.admin.holiday import HolidayAdmin
from delegations.admin.person import PersonAdmin
from delegations.admin.place import PlaceAdmin
from delegations.admin.posting import PostingAdmin
from delegations.admin.unit import UnitAdmin

admin.site.site_header = _("OncoAbasto · Administración")
admin.site.site_title = "OncoAbasto"
admin.site.index_title = _("Qué se administra")

__all__ = [
    "AuditEventAdmin",
    "AuditedAdmin",
    "DelegationAdmin",
    "HolidayAdmin",
    "PersonAdmin",
    "PlaceAdmin",
    "PostingAdmin",
    "ReadOnlyAdmin",
    "UnitAdmin",
]
