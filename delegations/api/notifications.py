"""/api/v1/notifications/: one's own notices."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.actions.inbox import read
from delegations.api.views import SeenList
from delegations.filtering import YesNoFilter
from delegations.models import Notification
from delegations.notify.inbox import inbox_line
from delegations.notify.wording import absolute
from delegations.selectors.notices import inbox_of, label_of


class NotificationSerializer(serializers.ModelSerializer):
    """A notice in one line, in the language of the request."""

    kind_label = serializers.SerializerMethodField(help_text=_("Cómo se llama el asunto."))
    text = serializers.SerializerMethodField(help_text=_("El aviso en una línea."))
    url = serializers.SerializerMethodField(help_text=_("La página de que trata, si hay una."))

    class Meta:
        model = Notification
        fields = ("id", "kind", "kind_label", "text", "url", "created_at", "read_at")

    def get_kind_label(self, row: Notification) -> str:
        return label_of(row.kind)

    def get_text(self, row: Notification) -> str:
        return inbox_line(row)

    def get_url(self, row: Notification) -> str:
        return absolute(row.path)


class ReadRequest(serializers.Serializer):
    """Which notices were read; without `ids`, all of them."""

    ids = serializers.ListField(child=serializers.IntegerField(min_value=1), required=False, max_length=500)


class ReadAnswer(serializers.Serializer):
    read = serializers.IntegerField(help_text=_("Cuántos estaban sin leer."))


class NotificationFilter(django_filters.FilterSet):
    sin_leer = YesNoFilter(field_name="read_at", lookup_expr="isnull", label=_("Sin leer"))
    asunto = django_filters.CharFilter(field_name="kind", label=_("Asunto"))

    class Meta:
        model = Notification
        fields: ClassVar[list[str]] = ["sin_leer", "asunto"]


class NotificationList(SeenList):
    model = Notification
    serializer_class = NotificationSerializer
    filterset_class = NotificationFilter
    summary_get = _("Avisos propios")
    summary_post = _("Marcar avisos propios como leídos")
    answers_post = {200: ReadAnswer}

    def rows(self) -> QuerySet[Notification]:
        return inbox_of(self.person, unread=False)

    def get_serializer_class(self) -> Any:
        return ReadRequest if self.request.method == "POST" else NotificationSerializer

    def post(self, request: Request) -> Response:
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(ReadAnswer({"read": read(notices=asked.validated_data.get("ids"), by=self.person)}).data)
