from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DelegationsConfig(AppConfig):
    name = "delegations"
    verbose_name = _("Delegaciones")

    def ready(self) -> None:
        from delegations import account_notices, findable, network_notices, notify
        from delegations.help import texts
        from delegations.rights import uphold
        from delegations.sign_in import trail

        post_migrate.connect(uphold, sender=self)
        trail.connect()
        for kind in (*network_notices.KINDS, *account_notices.KINDS):
            notify.register(kind)
        findable.register_all()
        texts.register_all()
