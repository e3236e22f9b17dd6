"""What is refused about the golden hour. Texts name stamps, hours and folios, never a child."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import NotAllowed, Refusal
from pediatric_platform.models import FeverEpisode, Stamp


class FeverRefusal(Refusal):
    """The golden hour said no."""

    code = "fever_refused"


class NotYoursToStamp(NotAllowed):
    def __init__(self) -> None:
        super().__init__(
            _("Los sellos de la hora dorada los pone oncología, enfermería o farmacia del hospital que atiende."),
            remedy=_("Pídalo a quien esté en urgencias."),
        )


class BadKey(FeverRefusal):
    code = "bad_key"

    def __init__(self) -> None:
        super().__init__(_("Falta la clave de este toque."), field="key", remedy=_("Recargue la página."))


class ChildDied(FeverRefusal):
    code = "child_deceased"

    def __init__(self) -> None:
        super().__init__(
            _("La ficha dice que falleció: no se abre un episodio."),
            field="child",
            remedy=_("Revise el folio. Si la ficha está mal, corrija primero su estado."),
        )


class RunsElsewhere(FeverRefusal):
    """The clock already runs at another hospital; taking the child in there keeps it."""

    code = "runs_elsewhere"

    def __init__(self, episode: FeverEpisode) -> None:
        self.episode = episode
        super().__init__(
            _("Su reloj ya corre en %(hospital)s (%(folio)s).")
            % {"hospital": episode.unit.name, "folio": episode.folio},
            field="receive",
            remedy=_("Si ya está con ustedes, recíbalo aquí: el reloj sigue desde la primera llegada."),
        )


class ImpossibleTemperature(FeverRefusal):
    code = "impossible_temperature"

    def __init__(self) -> None:
        super().__init__(
            _("Esa temperatura no puede ser."),
            field="temperature",
            remedy=_("Escriba grados Celsius, por ejemplo 38.5, o déjela vacía."),
        )


class FutureStamp(FeverRefusal):
    code = "future_stamp"

    def __init__(self) -> None:
        super().__init__(_("Esa hora aún no llega."), field="at", remedy=_("Escriba la hora en que ocurrió."))


class TooLongAgo(FeverRefusal):
    code = "too_long_ago"

    def __init__(self, hours: int) -> None:
        super().__init__(
            ngettext(
                "Este sello se puede poner hasta %(n)d hora después.",
                "Este sello se puede poner hasta %(n)d horas después.",
                hours,
            )
            % {"n": hours},
            field="at",
            remedy=_("Revise la fecha y la hora."),
        )


class NotArrived(FeverRefusal):
    code = "not_arrived"

    def __init__(self, stamp: str) -> None:
        super().__init__(
            _("Todavía no tiene llegada: no se puede sellar «%(stamp)s».") % {"stamp": Stamp(stamp).label},
            field="stamp",
            remedy=_("Selle primero la llegada, con la hora en que entró por la puerta."),
        )


class OutOfOrder(FeverRefusal):
    code = "out_of_order"

    def __init__(self, before: str, after: str, *, stamp: str, other_at: datetime, zone: ZoneInfo) -> None:
        other = after if stamp == before else before
        super().__init__(
            _("«%(before)s» no puede ser después de «%(after)s»: «%(other)s» dice %(at)s.")
            % {
                "before": Stamp(before).label,
                "after": Stamp(after).label,
                "other": Stamp(other).label,
                "at": date_format(other_at.astimezone(zone), "d/m/Y H:i"),
            },
            field="at",
            remedy=_("Escriba la hora en que ocurrió, o corrija la otra."),
        )


class AlreadyStamped(FeverRefusal):
    code = "already_stamped"

    def __init__(self, stamp: str, *, at: datetime, who: str, zone: ZoneInfo) -> None:
        told = _("«%(stamp)s» ya está sellado a las %(at)s.") % {
            "stamp": Stamp(stamp).label,
            "at": date_format(at.astimezone(zone), "H:i"),
        }
        by = _("Lo anotó %(who)s.") % {"who": who} if who else ""
        super().__init__(
            f"{told} {by}".strip(),
            field="stamp",
            remedy=_("Si la hora está mal, corríjala y escriba por qué."),
        )


class NotStamped(FeverRefusal):
    code = "not_stamped"

    def __init__(self) -> None:
        super().__init__(_("Ese sello no está puesto."), field="stamp", remedy=_("Recargue la página."))


class WhyCorrected(FeverRefusal):
    code = "reason_needed"

    def __init__(self) -> None:
        super().__init__(
            _("Falta el motivo de la corrección."), field="reason", remedy=_("Escriba por qué la hora anterior no era.")
        )


class TooLateToCorrect(FeverRefusal):
    code = "too_late_to_correct"

    def __init__(self, hours: int) -> None:
        super().__init__(
            _("Los sellos se corrigen hasta %(n)d horas después del antibiótico.") % {"n": hours},
            remedy=_("Ya está en las cifras: anote la aclaración en el expediente."),
        )


class StampLeansOn(FeverRefusal):
    code = "stamp_leans_on"

    def __init__(self, stamp: str) -> None:
        super().__init__(
            _("No se puede quitar la llegada: «%(stamp)s» ya está sellado.") % {"stamp": Stamp(stamp).label},
            field="stamp",
            remedy=_("Quite primero ese sello, o corrija la hora de la llegada."),
        )


class EpisodeEnded(FeverRefusal):
    code = "episode_ended"

    def __init__(self) -> None:
        super().__init__(
            _("Este episodio ya se cerró."),
            remedy=_("Si la niña o el niño sigue con fiebre, abra otro episodio."),
        )


class AnotherRuns(FeverRefusal):
    code = "another_runs"

    def __init__(self) -> None:
        super().__init__(
            _("Tiene otro episodio en curso: este no puede volver a correr."),
            field="stamp",
            remedy=_("Cierre el otro si se abrió por error."),
        )


class NotLate(FeverRefusal):
    code = "not_late"

    def __init__(self) -> None:
        super().__init__(
            _("No ha pasado del límite: no hay nada que explicar."), field="reason", remedy=_("Recargue la página.")
        )


class WhyLate(FeverRefusal):
    code = "late_reason_needed"

    def __init__(self, field: str = "reason") -> None:
        super().__init__(
            _("Falta decir por qué tardó."), field=field, remedy=_("Elija el motivo; si es otro, escríbalo.")
        )


class WhyClosed(FeverRefusal):
    code = "closing_reason_needed"

    def __init__(self, field: str = "reason") -> None:
        super().__init__(
            _("Falta decir por qué se cierra sin antibiótico."),
            field=field,
            remedy=_("Elija el motivo; si lo decidió el médico, escriba quién y por qué."),
        )


class ArrivedAlready(FeverRefusal):
    code = "arrived_already"

    def __init__(self) -> None:
        super().__init__(
            _("Ya tiene llegada: no puede cerrarse como que no llegó."),
            field="reason",
            remedy=_("Elija otro motivo, o quite la llegada si se selló por error."),
        )


class NothingToNote(FeverRefusal):
    code = "nothing_to_note"

    def __init__(self) -> None:
        super().__init__(
            _("Falta la temperatura o los neutrófilos."), field="temperature", remedy=_("Escriba al menos uno.")
        )


class NotAFever(FeverRefusal):
    code = "not_a_fever"

    def __init__(self) -> None:
        super().__init__(_("Ese aviso no es de fiebre."), field="report", remedy=_("Atiéndalo como problema."))


class NotAnAntibiotic(FeverRefusal):
    code = "not_an_antibiotic"

    def __init__(self) -> None:
        super().__init__(
            _("El antibiótico se anota junto con su hora."), field="antibiotic", remedy=_("Selle «Primer antibiótico».")
        )


class ImpossibleNeutrophils(FeverRefusal):
    code = "impossible_neutrophils"

    def __init__(self, most: int) -> None:
        super().__init__(
            _("Esos neutrófilos no pueden ser."),
            field="neutrophils",
            remedy=_("Escriba células por microlitro, de 0 a %(most)d.") % {"most": most},
        )
