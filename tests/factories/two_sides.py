"""Two delegations alike, made by the project's own actions: what is one's must not exist for the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from delegations.actions.links import issue as issue_link
from delegations.models import Delegation, Holding, LinkPurpose, Person, Place, PlaceKind, Unit
from delegations.notify import tell
from delegations.roles import POSTS, Role
from delegations.selectors.links import fingerprint
from meetings.models import AgendaItem, Agreement, Attendance, Meeting, Minutes, MinutesPaper, Review, Snapshot
from pediatric_platform.models import (
    CalendarFeed,
    Case,
    CaseAttachment,
    CaseDraft,
    Child,
    Dose,
    FamilyReport,
    FeverEpisode,
    Finding,
    Guardian,
    GuideVersion,
    KitItem,
    Milestone,
    MixingOrder,
    Mixture,
    Plan,
    Regimen,
    Session,
    Training,
    Visit,
)
from supply.actions.chase_reports import chase_reports
from supply.actions.ledger import (
    AdjustLine,
    IssueLine,
    LotLine,
    Posting,
    accept,
    adjust,
    dispatch,
    dispense,
    receive,
)
from supply.actions.lots import set_state
from supply.actions.prescriptions import Tally, record
from supply.actions.weeks import aggregate_country_week, aggregate_delegation_week, draft_week, sign_week, validate_week
from supply.coverage import DEFAULT_THRESHOLDS
from supply.models import (
    Contract,
    CoverageThreshold,
    Delivery,
    Document,
    Drug,
    Forecast,
    Loan,
    Lot,
    LotState,
    PlanningRule,
    Proposal,
    Recall,
    RecallHolding,
    RedistributionRun,
    Requisition,
    StockPlan,
    SupplyOrder,
    Transfer,
    TransferOrder,
    WarningSign,
    WeeklyReport,
)
from supply.reasons import Reason
from supply.weeks import IsoWeek
from tests.factories.cases import (
    CaseAttachmentFactory,
    CaseDraftFactory,
    CaseEventFactory,
    CaseFactory,
    CaseFollowerFactory,
    case_rules,
)
from tests.factories.children import (
    AllergyFactory,
    ChildFactory,
    DoseFactory,
    DosePieceFactory,
    FamilyReportFactory,
    GrowthFactory,
    MixingOrderFactory,
    MixtureFactory,
    PlanFactory,
    SessionFactory,
    induction,
    relative_of,
)
from tests.factories.delegations import DelegationFactory, PersonFactory, PlaceFactory, PostingFactory, UnitFactory
from tests.factories.fever import FeverDoorFactory, FeverEpisodeFactory, FeverStampFactory, KitItemFactory, fever_rules
from tests.factories.guides import published
from tests.factories.loans import LoanFactory, LoanLineFactory, PartnerFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgreementEventFactory,
    AgreementFactory,
    ConditionFactory,
    MeetingFactory,
    MeetingFeedFactory,
    MemberFactory,
    MinutesFactory,
    ReviewFactory,
    SeriesFactory,
    SnapshotFactory,
    ended,
    running,
    signed,
)
from tests.factories.meetings import AttendanceFactory as MeetingAttendanceFactory
from tests.factories.planning import ForecastFactory, PlanningRuleFactory, StockPlanFactory
from tests.factories.purchasing import (
    BidFactory,
    ContractFactory,
    ContractLineFactory,
    DeliveryFactory,
    DeliveryLineFactory,
    SupplierFactory,
    SupplyOrderFactory,
    TenderFactory,
    TenderLineFactory,
    WarningSignFactory,
)
from tests.factories.recalls import RecallFactory, RecallHoldingFactory, RecallLotFactory
from tests.factories.redistribution import (
    ProposalFactory,
    RedistributionRunFactory,
    TransferOrderFactory,
    TransferOrderLineFactory,
)
from tests.factories.requisitions import RequisitionFactory, RequisitionLineFactory
from tests.factories.rollout import (
    AttendanceFactory,
    FindingFactory,
    MilestoneFactory,
    RolloutSiteFactory,
    TraineeFactory,
    TrainingFactory,
    VisitAnswerFactory,
    VisitFactory,
)
from tests.factories.supply import AssortmentFactory, DrugFactory, PresentationFactory

NATIONAL = frozenset({Role.CENTRAL_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR})
OF_DELEGATION = frozenset(
    {Role.DELEGATION_REPRESENTATIVE, Role.HEAD_OF_MEDICAL_SERVICES, Role.DELEGATION_SUPPLY_MANAGER}
)

RELATIVE = "Mamá de un niño en tratamiento de"


@dataclass
class Side:
    """One delegation with its hospital and what happened there; every name of it starts with its code."""

    delegation: Delegation
    hospital: Unit
    pharmacy: Place
    mixing: Place
    warehouse: Place  # the delegation's own
    transit: Place
    drug: Drug
    missing_drug: Drug
    lot: Lot
    document: Document  # may still be taken back
    transfer: Transfer  # on its way
    accepted: Transfer  # came short
    report: WeeklyReport  # last week's draft
    signed: WeeklyReport  # the week before, signed
    week: IsoWeek
    child: Child  # in treatment at the hospital
    guardian: Guardian  # of the child, with consent
    regimen: Regimen  # approved; the same on both sides
    plan: Plan
    session: Session  # tomorrow
    dose: Dose
    order: MixingOrder
    mixture: Mixture  # requested
    family_report: FamilyReport  # nobody has taken it up
    case: Case  # the child's, open, with the hospital's own manager
    attachment: CaseAttachment
    draft: CaseDraft  # written without an account, not confirmed; and a case that was: `follow_token`
    episode: FeverEpisode  # the child's, in the emergency room, no antibiotic yet
    kit_item: KitItem
    milestone: Milestone  # pending
    training: Training  # next week, one person on its list
    visit: Visit  # not signed
    finding: Finding
    guide: GuideVersion  # current; the same on both sides
    meeting: Meeting  # running, of a series of the side's own: it reviews its delegation and its hospital
    coming: Meeting  # the next one of that series, called
    attendance: Attendance  # of somebody from outside, called to `meeting` by a link; nothing noted
    agenda_item: AgendaItem  # of `meeting`, added by hand
    snapshot: Snapshot  # of the delegation
    review: Review  # of the delegation, pending
    agreement: Agreement  # of `meeting`, about the hospital, owned by its own manager, with a condition
    minutes: Minutes  # of `held`, drafted
    signed_minutes: Minutes  # of the one before
    requisition: Requisition  # the pharmacy's, sent to the delegation's warehouse; nobody has decided
    run: RedistributionRun  # of the delegation, done
    proposal: Proposal  # of `run`: warehouse to pharmacy, nobody has decided
    transfer_order: TransferOrder  # warehouse to pharmacy, nobody has confirmed
    contract: Contract  # with a supplier and a tender of the side's own
    supply_order: SupplyOrder  # to the pharmacy, on time so far; part of it was turned away
    delivery: Delivery  # of `supply_order`, all turned away
    sign: WarningSign  # about the pharmacy
    recall: Recall  # of `recalled_lot`, open
    holding: RecallHolding  # the pharmacy's, unanswered
    loan: Loan  # the pharmacy's, given, open
    plan_of_stock: StockPlan  # at zero, and more is likely to come too late
    forecast: Forecast
    rule: PlanningRule  # of the hospital and the drug

    @property
    def follow_token(self) -> str:
        """The secret link of a case that somebody without account told."""
        return f"seguir-{self.delegation.code}"

    @property
    def relative(self) -> Person:
        """The child's mother, who may open the family's page."""
        return self.guardian.person

    @property
    def names(self) -> tuple[str, ...]:
        """Texts that stand on no page of whoever has no business here."""
        child = (self.child.folio, self.child.full_name, self.order.folio, self.case.folio, self.episode.folio)
        return (self.hospital.clues, self.hospital.name, self.pharmacy.code, self.warehouse.code, *child)


@dataclass
class TwoSides:
    here: Side
    there: Side
    olga: Person


def person_of(role: Role, side: Side) -> Person:
    """Somebody with that role: over the country, over the side's delegation or at its hospital, as the role goes."""
    person: Person = PersonFactory(
        email=f"{role.value}.{side.delegation.code.lower()}@example.org", full_name=f"{role.label} de prueba"
    )
    if role in NATIONAL:
        scope: dict[str, object] = {"is_national": True}
    elif role in OF_DELEGATION:
        scope = {"delegation": side.delegation}
    else:
        scope = {"unit": side.hospital}
    if role in POSTS:  # the side has its own titulars
        scope["holding"] = Holding.SUBSTITUTE
    PostingFactory(person=person, role=role, **scope)
    return person


