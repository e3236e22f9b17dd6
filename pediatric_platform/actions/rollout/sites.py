"""A hospital joins the roll-out, and says how many children it treats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person, Unit
from pediatric_platform.actions.rollout.measure import measure_site
from pediatric_platform.actions.rollout.milestones import plan_milestone
from pediatric_platform.errors.rollout import AlreadyASite, BadDay, FactMissing
from pediatric_platform.models import Milestone, RolloutSite
from pediatric_platform.rollout_rights import must_manage
from pediatric_platform.rollout_rules import ORDER, spaced


@transaction.atomic
def open_site(
    *, unit: Unit, owner: Person | None = None, finish_on: date | None = None, by: Person | None
) -> RolloutSite:
    """The hospital joins; with an owner and a last day, its milestones are spaced from today to that day."""
    must_manage(by, unit)
    if (owner is None) != (finish_on is None):
        raise FactMissing(
            "owner" if owner is None else "finish_on",
            _("Para planear los hitos hacen falta responsable y fecha."),
            _("Escriba los dos, o deje los dos en blanco y planee cada hito después."),
        )
    try:
        with transaction.atomic():
            site = RolloutSite.objects.create(unit=unit)
    except IntegrityError:
        raise AlreadyASite from None
    audit.record(type="rollout.site_opened", by=by, target=site, unit=unit.pk, delegation=unit.delegation_id)
    if owner is not None and finish_on is not None:
        plan_rest(site=site, owner=owner, finish_on=finish_on, by=by)
    return site


@transaction.atomic
def open_sites(*, units: Iterable[Unit], by: Person | None) -> int:
    """Many hospitals at once; those that are in it already stay as they are."""
    known = set(RolloutSite.objects.values_list("unit_id", flat=True))
    new = [unit for unit in units if unit.pk not in known]
    for unit in new:
        open_site(unit=unit, by=by)
    return len(new)


@transaction.atomic
def plan_rest(*, site: RolloutSite, owner: Person, finish_on: date, by: Person | None) -> list[Milestone]:
    """Give every milestone that has none an owner and a day, spaced evenly up to the last."""
    today = site.unit.today()
    if finish_on <= today:
        raise BadDay(
            _("La última fecha ya pasó."), field="finish_on", remedy=_("Escriba el día en que debe quedar verificado.")
        )
    known = set(Milestone.objects.filter(site=site).values_list("kind", flat=True))
    wanted = [kind for kind in ORDER if kind not in known]
    step = (finish_on - today) / max(1, len(wanted))
    days = spaced(today + step, finish_on, len(wanted)) if wanted else []
    return [
        plan_milestone(site=site, kind=kind, owner=owner, due_on=max(day, today), by=by)
        for kind, day in zip(wanted, days, strict=True)
    ]


@transaction.atomic
def expect_children(
    *, site: RolloutSite, expected: int | None, source: str, note: str = "", by: Person | None
) -> RolloutSite:
    """How many children the hospital says it treats, and where that figure comes from; then measure again."""
    must_manage(by, site.unit)
    site = RolloutSite.objects.select_for_update(of=("self",)).select_related("unit").get(pk=site.pk)
    source, note = " ".join(source.split())[:160], " ".join(note.split())[:240]
    if expected is not None and not source:
        raise FactMissing(
            "source", _("Falta de dónde sale la cifra."), _("Por ejemplo: censo del servicio, noviembre.")
        )
    if expected is not None and expected < 1:
        raise FactMissing(
            "expected", _("La cifra debe ser de al menos una niña o niño."), _("Déjela en blanco si no se sabe.")
        )
    before = {"expected": site.expected_children, "source": site.expected_source, "note": site.note}
    site.expected_children, site.note = expected, note
    site.expected_source = source if expected is not None else ""
    site.save(update_fields=["expected_children", "expected_source", "note"])
    audit.record(
        type="rollout.children_expected",
        by=by,
        target=site,
        before=before,
        after={"expected": site.expected_children, "source": site.expected_source, "note": site.note},
        unit=site.unit_id,
        delegation=site.unit.delegation_id,
    )
    measure_site(site=site, now=timezone.now())
    return site
