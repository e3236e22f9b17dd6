"""/api/v1/children/: the registry, for those who treat children; for everybody else it is not there."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations import audit
from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from pediatric_platform.actions.allergies import may_note, note_allergy
from pediatric_platform.actions.children import ChildFacts, change_state, correct, register, transfer
from pediatric_platform.actions.children.disclosure import note_disclosure
from pediatric_platform.actions.children.facts import COLUMNS
from pediatric_platform.actions.children.rights import must_register
from pediatric_platform.actions.growth import measure
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.children_serializers import (
    AllergyIn,
    AllergySerializer,
    ChildDetailSerializer,
    ChildSerializer,
    CorrectIn,
    GrowthIn,
    GrowthSerializer,
    RegisterIn,
    StateIn,
    TransferIn,
    TransferredSerializer,
)
from pediatric_platform.errors.children import AlreadyRegistered, LooksRegistered, NotYoursToNote
from pediatric_platform.filters.children import ChildFilter
from pediatric_platform.models import Child, Stay
from pediatric_platform.selectors.children import listed


class Children(Seen):
    model = Child
    serializer_class: Any = ChildSerializer
    permission = Permission.VIEW_CHILDREN
    tag = "children"
    lookup_field = "folio"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if "folio" not in kwargs:
            require(self.person, self.permission)

    def rows(self) -> QuerySet[Child]:
        return listed(self.person)


class ChildList(Acts, Children, SeenList):
    summary = _("Niñas y niños de su alcance clínico")
    details = _("Sin `estado` ni `q`, los que están en tratamiento. Nunca trae CURP, NSS ni agregado.")
    summary_post = _("Registrar a una niña o un niño")
    details_post = _("409 si la CURP ya está, o si alguien se parece y no viene `another_because`.")
    filterset_class = ChildFilter
    answers_post = {201: ChildSerializer}

    def get_serializer_class(self) -> Any:
        return RegisterIn if self.request.method == "POST" else ChildSerializer

    def post(self, request: Request) -> Response:
        require(self.person, Permission.REGISTER_CHILD)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            child = register(facts=ChildFacts(**asked.validated_data), by=self.person)
        except (AlreadyRegistered, LooksRegistered) as refusal:
            note_disclosure(refusal, by=self.person)
            raise
        return Response(ChildSerializer(self.rows().get(pk=child.pk)).data, status=201)


class ChildDetail(Acts, Children, SeenOne):
    summary = _("Una niña o un niño, con medidas, alergias y estancias")
    details = _("Cada lectura queda anotada.")
    summary_patch = _("Corregir sus datos")
    details_patch = _("Solo lo que cambia, y la edición que leyó.")
    answers = {200: ChildDetailSerializer}

    def get_serializer_class(self) -> Any:
        return CorrectIn if self.request.method == "PATCH" else ChildDetailSerializer

    def rows(self) -> QuerySet[Child]:
        stays = Prefetch("stays", Stay.objects.select_related("unit"))
        return listed(self.person).prefetch_related("growth", "allergies", stays)

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        child = self.get_object()
        audit.record_read(by=self.person, what="child.read", target=child)
        return Response(ChildDetailSerializer(child).data)

    def patch(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        child = self.get_object()
        must_register(self.person, child.unit)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        edition = given.pop("edition")
        stored = {name: getattr(child, name) for name in COLUMNS}
        correct(child=child, facts=ChildFacts(**stored | given, unit=child.unit), edition=edition, by=self.person)
        return Response(ChildDetailSerializer(self.get_object()).data)


class ActsOnChild(Acts, Children):
    """One act on a child that the caller treats."""

    def allow(self, child: Child) -> None:
        """Whether the caller may do it at all: asked before what they wrote is looked at."""
        must_register(self.person, child.unit)

    def act(self, child: Child, data: dict[str, Any]) -> Response:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        child = self.get_object()
        self.allow(child)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return self.act(child, asked.validated_data)


class ChildGrowth(ActsOnChild):
    summary = _("Anotar peso y talla")
    details = _("La superficie la calcula la base de datos (Mosteller). Lo poco común pide `unusual_reason`.")
    serializer_class = GrowthIn
    answers = {201: GrowthSerializer}

    def act(self, child: Child, data: dict[str, Any]) -> Response:
        return Response(GrowthSerializer(measure(child=child, by=self.person, **data)).data, status=201)


class ChildAllergies(ActsOnChild):
    summary = _("Anotar una alergia")
    serializer_class = AllergyIn
    answers = {201: AllergySerializer}

    def allow(self, child: Child) -> None:
        if not may_note(self.person, child.unit):
            raise NotYoursToNote

    def act(self, child: Child, data: dict[str, Any]) -> Response:
        return Response(AllergySerializer(note_allergy(child=child, by=self.person, **data)).data, status=201)


class ChildTransfer(ActsOnChild):
    summary = _("Trasladar a otro hospital")
    details = _("Lo hace el hospital que lo atiende; después la ficha la ve el que lo recibe.")
    serializer_class = TransferIn
    answers = {200: TransferredSerializer}

    def act(self, child: Child, data: dict[str, Any]) -> Response:
        return Response(TransferredSerializer(transfer(child=child, by=self.person, **data)).data)


class ChildState(ActsOnChild):
    summary = _("Cambiar su estado")
    details = _("Fuera de tratamiento nada se pide para ella o él; tras una muerte nada se envía a su familia.")
    serializer_class = StateIn
    answers = {200: ChildSerializer}

    def act(self, child: Child, data: dict[str, Any]) -> Response:
        change_state(child=child, by=self.person, **data)
        return Response(ChildSerializer(self.get_object()).data)