def build_two_sides() -> TwoSides:
    """The whole world: two sides, their last two weeks added up, and a lot recalled everywhere."""
    for category, from_days in DEFAULT_THRESHOLDS:  # a transactional test before this one has emptied the table
        CoverageThreshold.objects.get_or_create(category=category, defaults={"from_days": from_days})
    olga = PersonFactory(email="olga@example.org", full_name="Olga de Oficina Central")
    PostingFactory(person=olga, role=Role.CENTRAL_OFFICE, is_national=True)
    drugs = [
        DrugFactory(code="010.000.1768", generic_name="Vincristina", strength="1", inn="vincristine"),
        DrugFactory(code="010.000.1760", generic_name="Metotrexato", strength="50", inn="methotrexate"),
        DrugFactory(code="010.000.5428", generic_name="Ondansetrón", strength="8", drug_class="support_antiemetic"),
    ]
    for drug in drugs:
        PresentationFactory(drug=drug, pieces_per_pack=2)
    regimen = induction(code="LLA-PRUEBA", name="Protocolo de prueba")
    case_rules()
    fever_rules()
    here = _side("JAL", "Jalisco", (4, 3), drugs, olga, regimen)
    there = _side("BC", "Baja California", (1, 1), drugs, olga, regimen)
    for week in (here.week.previous(), here.week):
        for side in (here, there):
            aggregate_delegation_week(delegation=side.delegation, week=week)
        aggregate_country_week(week=week)
    return TwoSides(here, there, olga)


