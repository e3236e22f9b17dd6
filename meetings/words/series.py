"""What events of series and meetings are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "meeting_series.made": _("Creó una serie de sesiones"),
    "meeting_series.changed": _("Cambió una serie de sesiones"),
    "meeting_series.retired": _("Puso fuera de uso una serie de sesiones"),
    "meeting_series.resumed": _("Puso en uso otra vez una serie de sesiones"),
    "meeting_series.member_added": _("Agregó a quien se convoca a una serie"),
    "meeting_series.member_changed": _("Corrigió a quien se convoca a una serie"),
    "meeting_series.member_dropped": _("Quitó a quien se convocaba a una serie"),
    "meetings.planned": _("Programó las sesiones de una serie"),
    "meetings.unplanned": _("Quitó sesiones programadas a las que no se había convocado"),
    "meetings.reminded": _("Recordó las sesiones de mañana"),
    "meeting.called": _("Convocó una sesión"),
    "meeting.called_again": _("Convocó a quienes faltaban de una sesión"),
    "meeting.moved": _("Movió una sesión"),
    "meeting.cancelled": _("Canceló una sesión"),
    "meeting.officers_named": _("Nombró a quien preside y a quien lleva la secretaría"),
    "meeting.opened": _("Abrió una sesión"),
    "meeting.closed": _("Cerró una sesión"),
    "meeting.reopened": _("Reabrió una sesión"),
    "meetings.simulated": _("Simuló sesiones, acuerdos y minutas"),
    "meeting_feed.made": _("Hizo el enlace del calendario de sus sesiones"),
    "meeting_feed.revoked": _("Anuló el enlace del calendario de sus sesiones"),
}
