"""The administration of what there is. Importing this package registers its pages."""

from supply.admin.assortment import AssortmentAdmin
from supply.admin.coverage import RequirementPackageAdmin, UnitCoverageAdmin
from supply.admin.drug import DrugAdmin
from supply.admin.ledger import BalanceAdmin, DocumentAdmin, LotAdmin, MovementAdmin, PlaceClosureAdmin, TransferAdmin
from supply.admin.presentation import GtinAdmin, PresentationAdmin
from supply.admin.weeks import CoverageThresholdAdmin, DelegationWeekAdmin, PrescriptionTallyAdmin, WeeklyReportAdmin

__all__ = [
    "AssortmentAdmin",
    "BalanceAdmin",
    "CoverageThresholdAdmin",
    "DelegationWeekAdmin",
    "DocumentAdmin",
    "DrugAdmin",
    "GtinAdmin",
    "LotAdmin",
    "MovementAdmin",
    "PlaceClosureAdmin",
    "PrescriptionTallyAdmin",
    "PresentationAdmin",
    "RequirementPackageAdmin",
    "TransferAdmin",
    "UnitCoverageAdmin",
    "WeeklyReportAdmin",
]
