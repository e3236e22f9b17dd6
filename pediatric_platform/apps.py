from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PediatricPlatformConfig(AppConfig):
    name = "pediatric_platform"
    verbose_name = _("Plataforma pediátrica")