def _side(code: str, name: str, tile: tuple[int, int], drugs: list[Drug], olga: Person, regimen: Regimen) -> Side:
    vincristine, methotrexate, ondansetron = drugs
    # Both in one zone: a week that is over for one must be over for the other, whatever the hour of the run.
    delegation = DelegationFactory(
        code=code, name=name, tile_row=tile[0], tile_column=tile[1], seat_city=f"Sede {code}"
    )
    hospital = UnitFactory(
        clues=f"{code}IMS000001"[:11].ljust(11, "0"),
        name=f"HGZ {name}",
        delegation=delegation,
        provides_chemotherapy=True,
    )
    transit = PlaceFactory(delegation=delegation, unit=None, kind=PlaceKind.TRANSIT, code=f"{code}-TRA")
    warehouse = PlaceFactory(delegation=delegation, unit=None, kind=PlaceKind.WAREHOUSE, code=f"{code}-ALM")
    pharmacy = PlaceFactory(unit=hospital, kind=PlaceKind.PHARMACY, code=f"{hospital.clues}-FAR")
    mixing = PlaceFactory(unit=hospital, kind=PlaceKind.MIXING_CENTRE, code=f"{hospital.clues}-CMZ")
    manager = PersonFactory(email=f"responsable.{code.lower()}@example.org", full_name=f"Responsable de {name}")
    PostingFactory(person=manager, role=Role.UNIT_SUPPLY_MANAGER, unit=hospital)
    above = PersonFactory(email=f"delegacion.{code.lower()}@example.org", full_name=f"Delegación {name}")
    PostingFactory(person=above, role=Role.DELEGATION_SUPPLY_MANAGER, delegation=delegation)
    relative = PersonFactory(email=f"familia.{code.lower()}@example.org", full_name=f"{RELATIVE} {code}")
    PostingFactory(person=relative, role=Role.FAMILY, unit=hospital)
    invited = PersonFactory(
        email=f"invitada.{code.lower()}@example.org", full_name=f"Invitada de {name}", joined_at=None
    )
    place = PostingFactory(person=invited, role=Role.PHARMACIST, unit=hospital)
    issue_link(
        purpose=LinkPurpose.INVITATION,
        person=invited,
        posting=place,
        sent_to=invited.email,
        valid_for=timedelta(days=14),
        by=above,
    )
    for drug in drugs:
        AssortmentFactory(unit=hospital, drug=drug)

    today = pharmacy.today()
    week = IsoWeek.of(today).previous()
    stocking = _stock(code, pharmacy, warehouse, vincristine, ondansetron, week, today)
    _use(code, pharmacy, mixing, vincristine, week)
    record(unit=hospital, day=week.monday, tallies=[Tally(methotrexate.pk, 1, 1, 3)], by=manager)

    recalled = stocking.document.movements.get(lot__number=f"{code}-RETIRADO").lot
    set_state(lot=recalled, state=LotState.RECALLED, reason="Alerta de prueba", by=olga)

    signed_report = _draft(delegation, hospital, week.previous())
    sign_week(report=signed_report, by=manager, seen_at=signed_report.drafted_at)
    validate_week(report=signed_report, by=above)
    report = _draft(delegation, hospital, week)
    chase_reports(now=timezone.now())
    about = {"unit": hospital.name, "delegation": name, "week": str(week), "due": report.local_due}
    tell(kind="supply.report_late", to=[manager], key=f"sweep-{code}", context=about)

    fresh = LotLine(vincristine.pk, f"{code}-NUEVO", today + timedelta(days=500), 8)
    document = receive(place=pharmacy, lines=[fresh], key=f"{code}-fresh", by=manager, reference="R-1").document
    issue = [IssueLine(vincristine.pk, 2)]
    short = dispatch(place=pharmacy, to_place=mixing, lines=issue, key=f"{code}-short", by=manager).transfer
    assert short is not None
    line = short.lines.get()
    accept(transfer=short, received={line.pk: (1, "damage")}, key=f"{code}-accept", by=manager)
    sent = dispatch(place=warehouse, to_place=pharmacy, lines=issue, key=f"{code}-sent", by=above).transfer
    assert sent is not None
    lot = Lot.objects.get(number=f"{code}-CERCA")
    short.refresh_from_db()
    signed_report.refresh_from_db()
    return Side(
        delegation, hospital, pharmacy, mixing, warehouse, transit, vincristine, methotrexate, lot, document, sent,
        short, report, signed_report, week, **_look_after(code, name, hospital, vincristine, regimen),
        **_meet(code, name, hospital, manager, olga),
        **_replenish(code, name, hospital, warehouse, pharmacy, vincristine, recalled, manager),
    )  # fmt: skip


