from supply.models.assortment import Assortment
from supply.models.balance import Balance
from supply.models.contract import Contract, ContractLine
from supply.models.country_cell import CountryCell
from supply.models.country_week import CountryWeek
from supply.models.coverage_change import CoverageChange
from supply.models.delegation_week import DelegationWeek
from supply.models.delivery import Delivery, DeliveryLine
from supply.models.document import Document, DocumentKind, Source
from supply.models.drug import Drug, DrugClass, Ven
from supply.models.forecast import Forecast
from supply.models.forecast_score import ForecastScore
from supply.models.loan import Loan, LoanDirection, LoanLine, LoanReturn, LoanState
from supply.models.lot import Lot, LotState
from supply.models.movement import Movement
from supply.models.partner import Partner
from supply.models.place_closure import PlaceClosure
from supply.models.planning_rule import PlanningKind, PlanningRule
from supply.models.prescription_tally import PrescriptionTally
from supply.models.presentation import Gtin, Presentation
from supply.models.proposal import Proposal, ProposalState
from supply.models.recall import Recall, RecallHolding, RecallKind, RecallLot, RecallState
from supply.models.redistribution_run import RedistributionRun, RunState
from supply.models.report_chase import ChaseKind, ReportChase
from supply.models.requirement import Certainty, CoverageStatus, Requirement, RequirementPackage
from supply.models.requisition import Requisition, RequisitionLine, RequisitionState
from supply.models.step import Step
from supply.models.stock_plan import StockPlan
from supply.models.supplier import Supplier
from supply.models.supply_order import SupplyOrder, SupplyOrderState
from supply.models.tender import Bid, LineResult, Tender, TenderKind, TenderLine
from supply.models.threshold import CoverageThreshold
from supply.models.transfer import Transfer, TransferLine, TransferState
from supply.models.transfer_order import TransferOrder, TransferOrderLine, TransferOrderOrigin, TransferOrderState
from supply.models.unit_coverage import UnitCoverage
from supply.models.unmet_demand import UnmetDemand, UnmetKind, UnmetSource
from supply.models.warning_sign import SignKind, SignState, WarningSign
from supply.models.week_cell import WeekCell
from supply.models.weekly_line import CpmBasis, LineKind, WeeklyLine
from supply.models.weekly_report import ReportState, WeeklyReport
from supply.models.work_snooze import WorkSnooze

__all__ = [
    "Assortment",
    "Balance",
    "Bid",
    "Certainty",
    "ChaseKind",
    "Contract",
    "ContractLine",
    "CountryCell",
    "CountryWeek",
    "CoverageChange",
    "CoverageStatus",
    "CoverageThreshold",
    "CpmBasis",
    "DelegationWeek",
    "Delivery",
    "DeliveryLine",
    "Document",
    "DocumentKind",
    "Drug",
    "DrugClass",
    "Forecast",
    "ForecastScore",
    "Gtin",
    "LineKind",
    "LineResult",
    "Loan",
    "LoanDirection",
    "LoanLine",
    "LoanReturn",
    "LoanState",
    "Lot",
    "LotState",
    "Movement",
    "Partner",
    "PlaceClosure",
    "PlanningKind",
    "PlanningRule",
    "PrescriptionTally",
    "Presentation",
    "Proposal",
    "ProposalState",
    "Recall",
    "RecallHolding",
    "RecallKind",
    "RecallLot",
    "RecallState",
    "RedistributionRun",
    "ReportChase",
    "ReportState",
    "Requirement",
    "RequirementPackage",
    "Requisition",
    "RequisitionLine",
    "RequisitionState",
    "RunState",
    "SignKind",
    "SignState",
    "Source",
    "Step",
    "StockPlan",
    "Supplier",
    "SupplyOrder",
    "SupplyOrderState",
    "Tender",
    "TenderKind",
    "TenderLine",
    "Transfer",
    "TransferLine",
    "TransferOrder",
    "TransferOrderLine",
    "TransferOrderOrigin",
    "TransferOrderState",
    "TransferState",
    "UnitCoverage",
    "UnmetDemand",
    "UnmetKind",
    "UnmetSource",
    "Ven",
    "WarningSign",
    "WeekCell",
    "WeeklyLine",
    "WeeklyReport",
    "WorkSnooze",
]
