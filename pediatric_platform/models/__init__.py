from pediatric_platform.models.allergy import Allergy, AllergySeverity
from pediatric_platform.models.calendar_feed import CalendarFeed
from pediatric_platform.models.case import STANDING, UNSOLVED, Case, CaseChannel, CaseKind, CaseState, WaitingFor
from pediatric_platform.models.case_attachment import AttachmentType, CaseAttachment
from pediatric_platform.models.case_check import CaseCheck
from pediatric_platform.models.case_draft import CaseDraft
from pediatric_platform.models.case_event import CaseEvent, CaseEventKind, ContactWay
from pediatric_platform.models.case_follower import CaseFollower, ConfirmedBy
from pediatric_platform.models.case_rules import CaseClock, Counted, Level, Severity, SeverityRule
from pediatric_platform.models.child import Child, ChildState, Sex
from pediatric_platform.models.consent_text import ConsentText
from pediatric_platform.models.diagnosis import Diagnosis
from pediatric_platform.models.dose import Dose, DosePiece, DoseState
from pediatric_platform.models.family_report import FamilyReport, ReportKind
from pediatric_platform.models.fever_door import FeverDoor
from pediatric_platform.models.fever_episode import (
    RUNNING,
    FeverClosing,
    FeverEpisode,
    FeverStamp,
    FeverState,
    LateReason,
    Stamp,
)
from pediatric_platform.models.fever_kit import KitAlert, KitItem, KitRole
from pediatric_platform.models.fever_rule import FeverRule
from pediatric_platform.models.growth import Growth
from pediatric_platform.models.guard import Guard, GuardKind
from pediatric_platform.models.guardian import Consent, ConsentMethod, Guardian, Relation, children_of
from pediatric_platform.models.guide import (
    Guide,
    GuideKind,
    GuideLanguage,
    GuideLink,
    GuideReach,
    GuideReading,
    GuideStatement,
    GuideVersion,
    GuideVersionState,
)
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
from pediatric_platform.models.rollout import BlockedBy, Milestone, MilestoneKind, RolloutSite
from pediatric_platform.models.session import MoveReason, Session, SessionMove, SessionState
from pediatric_platform.models.stay import Stay
from pediatric_platform.models.training import Attendance, Trainee, TraineeRole, Training
from pediatric_platform.models.vial import Draw, Vial
from pediatric_platform.models.visit import Answer, Finding, Visit, VisitAnswer, VisitItem

__all__ = [
    "RUNNING",
    "STANDING",
    "UNSOLVED",
    "AgeBand",
    "Allergy",
    "AllergySeverity",
    "Answer",
    "AttachmentType",
    "Attendance",
    "BlockedBy",
    "CalendarFeed",
    "Case",
    "CaseAttachment",
    "CaseChannel",
    "CaseCheck",
    "CaseClock",
    "CaseDraft",
    "CaseEvent",
    "CaseEventKind",
    "CaseFollower",
    "CaseKind",
    "CaseState",
    "Channel",
    "Child",
    "ChildState",
    "ConfirmedBy",
    "Consent",
    "ConsentMethod",
    "ConsentText",
    "ContactWay",
    "Counted",
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
    "FeverClosing",
    "FeverDoor",
    "FeverEpisode",
    "FeverRule",
    "FeverStamp",
    "FeverState",
    "Finding",
    "Growth",
    "Guard",
    "GuardKind",
    "Guardian",
    "Guide",
    "GuideKind",
    "GuideLanguage",
    "GuideLink",
    "GuideReach",
    "GuideReading",
    "GuideStatement",
    "GuideVersion",
    "GuideVersionState",
    "KitAlert",
    "KitItem",
    "KitRole",
    "LateReason",
    "Level",
    "LinePurpose",
    "Milestone",
    "MilestoneKind",
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
    "RolloutSite",
    "Route",
    "Session",
    "SessionMove",
    "SessionState",
    "Severity",
    "SeverityRule",
    "Sex",
    "Stamp",
    "Stay",
    "Trainee",
    "TraineeRole",
    "Training",
    "Vial",
    "Visit",
    "VisitAnswer",
    "VisitItem",
    "WaitingFor",
    "children_of",
]