def _replenish(
    code: str, name: str, hospital: Unit, warehouse: Place, pharmacy: Place, drug: Drug, recalled: Lot, manager: Person
) -> dict[str, Any]:
    """What was asked for, proposed, bought, recalled and lent."""
    requisition = RequisitionFactory(place=pharmacy, giver=warehouse, made_by=manager)
    RequisitionLineFactory(requisition=requisition, drug=drug)
    run = RedistributionRunFactory(delegation=hospital.delegation, requested_by=manager)
    order = TransferOrderFactory(from_place=warehouse, to_place=pharmacy, made_by=manager)
    TransferOrderLineFactory(order=order, drug=drug)
    presentation = drug.presentations.get()
    supplier = SupplierFactory(name=f"Proveedor de {name}")
    tender = TenderFactory(number=f"LA-{code}")
    BidFactory(line=TenderLineFactory(tender=tender, presentation=presentation), supplier=supplier)
    contract = ContractFactory(number=f"CONTRATO-{code}", supplier=supplier, tender=tender)
    line = ContractLineFactory(contract=contract, presentation=presentation)
    supply_order = SupplyOrderFactory(number=f"OS-{code}", line=line, place=pharmacy)
    delivery = DeliveryFactory(supplier=supplier, remision=f"REM-{code}", place=pharmacy)
    DeliveryLineFactory(delivery=delivery, order=supply_order)
    recall = RecallFactory(drug=drug)
    RecallLotFactory(recall=recall, number=recalled.number)
    far = Lot.objects.get(number=f"{code}-LEJOS")
    lent = adjust(
        place=pharmacy, lines=[AdjustLine(far.pk, 2, Reason.LOAN_OUT)], key=f"{code}-loan", by=manager
    ).document
    partner = PartnerFactory(delegation=hospital.delegation, name=f"Hospital externo de {name}")
    loan = LoanFactory(place=pharmacy, partner=partner, document=lent)
    LoanLineFactory(loan=loan, lot=far, pieces=2)
    return {
        "requisition": requisition,
        "run": run,
        "proposal": ProposalFactory(run=run, drug=drug, from_place=warehouse, to_place=pharmacy),
        "transfer_order": order,
        "contract": contract,
        "supply_order": supply_order,
        "delivery": delivery,
        "sign": WarningSignFactory(key=f"prueba-{code}", place=pharmacy, delegation=hospital.delegation),
        "recall": recall,
        "holding": RecallHoldingFactory(recall=recall, place=pharmacy, lot=recalled),
        "loan": loan,
        "plan_of_stock": StockPlanFactory(unit=hospital, drug=drug, runs_out_probability="0.9"),
        "forecast": ForecastFactory(unit=hospital, drug=drug),
        "rule": PlanningRuleFactory(unit=hospital, drug=drug),
    }


