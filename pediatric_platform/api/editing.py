"""What every act on a row that two people may edit takes: the edition that was read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

EDITION = _("La edición que leyó: si alguien guardó después, 409 dice quién y qué.")


class EditedIn(serializers.Serializer):
    edition = serializers.IntegerField(min_value=1, help_text=EDITION)


class NothingIn(serializers.Serializer):
    """No body."""
