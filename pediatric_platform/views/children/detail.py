"""A child's page: what the registry knows, and the parts that other areas make."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from delegations import audit
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.actions.allergies import may_note
from pediatric_platform.actions.children.rights import may_register
from pediatric_platform.clinical import may_see_relatives
from pediatric_platform.identifiers import masked
from pediatric_platform.selectors.children import child_page, readers_of
from pediatric_platform.selectors.guardians import child_guardians
from pediatric_platform.selectors.mixing import child_mixing
from pediatric_platform.selectors.plans import child_plan
from pediatric_platform.views.children.base import OneChild


class ChildDetail(OneChild, TemplateView):
    """For whoever treats the child; opening it is written down."""

    template_name = "pediatric_platform/child_detail.html"
    registers = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        child, person = self.child, self.person
        audit.record_read(by=person, what="child.read", target=child)
        page = child_page(child)
        return super().get_context_data(
            child=child,
            page=page,
            weights=[row.weight_kg for row in page.growth],
            heights=[row.height_cm for row in page.growth],
            surfaces=[row.surface_m2 for row in page.growth],
            surface=f"{page.last.surface_m2:.3f}" if page.last else "",
            today=timezone.localdate(),
            masked=[(name, masked(value)) for name, value in identifiers_of(child)],
            may_change=may_register(person, child.unit),
            may_note=may_note(person, child.unit),
            may_prescribe=self.may(Permission.PRESCRIBE),
            readers=readers_of(child),
            guardians=child_guardians(child) if may_see_relatives(person, child.unit) else None,
            plan=child_plan(child, person),
            mixing=child_mixing(child),
            crumbs=[(_("Niñas y niños"), reverse("pediatric:child-list")), (child.folio, "")],
            **kwargs,
        )

    def may(self, permission: Permission) -> bool:
        """Whether the person holds it where the child is treated."""
        unit = self.child.unit
        return has_permission(self.person, permission, unit_id=unit.pk, delegation_id=unit.delegation_id)


def identifiers_of(child: Any) -> list[tuple[str, str]]:
    """What identifies the child, as the page calls it."""
    return [("CURP", child.curp), (str(_("NSS del asegurado")), child.nss), (str(_("Agregado médico")), child.agregado)]


class ChildIdentifiers(OneChild, View):
    """Pressed, it shows the identifiers once, and writes down who saw them."""

    http_method_names = ["post", "options"]
    registers = False

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        audit.record_read(by=self.person, what="child.identifiers_read", target=self.child, asked={"page": "child"})
        context = {
            "child": self.child,
            "shown": identifiers_of(self.child),
            "crumbs": self.crumbs(_("Identificadores")),
        }
        is_part = "HX-Request" in request.headers
        template = "_child_identifiers.html" if is_part else "child_identifiers.html"
        response = render(request, f"pediatric_platform/{template}", context)
        response["Cache-Control"] = "no-store"
        return response