def _papered(minutes: Minutes) -> Minutes:
    """With the PDF that a worker makes."""
    MinutesPaper.objects.create(minutes=minutes, kind="whole", content=b"%PDF-1.7 prueba", sha256="0" * 64)
    return minutes


def _meet(code: str, name: str, hospital: Unit, manager: Person, olga: Person) -> dict[str, Any]:
    """A series of the side's own: two meetings held, one running, one to come; without families."""
    now = timezone.now()
    delegation = hospital.delegation
    series = SeriesFactory(code=f"serie-{code.lower()}", name=f"Seguimiento de {name}")
    MemberFactory(series=series, person=manager)
    MemberFactory(series=series, person=olga)  # since the meetings were called: called again, she is new
    MeetingFeedFactory(person=manager, token_hash=fingerprint(f"reuniones-{code}"))
    meetings = [
        MeetingFactory(series=series, starts_at=now + timedelta(days=days), presence_key=f"sala-{code}-{days}")
        for days in (-14, -7, 0, 7)
    ]
    for meeting in meetings:
        ReviewFactory(meeting=meeting, delegation=delegation)
        ReviewFactory(meeting=meeting, delegation=None, unit=hospital, position=2)
        MeetingAttendanceFactory(meeting=meeting, person=manager, delegation=delegation)
    before, last, meeting, coming = meetings
    ended(before), ended(last), running(meeting)
    guest = MeetingAttendanceFactory(
        meeting=meeting, person=None, kind="supplier", name=f"Invitada {code}", email=f"invitada.{code}@example.com",
        token_hash=fingerprint(f"presencia-{code}"),
    )  # fmt: skip
    snapshot = SnapshotFactory(meeting=meeting, delegation=delegation)
    review = meeting.reviews.get(delegation=delegation)
    agreement = AgreementFactory(
        meeting=meeting, owner_role=Role.UNIT_SUPPLY_MANAGER, owner_delegation=None, owner_unit=hospital,
        delegation=None, unit=hospital, review=review, text=f"Surtir lo que falta en {name}",
    )  # fmt: skip
    AgreementEventFactory(agreement=agreement)
    ConditionFactory(agreement=agreement, delegation=None, unit=hospital)
    return {
        "meeting": meeting,
        "coming": coming,
        "attendance": guest,
        "agenda_item": AgendaItemFactory(meeting=meeting, added_by=olga, title=f"Asunto de {name}"),
        "snapshot": snapshot,
        "review": review,
        "agreement": agreement,
        "minutes": MinutesFactory(meeting=last),
        "signed_minutes": _papered(signed(MinutesFactory(meeting=before), olga)),
    }


def _look_after(code: str, name: str, hospital: Unit, vincristine: Drug, regimen: Regimen) -> dict[str, Any]:
    """What is done for a child, and what goes with it: a case, a fever, the record's roll-out, a guide."""
    treated = _treat(code, name, hospital, vincristine, regimen)
    child, session = treated["child"], treated["session"]
    case = CaseFactory(unit=hospital, drug=vincristine, needed_on=session.on)
    mother = treated["guardian"].person
    told = FamilyReportFactory(child=child, told_by=mother, session=session)
    CaseFollowerFactory(case=case, child=child, person=mother, report=told, session=session)
    CaseEventFactory(case=case)
    CaseFollowerFactory(
        case=CaseFactory(unit=hospital, channel="public"), channel="public", token_hash=fingerprint(f"seguir-{code}")
    )
    FeverDoorFactory(unit=hospital)
    episode = FeverEpisodeFactory(child=child)
    FeverStampFactory(episode=episode, at=episode.arrived_at)
    site = RolloutSiteFactory(unit=hospital)
    owner = PersonFactory(email=f"despliegue.{code.lower()}@example.org", full_name=f"Despliegue de {name}")
    training = TrainingFactory(unit=hospital)
    AttendanceFactory(training=training, trainee=TraineeFactory(site=site, full_name=f"Enfermera de {name}"))
    visit = VisitFactory(site=site, lead=owner)
    VisitAnswerFactory(visit=visit)
    return treated | {
        "case": case,
        "attachment": CaseAttachmentFactory(case=case),
        "draft": CaseDraftFactory(),
        "episode": episode,
        "kit_item": KitItemFactory(unit=hospital, drug=vincristine, name="Antibiótico de prueba"),
        "milestone": MilestoneFactory(site=site, owner=owner),
        "training": training,
        "visit": visit,
        "finding": FindingFactory(visit=visit, owner=owner),
        "guide": published(code="guia-de-prueba", is_public=True),
    }


