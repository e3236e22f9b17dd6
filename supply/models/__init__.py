from supply.models.assortment import Assortment
from supply.models.balance import Balance
from supply.models.country_cell import CountryCell
from supply.models.country_week import CountryWeek
from supply.models.coverage_change import CoverageChange
from supply.models.delegation_week import DelegationWeek
from supply.models.document import Document, DocumentKind, Source
from supply.models.drug import Drug, DrugClass, Ven
from supply.models.lot import Lot, LotState
from supply.models.movement import Movement
from supply.models.place_closure import PlaceClosure
from supply.models.prescription_tally import PrescriptionTally
from supply.models.presentation import Gtin, Presentation
from supply.models.report_chase import ChaseKind, ReportChase
from supply.models.requirement import Certainty, CoverageStatus, Requirement, RequirementPackage
from supply.models.threshold import CoverageThreshold
from supply.models.transfer import Transfer, TransferLine, TransferState
from supply.models.unit_coverage import UnitCoverage
from supply.models.unmet_demand import UnmetDemand, UnmetKind, UnmetSource
from supply.models.week_cell import WeekCell
from supply.models.weekly_line import LineKind, WeeklyLine
from supply.models.weekly_report import ReportState, WeeklyReport

__all__ = [
    "Assortment",
    "Balance",
    "Certainty",
    "ChaseKind",
    "CountryCell",
    "CountryWeek",
    "CoverageChange",
    "CoverageStatus",
    "CoverageThreshold",
    "DelegationWeek",
    "Document",
    "DocumentKind",
    "Drug",
    "DrugClass",
    "Gtin",
    "LineKind",
    "Lot",
    "LotState",
    "Movement",
    "PlaceClosure",
    "PrescriptionTally",
    "Presentation",
    "ReportChase",
    "ReportState",
    "Requirement",
    "RequirementPackage",
    "Source",
    "Transfer",
    "TransferLine",
    "TransferState",
    "UnitCoverage",
    "UnmetDemand",
    "UnmetKind",
    "UnmetSource",
    "Ven",
    "WeekCell",
    "WeeklyLine",
    "WeeklyReport",
]
