from delegations.models.audit_event import AuditEvent
from delegations.models.delegation import Delegation
from delegations.models.person import Person
from delegations.models.place import Place, PlaceKind
from delegations.models.posting import Holding, Posting
from delegations.models.unit import Unit, UnitKind

__all__ = [
    "AuditEvent",
    "Delegation",
    "Holding",
    "Person",
    "Place",
    "PlaceKind",
    "Posting",
    "Unit",
    "UnitKind",
]
