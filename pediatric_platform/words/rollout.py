"""What events about the roll-out of the electronic record are called on the screen (see delegations/audit_words.py)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "rollout.site_opened": _("Agregó un hospital al despliegue del expediente"),
    "rollout.children_expected": _("Anotó cuántas niñas y niños atiende un hospital"),
    "rollout.milestone_planned": _("Planeó un hito del expediente"),
    "rollout.milestone_replanned": _("Cambió responsable o fecha de un hito"),
    "rollout.milestone_blocked": _("Anotó qué detiene un hito"),
    "rollout.milestone_unblocked": _("Quitó lo que detenía un hito"),
    "rollout.milestone_reached": _("Dio por logrado un hito"),
    "rollout.milestone_measured": _("El registro decidió un hito"),
    "rollout.milestone_reopened": _("Reabrió un hito"),
    "rollout.staff_listed": _("Agregó personal por capacitar"),
    "rollout.trainee_changed": _("Corrigió a una persona por capacitar"),
    "rollout.trainee_left": _("Anotó que alguien dejó el hospital"),
    "rollout.training_planned": _("Programó una capacitación"),
    "rollout.training_changed": _("Cambió una capacitación"),
    "rollout.training_cancelled": _("Canceló una capacitación"),
    "rollout.training_enrolled": _("Agregó personas a la lista de una capacitación"),
    "rollout.training_dropped": _("Quitó a alguien de la lista de una capacitación"),
    "rollout.training_marked": _("Anotó asistencia y calificaciones"),
    "rollout.training_closed": _("Cerró la lista de una capacitación"),
    "rollout.training_reopened": _("Reabrió la lista de una capacitación"),
    "rollout.certificates_printed": _("Descargó constancias de capacitación"),
    "rollout.visit_planned": _("Programó una visita de verificación"),
    "rollout.visit_changed": _("Cambió una visita de verificación"),
    "rollout.visit_cancelled": _("Canceló una visita de verificación"),
    "rollout.visit_answered": _("Llenó una visita de verificación"),
    "rollout.visit_signed": _("Firmó una visita de verificación"),
    "rollout.finding_noted": _("Anotó un hallazgo de visita"),
    "rollout.finding_reassigned": _("Cambió responsable o fecha de un hallazgo"),
    "rollout.finding_resolved": _("Dio por resuelto un hallazgo"),
    "rollout.finding_removed": _("Quitó un hallazgo antes de la firma"),
    "rollout.visit_items_loaded": _("Cargó las preguntas de las visitas"),
    "rollout.handed_over": _("Pasó los hitos y hallazgos de un puesto a quien lo recibe"),
    "rollout.simulated": _("Simuló el despliegue del expediente"),
}
