from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    name = "delegations"
    verbose_name = _("Delegaciones")

    def ready(self) -> None:
        from delegations.rights import uphold
        from delegations.sign_in import trail

        trail.connect()
        post_migrate.connect(uphold, sender=self)
