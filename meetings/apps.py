from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = _("Sesiones")

    def ready(self) -> None:
        from delegations import audit_tables
        from delegations.notify import register
        from meetings import agreement_work, findable, help, words
        from meetings.audit_tables import TABLES
        from meetings.notices import KINDS
        from meetings.selectors.meetings import coming_with_families
        from pediatric_platform import coming_session
        from pediatric_platform.family import below

        audit_tables.register(*TABLES)
        words.register_all()
        for kind in KINDS:
            register(kind)
        help.register_all()
        below.register(below.Line("meetings:family-meetings", _("Qué se acordó en las sesiones"), "check"))
        coming_session.register(coming_with_families)
        agreement_work.register_all()
        findable.register_all()
