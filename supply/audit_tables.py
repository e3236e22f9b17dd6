"""How the past of each of this app's tables is kept (see delegations/audit_tables.py)."""

from __future__ import annotations

from delegations.audit_tables import Keeping, KeptTable

WATCHED, FACTS, DERIVED = Keeping.WATCHED, Keeping.FACTS, Keeping.DERIVED

TABLES = (
    KeptTable("supply_drug", WATCHED, "the catalogue"),
    KeptTable("supply_presentation", WATCHED, "the catalogue"),
    KeptTable("supply_gtin", WATCHED, "the catalogue"),
    KeptTable("supply_assortment", WATCHED, "what a unit must carry decides what counts as missing"),
    KeptTable("supply_coveragethreshold", WATCHED, "where critical begins"),
    KeptTable("supply_document", FACTS, "the ledger"),
    KeptTable("supply_movement", FACTS, "the ledger"),
    KeptTable("supply_balance", DERIVED, "the sum of the movements, written by their trigger"),
    KeptTable("supply_transfer", DERIVED, "check_ledger proves it against its documents"),
    KeptTable("supply_transferline", DERIVED, "check_ledger proves it against its documents"),
    # Rows of these come by the thousand from facts that are kept; what is done to them afterwards matters.
    KeptTable("supply_lot", WATCHED, "quarantine and recall", inserts=False),
    KeptTable("supply_placeclosure", WATCHED, "which weeks are closed", key="place_id", inserts=False),
    KeptTable(
        "supply_weeklyreport",
        WATCHED,
        "signatures and observations; drafting it anew is no change",
        inserts=False,
        ignored=("drafted_at", "due_at", "source"),
    ),
    KeptTable("supply_prescriptiontally", WATCHED, "prescriptions are replaced by corrected ones", inserts=False),
    KeptTable("supply_unmetdemand", WATCHED, "what was asked for and not given", inserts=False),
    KeptTable("supply_unmetsource", FACTS, "only ever added"),
    KeptTable("supply_weeklyline", DERIVED, "drafted from the ledger"),
    KeptTable("supply_weekcell", DERIVED, "added up from the lines"),
    KeptTable("supply_delegationweek", DERIVED, "added up from the lines"),
    KeptTable("supply_countryweek", DERIVED, "added up from the delegations' weeks"),
    KeptTable("supply_countrycell", DERIVED, "added up from the lines"),
    KeptTable("supply_requirementpackage", DERIVED, "declared again from the upper floor's plans, answered from stock"),
    KeptTable("supply_requirement", DERIVED, "declared again from the upper floor's plans, answered from stock"),
    KeptTable("supply_coveragechange", Keeping.TECHNICAL, "a queue"),
    KeptTable("supply_unitcoverage", Keeping.TECHNICAL, "when the coverage of a unit was computed"),
    KeptTable("supply_reportchase", Keeping.TECHNICAL, "which reminders were sent"),
)
