from pediatric_platform.models.allergy import Allergy, AllergySeverity
from pediatric_platform.models.calendar_feed import CalendarFeed
from pediatric_platform.models.child import Child, ChildState, Sex
from pediatric_platform.models.consent_text import ConsentText
from pediatric_platform.models.diagnosis import Diagnosis
from pediatric_platform.models.dose import Dose, DosePiece, DoseState
from pediatric_platform.models.family_report import FamilyReport, ReportKind
from pediatric_platform.models.growth import Growth
from pediatric_platform.models.guard import Guard, GuardKind
from pediatric_platform.models.guardian import Consent, ConsentMethod, Guardian, Relation, children_of
from pediatric_platform.models.mixing_order import MixingOrder
from pediatric_platform.models.mixture import Mixture, MixtureEvent, MixtureState
from pediatric_platform.models.plan import Deviation, DeviationKind, Plan, PlanState
from pediatric_platform.models.promise import Channel, Promise, PromiseOutcome
from pediatric_platform.models.regimen import Phase, Protocol, Regimen, RegimenState
from pediatric_platform.models.regimen_line import (
    AgeBand,
    DoseBasis,
    DoseUnit,
    Evidence,
    LinePurpose,
    RegimenLine,
    Route,
)
from pediatric_platform.models.session import MoveReason, Session, SessionMove, SessionState
from pediatric_platform.models.stay import Stay
from pediatric_platform.models.vial import Draw, Vial

__all__ = [
    "AgeBand",
    "Allergy",
    "AllergySeverity",
    "CalendarFeed",
    "Channel",
    "Child",
    "ChildState",
    "Consent",
    "ConsentMethod",
    "ConsentText",
    "Deviation",
    "DeviationKind",
    "Diagnosis",
    "Dose",
    "DoseBasis",
    "DosePiece",
    "DoseState",
    "DoseUnit",
    "Draw",
    "Evidence",
    "FamilyReport",
    "Growth",
    "Guard",
    "GuardKind",
    "Guardian",
    "LinePurpose",
    "MixingOrder",
    "Mixture",
    "MixtureEvent",
    "MixtureState",
    "MoveReason",
    "Phase",
    "Plan",
    "PlanState",
    "Promise",
    "PromiseOutcome",
    "Protocol",
    "Regimen",
    "RegimenLine",
    "RegimenState",
    "Relation",
    "ReportKind",
    "Route",
    "Session",
    "SessionMove",
    "SessionState",
    "Sex",
    "Stay",
    "Vial",
    "children_of",
]
