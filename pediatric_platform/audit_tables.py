"""How the past of each of this app's tables is kept (see delegations/audit_tables.py).

Auditors read the trail of rows and do not treat children: names, identifiers, birth dates and free texts about a child
are never copied there.
"""

from __future__ import annotations

from delegations.audit_tables import Keeping, KeptTable

WATCHED, FACTS, DERIVED = Keeping.WATCHED, Keeping.FACTS, Keeping.DERIVED
NAMES = (
    "given_names",
    "first_surname",
    "second_surname",
    "birth_date",
    "curp",
    "curp_print",
    "without_curp",
    "nss",
    "nss_print",
    "agregado",
    "search_text",
    "state_reason",
)


def _of(table: str) -> str:
    return f"pediatric_platform_{table}"


TABLES = (
    KeptTable(_of("diagnosis"), WATCHED, "what protocols are for"),
    KeptTable(_of("child"), WATCHED, "the registry", secrets=NAMES),
    KeptTable(_of("stay"), WATCHED, "where a child was treated", secrets=("reason",)),
    KeptTable(_of("growth"), WATCHED, "doses follow from it", secrets=("unusual_reason",)),
    KeptTable(
        _of("allergy"), WATCHED, "what must not be given", secrets=("substance", "inn", "reaction", "refuted_reason")
    ),
    KeptTable(_of("guardian"), WATCHED, "who may see a child", secrets=("phone", "ended_reason")),
    KeptTable(_of("consenttext"), WATCHED, "what was agreed to"),
    KeptTable(_of("consent"), WATCHED, "without it no family sees anything", secrets=("withdrawn_reason",)),
    KeptTable(_of("protocol"), WATCHED, "which one is the standard"),
    KeptTable(_of("regimen"), WATCHED, "approval and withdrawal"),
    KeptTable(_of("phase"), WATCHED, "what a dose follows from"),
    KeptTable(_of("regimenline"), WATCHED, "what a dose follows from"),
    KeptTable(_of("ageband"), WATCHED, "what a dose follows from"),
    KeptTable(_of("guard"), WATCHED, "what keeps a dose safe"),
    KeptTable(_of("plan"), WATCHED, "what was decided for a child", secrets=("state_reason", "deviation_reason")),
    KeptTable(_of("deviation"), FACTS, "only ever added"),
    # Sessions and doses come by the hundred from a plan that is watched; what is done to them afterwards matters.
    KeptTable(_of("session"), WATCHED, "moved, given, cancelled", inserts=False, secrets=("state_reason",)),
    KeptTable(_of("sessionmove"), FACTS, "only ever added"),
    KeptTable(_of("dose"), WATCHED, "confirmed, changed, left out", inserts=False, secrets=("state_reason",)),
    KeptTable(_of("dosepiece"), DERIVED, "from the dose and the strengths that the unit carries"),
    KeptTable(_of("mixingorder"), WATCHED, "asked and cancelled", secrets=("note", "cancelled_reason")),
    KeptTable(_of("mixture"), WATCHED, "its events tell each step", ignored=("edition",)),
    KeptTable(_of("mixtureevent"), FACTS, "only ever added"),
    KeptTable(_of("vial"), WATCHED, "opened and discarded"),
    KeptTable(_of("draw"), FACTS, "which lot reached which child"),
    KeptTable(_of("promise"), WATCHED, "what a family was told", inserts=False, ignored=("last_shown_at",)),
    KeptTable(_of("calendarfeed"), WATCHED, "a secret address", secrets=("token_hash",), ignored=("last_read_at",)),
    KeptTable(_of("severityrule"), WATCHED, "how grave a case is"),
    KeptTable(_of("caseclock"), WATCHED, "how long each level has"),
    # Each change of a case leaves an event; the clocks of fifty thousand of them are wound at once.
    KeptTable(
        _of("case"),
        WATCHED,
        "who answered for it",
        inserts=False,
        secrets=("drug_words", "solution", "closed_reason"),
        ignored=("remind_at", "edition"),
    ),
    KeptTable(
        _of("casefollower"),
        WATCHED,
        "whom a case is about",
        secrets=("contact_name", "contact_phone", "contact_email", "story", "token_hash", "left_reason"),
    ),
    KeptTable(_of("caseevent"), FACTS, "only ever added"),
    KeptTable(_of("casecheck"), FACTS, "evidence"),
    KeptTable(
        _of("caseattachment"), WATCHED, "pictures of prescriptions", secrets=("title", "content", "removed_reason")
    ),
    KeptTable(_of("casedraft"), Keeping.TECHNICAL, "unconfirmed, and soon deleted"),
    KeptTable(_of("feverrule"), WATCHED, "what counts as fever"),
    KeptTable(_of("feverdoor"), WATCHED, "which door a family is sent to"),
    KeptTable(
        _of("feverepisode"),
        WATCHED,
        "the golden hour",
        secrets=("temperature", "neutrophils", "late_note", "closed_note"),
        ignored=("edition",),
    ),
    KeptTable(_of("feverstamp"), FACTS, "each stamp as somebody set it"),
    KeptTable(_of("kititem"), WATCHED, "what the kit must hold"),
    KeptTable(_of("kitalert"), WATCHED, "when it did not"),
    KeptTable(_of("rolloutsite"), WATCHED, "where the record is rolled out"),
    KeptTable(_of("milestone"), WATCHED, "whose, by when, what blocks it", ignored=("edition", "reminded_on")),
    KeptTable(_of("trainee"), WATCHED, "who has to know it"),
    KeptTable(_of("training"), WATCHED, "when it was taught"),
    KeptTable(_of("attendance"), WATCHED, "who came and passed"),
    KeptTable(_of("visititem"), WATCHED, "what a visit asks"),
    KeptTable(_of("visit"), WATCHED, "what a visit found"),
    KeptTable(_of("visitanswer"), WATCHED, "what a visit found"),
    KeptTable(_of("finding"), WATCHED, "what is to be put right", ignored=("reminded_on",)),
    KeptTable(_of("guide"), WATCHED, "what the staff goes by", ignored=("search_text",)),
    KeptTable(_of("guideversion"), WATCHED, "publication and withdrawal", secrets=("file",)),
    KeptTable(_of("guidestatement"), WATCHED, "what a version recommends"),
    KeptTable(_of("guidelink"), WATCHED, "what a guide is about"),
    KeptTable(_of("guidereading"), FACTS, "who read it"),
    KeptTable(_of("familyreport"), WATCHED, "what a family told", secrets=("text", "temperature", "answer")),
)
