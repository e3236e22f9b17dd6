"""The administration of for whom: nothing of a child is there.

Administrators look after accounts and catalogues; they treat nobody, so no child, relative, plan or mixture has a page
in the administration, and what they did there could not be held to the rules of the actions. The registry's own pages
are for those who treat the child, and write down who opened them.
"""

from pediatric_platform.admin.case_rules import CaseClockAdmin, SeverityRuleAdmin
from pediatric_platform.admin.fever_rules import FeverRuleAdmin
from pediatric_platform.admin.regimens import DiagnosisAdmin, GuardAdmin

__all__ = ["CaseClockAdmin", "DiagnosisAdmin", "FeverRuleAdmin", "GuardAdmin", "SeverityRuleAdmin"]