def _treat(code: str, name: str, hospital: Unit, vincristine: Drug, regimen: Regimen) -> dict[str, Any]:
    """A child of the hospital with a relative, a plan, tomorrow's session and what was asked of the mixing centre."""
    child = ChildFactory(unit=hospital, given_names=f"Nina {code}", first_surname=f"De {name}")
    guardian = relative_of(child, email=f"mama.{code.lower()}@example.org", full_name=f"{RELATIVE} {code}, la mamá")
    AllergyFactory(child=child, substance="Látex", inn="")
    # Measured, and nothing is under way for her.
    GrowthFactory(child=ChildFactory(unit=hospital, given_names=f"Otra {code}", first_surname=f"De {name}"))
    plan = PlanFactory(child=child, regimen=regimen)
    session = SessionFactory(plan=plan)
    dose = DoseFactory(session=session)
    DosePieceFactory(dose=dose, drug=vincristine)
    # A week later; nothing is being mixed for it.
    DosePieceFactory(
        dose=DoseFactory(session=SessionFactory(plan=plan, day=15, on=session.on + timedelta(days=7))), drug=vincristine
    )
    order = MixingOrderFactory(session=session)
    mixture = MixtureFactory(order=order, dose=dose)
    report = FamilyReportFactory(child=child, told_by=guardian.person, kind="fever", temperature="38.6")
    CalendarFeed.objects.create(guardian=guardian, token_hash=fingerprint(f"calendario-{code}"))
    return {
        "child": child, "guardian": guardian, "regimen": regimen, "plan": plan, "session": session, "dose": dose,
        "order": order, "mixture": mixture, "family_report": report,
    }  # fmt: skip


def _stock(
    code: str, pharmacy: Place, warehouse: Place, vincristine: Drug, ondansetron: Drug, week: IsoWeek, today: date
) -> Posting:
    """Lots of every condition, a month ago; methotrexate never came."""
    came = week.previous(4).monday

    def lot(drug: Drug, name: str, days: int, pieces: int) -> LotLine:
        return LotLine(drug.pk, f"{code}-{name}", today + timedelta(days=days), pieces)

    receive(place=warehouse, lines=[lot(vincristine, "DEPOSITO", 300, 40)], key=f"{code}-wh", by=None, occurred_on=came)
    return receive(
        place=pharmacy,
        lines=[
            lot(vincristine, "CERCA", 25, 10),
            lot(vincristine, "LEJOS", 400, 20),
            lot(vincristine, "RETIRADO", 200, 5),
            lot(ondansetron, "CADUCO", -3, 6),
            lot(ondansetron, "VIGENTE", 700, 900),
        ],
        key=f"{code}-stock",
        by=None,
        occurred_on=came,
        reference=f"REM-{code}",
    )


def _use(code: str, pharmacy: Place, mixing: Place, drug: Drug, week: IsoWeek) -> None:
    """What the two weeks to report did."""
    for index, day in enumerate((week.previous().monday, week.monday)):
        lines = [IssueLine(drug.pk, 3)]
        dispense(place=pharmacy, lines=lines, key=f"{code}-use-{index}", by=None, occurred_on=day)
    fresh = LotLine(drug.pk, f"{code}-MEZCLAS", week.sunday + timedelta(days=300), 4)
    receive(place=mixing, lines=[fresh], key=f"{code}-mix", by=None, occurred_on=week.monday)


def _draft(delegation: Delegation, hospital: Unit, week: IsoWeek) -> WeeklyReport:
    draft_week(delegation=delegation, week=week, now=timezone.now())
    return WeeklyReport.objects.get(unit=hospital, week=week.monday)
