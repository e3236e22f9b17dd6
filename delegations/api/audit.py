"""The audit trail for machines: what its page shows, newest first, page by page without counting."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request

from delegations import audit_words
from delegations.api.views import SeenList
from delegations.filters_audit import EventFilter
from delegations.models import AuditEvent
from delegations.roles import Permission
from delegations.scoping import scope_of
from delegations.selectors.audit import NEWEST_FIRST


class AuditEventSerializer(serializers.ModelSerializer):
    sentence = serializers.SerializerMethodField()

    class Meta:
        model = AuditEvent
        fields: ClassVar[list[str]] = [
            "id", "at", "kind", "type", "sentence", "by", "by_id", "target_model", "target_id", "target_label",
            "delegation_id", "unit_id", "transaction", "before", "after",
        ]  # fmt: skip

    def get_sentence(self, event: AuditEvent) -> str:
        return audit_words.sentence_of(event)


class NewestFirst(CursorPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
    ordering = NEWEST_FIRST


class EventList(SeenList):
    """Events of the last seven days, or of the days and the object asked for."""

    model = AuditEvent
    permission = Permission.VIEW_AUDIT
    summary = gettext_lazy("Auditoría")
    serializer_class = AuditEventSerializer
    filterset_class = EventFilter
    pagination_class = NewestFirst

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not scope_of(self.person).allows_everywhere(self.permission):
            raise PermissionDenied

    def rows(self) -> QuerySet[AuditEvent]:
        return super().rows().order_by(*NEWEST_FIRST)
