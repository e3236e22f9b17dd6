from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupplyConfig(AppConfig):
    name = "supply"
    verbose_name = _("Abasto")

    def ready(self) -> None:
        from delegations import audit_tables, audit_words
        from delegations.notify import register
        from supply import (
            findable,
            help,
            loan_notices,
            open_work,
            purchasing_notices,
            recall_notices,
            requisition_notices,
            transfer_notices,
            transfer_order_notices,
            words,
            work_sources,
        )
        from supply.audit_tables import TABLES
        from supply.audit_words import WORDS
        from supply.notices import KINDS

        audit_tables.register(*TABLES)
        audit_words.register(WORDS)
        words.register_all()
        areas = (
            recall_notices,
            purchasing_notices,
            transfer_order_notices,
            requisition_notices,
            transfer_notices,
            loan_notices,
        )
        for kind in (*KINDS, *(kind for area in areas for kind in area.KINDS)):
            register(kind)
        findable.register_all()
        help.register_all()
        open_work.register_all()
        work_sources.register_all()
