"""What every page of plans, sessions and doses asks first: whose, and what may this person do there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.views.listing import Crumb
from pediatric_platform.models import Dose, Plan, Session
from pediatric_platform.prescribing import may_prescribe
from pediatric_platform.views.children.base import ChildAct, OneChild


class OfAChild(OneChild):
    """Found by its own number among what the person's children have; whoever does not prescribe may only read."""

    writes = False
    row: Any

    def load(self) -> Any:
        raise NotImplementedError

    def allow(self) -> None:
        self.row = self.load()
        self.child = self.child_of(self.row)
        self.may_prescribe = may_prescribe(self.person, self.child.unit)
        if self.writes and not self.may_prescribe:
            raise PermissionDenied(_("Los planes y las dosis los cambia oncología del hospital."))

    def child_of(self, row: Any) -> Any:
        return row.plan.child


class OnePlan(OfAChild):
    def load(self) -> Plan:
        related = ("child__unit__delegation", "child__diagnosis", "regimen__protocol", "growth")
        found: Plan = get_object_or_404(
            Plan.objects.visible_to(self.person).select_related(*related), pk=self.kwargs["pk"]
        )
        return found

    def child_of(self, row: Plan) -> Any:
        return row.child

    def here(self) -> str:
        return reverse("pediatric:plan", args=[self.row.pk])

    def crumbs(self, title: object) -> list[Crumb]:
        return [*to_child(self.child), (_("Plan"), self.here()), (str(title), "")]


class OneSession(OfAChild):
    def load(self) -> Session:
        related = ("unit__delegation", "plan__child__unit__delegation", "plan__regimen__protocol")
        found: Session = get_object_or_404(
            Session.objects.visible_to(self.person).select_related(*related), pk=self.kwargs["pk"]
        )
        return found

    def here(self) -> str:
        return reverse("pediatric:session", args=[self.row.pk])

    def crumbs(self, title: object) -> list[Crumb]:
        return [*to_session(self.row), (str(title), "")]


class OneDose(OfAChild):
    def load(self) -> Dose:
        related = ("session__unit__delegation", "session__plan__child__unit__delegation", "line")
        found: Dose = get_object_or_404(
            Dose.objects.visible_to(self.person).select_related(*related), pk=self.kwargs["pk"]
        )
        return found

    def child_of(self, row: Dose) -> Any:
        return row.session.plan.child

    def here(self) -> str:
        return reverse("pediatric:session", args=[self.row.session_id])

    def crumbs(self, title: object) -> list[Crumb]:
        return [*to_session(self.row.session), (str(title), "")]


class Act(ChildAct):
    """A form of a prescriber. `edited` is the row whose edition it carries."""

    writes = True
    template_name = "pediatric_platform/plan_act.html"

    def edited(self) -> Any:
        return self.row  # type: ignore[attr-defined]

    def get_initial(self) -> dict[str, Any]:
        return {"edition": self.edited().edition}


def to_child(child: Any) -> list[Crumb]:
    return [
        (_("Niñas y niños"), reverse("pediatric:child-list")),
        (child.folio, reverse("pediatric:child", args=[child.folio])),
    ]


def to_session(session: Session) -> list[Crumb]:
    return [
        *to_child(session.plan.child),
        (_("Plan"), reverse("pediatric:plan", args=[session.plan_id])),
        (_("Sesión"), reverse("pediatric:session", args=[session.pk])),
    ]
