"""Django's administration with our own rule of who may enter."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class Administration(AdminConfig):
    """Finds the apps' admin modules as ever; the site they register with is ours."""

    default_site = "delegations.admin_site.AdministrationSite"
