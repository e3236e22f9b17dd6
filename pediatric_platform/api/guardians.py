"""/api/v1/children/<folio>/guardians/: who answers for a child at home, and their consents."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations import audit
from delegations.api.views import Seen, SeenList
from delegations.roles import Permission
from pediatric_platform.actions.consents import may_register
from pediatric_platform.actions.guardians import end_guardian, give_consent, invite_guardian, withdraw_consent
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.guardian_serializers import (
    ConsentIn,
    ConsentSerializer,
    GuardianIn,
    GuardianSerializer,
    ReasonIn,
)
from pediatric_platform.clinical import may_see_relatives
from pediatric_platform.errors.guardians import NotYoursToInvite
from pediatric_platform.models import Child, Consent, ConsentMethod, Guardian


class OfChild(Seen):
    """Of one child whom the person treats; anybody else's is not there."""

    model = Guardian
    permission = Permission.VIEW_CHILDREN
    tag = "children"

    def child(self) -> Child:
        rows = Child.objects.visible_to(self.person).select_related("unit__delegation")
        child = get_object_or_404(rows, folio=self.kwargs["folio"])
        if not may_see_relatives(self.person, child.unit):
            raise PermissionDenied(_("A los familiares los ve quien atiende a la niña o al niño en su hospital."))
        return child

    def guardian(self) -> Guardian:
        return get_object_or_404(
            Guardian.objects.select_related("person", "child__unit"), child=self.child(), pk=self.kwargs["pk"]
        )

    def asked(self, request: Request) -> dict[str, Any]:
        """What was sent; whether the caller may do it at all is asked before it is looked at."""
        if not may_register(self.person, self.child()):
            raise NotYoursToInvite
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)


class GuardianList(Acts, OfChild, SeenList):
    summary = _("Familiares responsables de una niña o un niño")
    details = _("Con su consentimiento en pie, si lo hay: sin él no ven nada.")
    summary_post = _("Invitar a un familiar")
    details_post = _("Con `method` paper el consentimiento queda anotado; con screen lo acepta en su página.")
    serializer_class = GuardianSerializer
    answers_post = {201: GuardianSerializer}

    def get_serializer_class(self) -> Any:
        return GuardianIn if self.request.method == "POST" else GuardianSerializer

    def rows(self) -> QuerySet[Guardian]:
        child = self.child()
        audit.record_read(by=self.person, what="guardians.read", target=child)
        return Guardian.objects.filter(child=child).select_related("person").prefetch_related("consents__text")

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        guardian = invite_guardian(child=self.child(), by=self.person, **self.asked(request))
        return Response(GuardianSerializer(guardian).data, status=201)


class GuardianConsents(Acts, OfChild, SeenList):
    model = Consent  # type: ignore[assignment]
    summary = _("Consentimientos de un familiar")
    summary_post = _("Anotar un consentimiento firmado en papel")
    serializer_class = ConsentSerializer
    answers_post = {201: ConsentSerializer}

    def get_serializer_class(self) -> Any:
        return ConsentIn if self.request.method == "POST" else ConsentSerializer

    def rows(self) -> QuerySet[Consent]:
        guardian = self.guardian()
        audit.record_read(by=self.person, what="guardians.read", target=guardian.child)
        return Consent.objects.filter(guardian=guardian).select_related("text")

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        consent = give_consent(
            guardian=self.guardian(), method=ConsentMethod.PAPER, by=self.person, **self.asked(request)
        )
        return Response(ConsentSerializer(consent).data, status=201)


class GuardianAct(Acts, OfChild):
    """Something done to one guardian, with a reason."""

    serializer_class = ReasonIn

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        guardian, reason = self.guardian(), self.asked(request)["reason"]
        return Response(self.act(guardian, reason))

    def act(self, guardian: Guardian, reason: str) -> Any:
        raise NotImplementedError


class GuardianWithdraw(GuardianAct):
    summary = _("Retirar el consentimiento de un familiar")
    answers = {200: ConsentSerializer}

    def act(self, guardian: Guardian, reason: str) -> Any:
        return ConsentSerializer(withdraw_consent(guardian=guardian, reason=reason, by=self.person)).data


class GuardianEnd(GuardianAct):
    summary = _("Dar de baja a un familiar")
    answers = {200: GuardianSerializer}

    def act(self, guardian: Guardian, reason: str) -> Any:
        return GuardianSerializer(end_guardian(guardian=guardian, reason=reason, by=self.person)).data
