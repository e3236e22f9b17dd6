"""/api/v1/family/: a relative's own children; /api/v1/promises/: what families were told, for those who treat them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, require
from delegations.roles import Permission
from pediatric_platform.actions.family_pages import open_page
from pediatric_platform.actions.family_reports import LONGEST, tell_report
from pediatric_platform.api.acts import Acts
from pediatric_platform.filters.family import PromiseFilter
from pediatric_platform.models import CaseKind, Channel, Child, FamilyReport, Promise, ReportKind
from pediatric_platform.selectors.family import family_page, own_children
from pediatric_platform.selectors.family_cases import cases_of_child
from pediatric_platform.selectors.public_cases import drug_named
from supply.api.keys import KEY_PARAMETER, key_of


class FamilyChildSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="short_name", help_text=_("El primer nombre."))
    hospital = serializers.CharField(source="unit.name")

    class Meta:
        model = Child
        fields = ("folio", "name", "hospital", "state")


class FamilySessionSerializer(serializers.Serializer):
    on = serializers.DateField(source="session.on", help_text=_("El día."))
    answer = serializers.CharField(source="told.tone.code", help_text=_("complete, coming, missing, unknown, far…"))
    answer_label = serializers.CharField(source="told.tone.label")
    sentence = serializers.CharField(source="told.sentence", help_text=_("Lo mismo que dice la página."))
    more = serializers.ListField(child=serializers.CharField(), source="told.more")
    medicines = serializers.ListField(child=serializers.CharField())
    answered_at = serializers.DateTimeField(allow_null=True)


class FamilyReportSerializer(serializers.ModelSerializer):
    taken_by = serializers.CharField(source="taken_by.full_name", default="", read_only=True)
    case = serializers.CharField(
        source="follower.case.folio", default="", read_only=True, help_text=_("El caso que se abrió con él.")
    )

    class Meta:
        model = FamilyReport
        fields = (
            "folio", "kind", "text", "temperature", "began_at", "told_at", "taken_at", "taken_by", "answer", "case",
        )  # fmt: skip


class FamilyReportIn(serializers.Serializer):
    """Only the shape: what cannot be is refused by the action."""

    kind = serializers.ChoiceField(choices=ReportKind.choices)
    text = serializers.CharField(required=False, allow_blank=True, default="", max_length=LONGEST)
    temperature = serializers.DecimalField(max_digits=5, decimal_places=1, required=False, allow_null=True)
    began_at = serializers.DateTimeField(required=False, allow_null=True)
    problem = serializers.ChoiceField(
        choices=CaseKind.choices, required=False, allow_blank=True, help_text=_("Qué pasó con el medicamento.")
    )
    drug_words = serializers.CharField(
        required=False, allow_blank=True, max_length=120, help_text=_("El medicamento, como lo llaman.")
    )
    phone = serializers.CharField(
        required=False, allow_blank=True, max_length=20, help_text=_("Para que le llame quien lo resuelve.")
    )


class PromiseSerializer(serializers.ModelSerializer):
    child = serializers.CharField(source="child.folio", help_text=_("Folio."))
    clues = serializers.CharField(source="unit.clues")

    class Meta:
        model = Promise
        fields = (
            "id", "child", "clues", "session", "channel", "answer", "needed_on", "expected_on", "data_at",
            "first_shown_at", "last_shown_at", "outcome", "settled_at",
        )  # fmt: skip


class FamilyChildren(SeenList):
    model = Child
    serializer_class = FamilyChildSerializer
    filter_backends = ()
    tag = "family"
    summary = _("Sus propias hijas e hijos")
    details = _("De quien los cuida, con su consentimiento vigente; vacío para los demás.")

    def rows(self) -> QuerySet[Child]:
        return own_children(self.person)


class OfOwnChild(Acts, Seen):
    """About the relative's own child; anybody else's does not exist."""

    model = Child
    tag = "family"
    filter_backends = ()

    def own_child(self) -> Child:
        return get_object_or_404(own_children(self.person), folio=self.kwargs["folio"])


class FamilySessions(OfOwnChild):
    serializer_class = FamilySessionSerializer
    is_list = True
    refuses = ()
    summary = _("Próximas sesiones, con lo que se le dice a la familia")
    details = _("Lo que muestra queda en el libro de promesas, como en la página.")

    def get(self, request: Request, folio: str) -> Response:
        child = self.own_child()
        page = family_page(child, cases=cases_of_child(child, self.person))
        open_page(child=page.child, by=self.person, shown=page.shown, channel=Channel.API, now=page.now)
        rows = self.paginate_queryset(list(page.days))
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)


class FamilyReports(OfOwnChild):
    serializer_class: Any = FamilyReportSerializer
    is_list = True
    refuses = (422,)
    summary = _("Los avisos que usted ha mandado")
    summary_post = _("Avisar de un problema o de fiebre")
    details_post = _("Con `Idempotency-Key`: lo mismo dos veces es un aviso. No sustituye ir a urgencias.")
    parameters_post = [KEY_PARAMETER]
    answers_post = {201: FamilyReportSerializer}

    def get_serializer_class(self) -> Any:
        return FamilyReportIn if self.request.method == "POST" else FamilyReportSerializer

    def get(self, request: Request, folio: str) -> Response:
        child = self.own_child()
        open_page(child=child, by=self.person, channel=Channel.API, part="reports")
        own = FamilyReport.objects.filter(child=child, told_by=self.person)
        own = own.select_related("taken_by", "follower__case")
        return self.get_paginated_response(self.get_serializer(self.paginate_queryset(own), many=True).data)

    def post(self, request: Request, folio: str) -> Response:
        child = self.own_child()
        key = key_of(request)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        drug = drug_named(asked.validated_data.get("drug_words", ""))
        report = tell_report(child=child, by=self.person, key=key, drug=drug, **asked.validated_data)
        return Response(FamilyReportSerializer(report).data, status=201)


class PromiseList(SeenList):
    model = Promise
    serializer_class = PromiseSerializer
    filterset_class = PromiseFilter
    permission = Permission.VIEW_CHILDREN
    tag = "promises"
    summary = _("Lo que se dijo a las familias, y si se cumplió")
    details = _("De las niñas y los niños de su alcance clínico, por folio.")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)

    def rows(self) -> QuerySet[Promise]:
        return Promise.objects.visible_to(self.person).select_related("child", "unit")
