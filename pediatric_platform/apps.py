from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PediatricPlatformConfig(AppConfig):
    name = "pediatric_platform"
    verbose_name = _("Plataforma pediátrica")

    def ready(self) -> None:
        from delegations import audit_tables, audit_words, open_work
        from delegations.notify import register
        from pediatric_platform import case_todo, coverage_work, findable, guide_links, help, kit_work
        from pediatric_platform.audit_tables import TABLES
        from pediatric_platform.case_work import KIND as CASES
        from pediatric_platform.family.open_work import KIND as REPORTS_TO_TAKE
        from pediatric_platform.mixing_work import KINDS as MIXTURES_WAITING
        from pediatric_platform.notices import KINDS
        from pediatric_platform.rollout_work import KIND as ROLLOUT
        from pediatric_platform.words import (
            case_evidence,
            cases,
            children,
            coverage,
            family,
            fever,
            fever_figures,
            fever_kit,
            guardians,
            guides,
            mixing,
            plans,
            public_cases,
            regimens,
            rollout,
        )

        audit_tables.register(*TABLES)
        for area in (
            case_evidence,
            cases,
            children,
            coverage,
            family,
            fever,
            fever_figures,
            fever_kit,
            guardians,
            guides,
            mixing,
            plans,
            public_cases,
            regimens,
            rollout,
        ):
            audit_words.register(area.WORDS)
        for kind in KINDS:
            register(kind)
        for work in (REPORTS_TO_TAKE, CASES, ROLLOUT, *MIXTURES_WAITING):
            open_work.register(work)
        findable.register_all()
        help.register_all()
        guide_links.register_all()
        kit_work.register_all()  # before anything else that a unit has to do
        case_todo.register_all()
        coverage_work.register_all()
