"""/api/v1/family/agreements/: what was agreed with families, as their page tells it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen
from meetings.models import Agreement
from meetings.reach import is_relative
from meetings.selectors.families import family_meetings


class FamilyAgreementSerializer(serializers.Serializer):
    folio = serializers.CharField(source="agreement.folio")
    text = serializers.CharField(source="agreement.family_text")
    who = serializers.CharField(help_text=gettext_lazy("El puesto que responde, no la persona."))
    due_on = serializers.DateField(source="agreement.due_on")
    state = serializers.CharField(source="tone.code", help_text=gettext_lazy("complete, coming, missing, off."))
    sentence = serializers.CharField(help_text=gettext_lazy("Lo mismo que dice la página."))


class FamilyNextMeetingSerializer(serializers.Serializer):
    starts_at = serializers.DateTimeField()
    place = serializers.CharField()
    video_link = serializers.CharField()


class FamilyMeetingsSerializer(serializers.Serializer):
    next = FamilyNextMeetingSerializer(source="coming", allow_null=True)
    due = serializers.IntegerField(
        source="share.due", help_text=gettext_lazy("Acuerdos cuya primera fecha ya pasó, sin los que ya no van.")
    )
    on_time = serializers.IntegerField(source="share.on_time", help_text=gettext_lazy("De ellos, cumplidos a tiempo."))
    agreements = FamilyAgreementSerializer(many=True)


class FamilyMeetings(Seen):
    """For relatives."""

    tag = "family"
    summary = gettext_lazy("La próxima sesión con las familias y qué se acordó")
    model = Agreement
    serializer_class: Any = FamilyMeetingsSerializer
    permission = "family"  # said in the schema: others are refused

    @extend_schema(responses=FamilyMeetingsSerializer)
    def get(self, request: Request) -> Response:
        if not is_relative(self.person):
            raise PermissionDenied(_("Esto es de las familias."))
        page = family_meetings(self.person, now=timezone.now(), today=timezone.localdate())
        return Response(FamilyMeetingsSerializer(page).data)
