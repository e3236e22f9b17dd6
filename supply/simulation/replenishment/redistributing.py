"""A redistribution of one delegation and of a few drugs in the country: some proposals taken up, some turned down."""

from __future__ import annotations

from delegations.models import Delegation, Person
from supply.actions.redistribution import accept_proposal, ask_redistribution, reject_proposal
from supply.actions.redistribution.computing import compute_redistribution
from supply.models import Drug, Proposal, RedistributionRun
from supply.simulation.people import DEMO_DELEGATION
from supply.simulation.replenishment.ground import Ground, done

# Of each question so many proposals are taken up and turned down; the others wait.
ACCEPTED, REJECTED, DRUGS = 3, 2, 3
WHY_NOT = ("El hospital que envía espera pacientes la próxima semana (simulado)", "No hay transporte con red fría ese "
           "día (simulado)")  # fmt: skip


def simulate_redistribution(ground: Ground) -> list[RedistributionRun]:
    """The questions, answered; worst first of the proposals are decided."""
    home = Delegation.objects.filter(code=DEMO_DELEGATION).first() or Delegation.objects.order_by("code").first()
    runs = []
    if home is not None and home.pk in ground.of_delegation:
        by = ground.of_delegation[home.pk]
        runs.append((ask_redistribution(delegation=home, by=by, now=ground.now), by))
    for drug in _most_lacking(ground):
        runs.append((ask_redistribution(drug=drug, by=ground.central, now=ground.now), ground.central))
    for run, by in runs:
        compute_redistribution(run=run, now=ground.now)
        _decide(ground, run, by)
    return [run for run, _by in runs]


def _most_lacking(ground: Ground) -> list[Drug]:
    """Drugs that most units lack while others have too much."""
    lack: dict[int, int] = {}
    over: dict[int, int] = {}
    for levels in ground.levels.values():
        for one in levels:
            if one.suggested and one.chance >= 0.5:
                lack[one.drug_id] = lack.get(one.drug_id, 0) + 1
            elif one.usable > one.maximum:
                over[one.drug_id] = over.get(one.drug_id, 0) + 1
    both = {drug: min(lack[drug], over[drug]) for drug in lack.keys() & over.keys()}
    drugs = sorted(Drug.objects.filter(pk__in=both), key=lambda drug: (-both[drug.pk], drug.code or ""))
    one_each: dict[str, Drug] = {}
    for drug in drugs:
        one_each.setdefault(drug.generic_name, drug)
    return list(one_each.values())[:DRUGS]


def _decide(ground: Ground, run: RedistributionRun, by: Person) -> None:
    rows = list(Proposal.objects.filter(run=run).order_by("-doses", "-saved", "-pieces", "pk"))
    for row in rows[:ACCEPTED]:
        done(accept_proposal, proposal=row, by=by, now=ground.now)
    for row in rows[ACCEPTED : ACCEPTED + REJECTED]:
        reason = ground.rng.choice(WHY_NOT)
        done(reject_proposal, proposal=row, reason=reason, by=by, now=ground.now)
