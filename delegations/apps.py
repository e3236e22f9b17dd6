from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    name = "delegations"
    verbose_name = _("Delegaciones")

    def ready(self) -> None:
        from delegations.sign_in import trail

        trail.connect()
