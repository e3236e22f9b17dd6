"""/api/v1/cases/<folio>/checks/ and attachments/: what a case's page shows as evidence, by the same actions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from delegations import audit
from pediatric_platform.actions.cases.attach import REASON_LENGTH, TITLE_LENGTH, attach, detach
from pediatric_platform.actions.cases.check import run_checklist
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.cases import Cases
from pediatric_platform.case_rights import may_open, may_read_story, may_work
from pediatric_platform.errors.case_evidence import NotYoursToAttach, NotYoursToCheck, NotYoursToRead
from pediatric_platform.models import CaseAttachment, CaseCheck
from pediatric_platform.pictures import LIMIT
from pediatric_platform.views.cases.evidence import served


class CheckLineSerializer(serializers.Serializer):
    kind = serializers.CharField()
    verdict = serializers.ChoiceField(["yes", "no", "unknown"])
    pieces = serializers.IntegerField(allow_null=True)
    data_at = serializers.DateTimeField(allow_null=True)
    rows = serializers.ListField(child=serializers.DictField())


class CaseCheckSerializer(serializers.ModelSerializer):
    by = serializers.CharField(source="by.full_name", default="", read_only=True)
    lines = CheckLineSerializer(many=True, read_only=True)

    class Meta:
        model = CaseCheck
        fields: ClassVar[list[str]] = ["id", "at", "by", "lines"]


class NoBody(serializers.Serializer):
    """An empty body."""


class AttachmentSerializer(serializers.ModelSerializer):
    added_by = serializers.CharField(source="added_by.full_name", default="", read_only=True)

    class Meta:
        model = CaseAttachment
        fields: ClassVar[list[str]] = ["id", "title", "content_type", "size", "from_family", "added_at", "added_by"]


class AttachmentIn(serializers.Serializer):
    file = serializers.FileField(allow_empty_file=True, help_text=_("JPG, PNG o PDF, de hasta 5 MB."))
    title = serializers.CharField(max_length=TITLE_LENGTH, required=False, allow_blank=True, default="")


class RemovalIn(serializers.Serializer):
    reason = serializers.CharField(max_length=REASON_LENGTH, allow_blank=True)


class CaseChecks(Acts, Cases):
    """The six newest; POST asks again."""

    summary = _("Lo que se encontró de dónde puede salir lo que falta en un caso")
    details = _("Códigos y números, como se guardaron: las seis revisiones más recientes.")
    summary_post = _("Revisar otra vez de dónde puede salir")
    answers = {200: CaseCheckSerializer(many=True)}
    answers_post = {201: CaseCheckSerializer}
    refuses_get: tuple[int, ...] = ()
    serializer_class: Any = NoBody

    def get(self, request: Request, folio: str) -> Response:
        case = self.get_object()
        checks = CaseCheck.objects.filter(case=case).select_related("by").order_by("-at", "-pk")[:6]
        return Response(CaseCheckSerializer(checks, many=True).data)

    def post(self, request: Request, folio: str) -> Response:
        case = self.get_object()
        if not may_work(self.person, case):
            raise NotYoursToCheck
        check = run_checklist(case=case, by=self.person)
        return Response(CaseCheckSerializer(check).data, status=201)


class CaseAttachments(Acts, Cases):
    """For whoever reads what families write; each list and each file read is written down."""

    summary = _("Los archivos de un caso")
    summary_post = _("Agregar un archivo a un caso")
    details_post = _("De una foto se guarda solo la imagen; un PDF con programas o archivos adentro no se guarda.")
    answers = {200: AttachmentSerializer(many=True)}
    answers_post = {201: AttachmentSerializer}
    serializer_class: Any = AttachmentIn
    parser_classes = (MultiPartParser,)

    def get(self, request: Request, folio: str) -> Response:
        case = self.get_object()
        if not may_read_story(self.person, case):
            raise NotYoursToRead
        audit.record_read(by=self.person, what="case.files_read", target=case)
        files = CaseAttachment.objects.filter(case=case).present().defer("content").select_related("added_by")
        return Response(AttachmentSerializer(files, many=True).data)

    def post(self, request: Request, folio: str) -> Response:
        case = self.get_object()
        if not (may_open(self.person, case.unit) or may_work(self.person, case)):
            raise NotYoursToAttach
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = asked.validated_data
        row = attach(case=case, data=told["file"].read(LIMIT + 1), title=told["title"], by=self.person)
        return Response(AttachmentSerializer(row).data, status=201)


class OfAttachment(Acts, Cases):
    """One file of the case that is still there."""

    def file(self) -> CaseAttachment:
        rows = CaseAttachment.objects.filter(case=self.get_object()).present().defer("content")
        return get_object_or_404(rows.select_related("case__unit"), pk=self.kwargs["pk"])


class CaseAttachmentFile(OfAttachment):
    summary = _("Un archivo de un caso, como se guardó")
    answers = {200: OpenApiTypes.BINARY}

    def get(self, request: Request, folio: str, pk: int) -> HttpResponse:
        file = self.file()
        if not may_read_story(self.person, file.case):
            raise NotYoursToRead
        audit.record_read(by=self.person, what="case.file_read", target=file.case, asked={"attachment": pk})
        return served(file, f"{folio}-{pk}")


class CaseAttachmentRemoval(OfAttachment):
    summary = _("Quitar un archivo de un caso, con su motivo")
    serializer_class: Any = RemovalIn
    answers = {200: AttachmentSerializer}

    def post(self, request: Request, folio: str, pk: int) -> Response:
        file = self.file()
        if not (may_work(self.person, file.case) or file.added_by_id == self.person.pk):
            raise NotYoursToAttach
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        row = detach(attachment=file, reason=asked.validated_data["reason"], by=self.person)
        return Response(AttachmentSerializer(row).data)
