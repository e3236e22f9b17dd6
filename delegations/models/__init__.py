from delegations.models.audit_event import AuditEvent, AuditKind
from delegations.models.delegation import Delegation
from delegations.models.delivery import Channel, Delivery, DeliveryState
from delegations.models.handover import Handover
from delegations.models.holiday import Holiday
from delegations.models.notice_preference import NoticePreference, Pace
from delegations.models.notification import Notification
from delegations.models.one_time_link import LinkPurpose, LinkState, OneTimeLink
from delegations.models.person import Person
from delegations.models.place import Place, PlaceKind
from delegations.models.posting import Holding, Posting
from delegations.models.row_change import RowChange, RowOperation
from delegations.models.unit import Unit, UnitKind

__all__ = [
    "AuditEvent",
    "AuditKind",
    "Channel",
    "Delegation",
    "Delivery",
    "DeliveryState",
    "Handover",
    "Holding",
    "Holiday",
    "LinkPurpose",
    "LinkState",
    "NoticePreference",
    "Notification",
    "OneTimeLink",
    "Pace",
    "Person",
    "Place",
    "PlaceKind",
    "Posting",
    "RowChange",
    "RowOperation",
    "Unit",
    "UnitKind",
]
