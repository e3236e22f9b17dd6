"""What is said of a place in the review: of whatever weighs most in its figures, in plain words. Pure."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from delegations.charts.numbers import percent_text
from meetings.figures.severity import parts_of
from meetings.figures.shape import PlaceFigures
from meetings.models import Verdict
from supply.models.weekly_line import LineKind

Figures = PlaceFigures
# From how many points of severity on somebody must answer this week, and up to how many nothing is asked.
GRAVE, GOOD = 140, 45
# So many of a list are grave at most: where everything is grave nothing is.
GRAVE_SHARE = 5


def verdict_of(severity: int, rank: int, count: int, *, is_known: bool = True) -> Verdict:
    """The worst fifth is grave if it is bad enough; what weighs little is in order; the rest is watched, and so is
    whatever nobody has figures of.
    """
    if not is_known:
        return Verdict.WATCH
    if severity >= GRAVE and rank * GRAVE_SHARE < count:
        return Verdict.GRAVE
    return Verdict.GOOD if severity < GOOD else Verdict.WATCH


def remark(figures: Figures, verdict: str, rng: Random) -> str:
    """One or two sentences; nothing where nothing had to be said."""
    if verdict == Verdict.GOOD:
        return rng.choice(_GOOD).format(level=_level(figures))
    if figures["abasto"][LineKind.WHOLE]["level"] is None:
        return "No hay cifras de la semana con qué decidir."
    weighed = sorted((part for part in parts_of(figures) if part.points), key=lambda part: -part.points)
    told = [line for part in weighed if (line := _line(part.name, figures, rng))]
    lines = list(dict.fromkeys(told))[: 2 if verdict == Verdict.GRAVE else 1]
    if verdict == Verdict.GRAVE:
        lines.append(rng.choice(_GRAVE))
    return " ".join(lines) or "Se deja en observación una semana más."


_GOOD = (
    "",
    "",
    "En orden.",
    "Sin pendientes esta semana.",
    "Abasto en {level}. Sin observaciones.",
    "Se sostiene en {level}. Se le pide contar en la próxima sesión cómo lo hizo.",
)
_GRAVE = (
    "Se revisa otra vez en ocho días.",
    "Oficina central llama mañana a las nueve.",
    "La representación responde por escrito antes del viernes.",
    "Se anota acuerdo con fecha.",
)


def _line(name: str, figures: Figures, rng: Random) -> str:
    make = _LINES.get(name)
    return make(figures, rng) if make else ""


def _level(figures: Figures) -> str:
    level = figures["abasto"][LineKind.WHOLE]["level"]
    return "sin cifra" if level is None else percent_text(level)


def _count(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _abasto(figures: Figures, rng: Random) -> str:
    whole = figures["abasto"][LineKind.WHOLE]
    worst = figures["worst"]
    said = [
        f"Abasto en {_level(figures)}; {_count(whole['out'], 'clave en cero', 'claves en cero')} en sus unidades.",
        f"Queda por debajo de lo que se pide: {_level(figures)}.",
    ]
    if worst and figures["kind"] == "unit":
        drug = worst[0]["drug"]
        said += [f"Abasto en {_level(figures)}. Lo que más pesa es {drug}.", f"Pide traspaso de {drug}."]
    elif worst:
        pair = worst[0]
        said += [
            f"Abasto en {_level(figures)}. Lo que más pesa es {pair['drug']} en {pair['unit']}.",
            f"Pide apoyo de otra delegación para {pair['drug']}: {pair['unit']} no tiene para la semana.",
        ]
    return rng.choice(said)


def _fallen(figures: Figures, _rng: Random) -> str:
    change = figures["abasto"][LineKind.WHOLE]["change"]
    return f"Bajó {-change:.1f} puntos contra la semana anterior." if change else ""


def _uncovered(figures: Figures, rng: Random) -> str:
    n = figures["uncovered"]["within_7"]["uncovered"]
    if not n:
        n = figures["uncovered"]["within_28"]["uncovered"]
        return f"En las próximas cuatro semanas faltaría algo para {_count(n, 'sesión', 'sesiones')} de quimioterapia."
    who = _count(n, "niña o niño", "niñas y niños")
    return rng.choice(
        (
            f"Hay {who} con sesión en siete días a quienes les falta algo: se ven por folio al terminar.",
            f"A {who} les falta algo para su próxima sesión. Farmacia y oncología revisan hoy qué se puede mover.",
        )
    )


def _cases(figures: Figures, rng: Random) -> str:
    cases = figures["cases"]
    if cases["overdue"]:
        late = _count(cases["overdue"], "caso fuera de plazo", "casos fuera de plazo")
        return rng.choice((f"Tiene {late}; se pide llamar hoy a las familias.", f"Hay {late} sin respuesta clara."))
    return f"Sigue {_count(cases['standing'], 'caso abierto', 'casos abiertos')}; se leyeron por folio."


def _unmet(figures: Figures, _rng: Random) -> str:
    n = figures["unmet"]["counted"]
    return f"Hubo {_count(n, 'necesidad', 'necesidades')} sin cubrir en la semana; revisar si fue captura o falta."


def _unreported(figures: Figures, rng: Random) -> str:
    told = figures["reporting"]
    return rng.choice(
        (
            f"Firmaron {told['signed']} de {told['expected']} unidades: la cifra puede cambiar.",
            f"Faltó la firma de {_count(told['expected'] - told['signed'], 'unidad', 'unidades')}; cierran el lunes.",
        )
    )


def _transfers(figures: Figures, _rng: Random) -> str:
    n = figures["transfers"]["late"]
    return f"Hay {_count(n, 'traspaso', 'traspasos')} en camino fuera de fecha; confirmar con quien lo envió."


def _broken(figures: Figures, _rng: Random) -> str:
    n = figures["agreements"]["broken"]
    return (
        f"Tiene {_count(n, 'acuerdo incumplido', 'acuerdos incumplidos')}: no se mueve otra fecha sin plan por escrito."
    )


def _gaps(figures: Figures, rng: Random) -> str:
    n = figures["gaps"]["no_titular"]
    posts = _count(n, "puesto de abasto sin titular", "puestos de abasto sin titular")
    return rng.choice((f"Tiene {posts}.", f"Con {posts}; la representación propone nombres esta semana."))


_LINES: dict[str, Callable[[Figures, Random], str]] = {
    "uncovered_7": _uncovered,
    "uncovered_14": _uncovered,
    "uncovered_28": _uncovered,
    "vital_cases": _cases,
    "overdue_cases": _cases,
    "escalated_cases": _cases,
    "abasto_below": _abasto,
    "abasto_fallen": _fallen,
    "unmet": _unmet,
    "unreported": _unreported,
    "late_transfers": _transfers,
    "broken_agreements": _broken,
    "no_titular": _gaps,
}
