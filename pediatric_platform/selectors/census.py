"""What the census template offers to choose from."""

from __future__ import annotations

from delegations.models import Person, Unit
from delegations.roles import Permission
from pediatric_platform.census.template import CensusTemplate
from pediatric_platform.clinical import in_clinical_scope
from pediatric_platform.models import Diagnosis
from pediatric_platform.selectors.regimens import usable_versions


def census_hospitals(person: Person) -> list[Unit]:
    """Where the person registers children."""
    rows = Unit.objects.filter(in_clinical_scope(person, "pk", Permission.REGISTER_CHILD))
    return list(rows.filter(closed_on__isnull=True).order_by("name"))


def census_template(person: Person) -> CensusTemplate:
    return CensusTemplate(
        hospitals=[(unit.clues, unit.name) for unit in census_hospitals(person)],
        diagnoses=list(Diagnosis.objects.order_by("name").values_list("name", "code", "icd10")),
        regimens=[(version.protocol.code, str(version)) for version in usable_versions()],
    )
