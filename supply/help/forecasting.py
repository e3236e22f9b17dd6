"""Help on the screens of forecasting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegations.help import FORM_KEYS, LIST_KEYS, HelpPage
from delegations.roles import Permission

ASK = _("Por un pronóstico que no se cree, a la persona responsable de abasto de la delegación.")
RULES_ASK = _("Por una regla del país, a oficina central; por la de una delegación o unidad, a su responsable.")

PAGES: list[HelpPage] = [
    HelpPage(
        "pronostico",
        _("El pronóstico"),
        ("supply:forecast-list",),
        _("Cuántas piezas se espera que pida cada unidad de cada medicamento, y cuánto se ha acertado."),
        parts=[
            (_("Error medido"), _("Lo que faltó y sobró entre lo pedido, con pronósticos de una semana antes.")),
            (_("Sesgo"), _("Con signo más, se esperó de más; con menos, de menos.")),
            (_("Historia"), _("Semanas contadas. Las que no tuvieron existencia no se leen como cero.")),
        ],
        can=[_("Buscar por unidad o medicamento, filtrar por método y descargar la lista.")],
        keys=LIST_KEYS,
        figures=_("De lo surtido y negado en los reportes semanales. Se calcula los lunes y otra vez los martes."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "pronostico-serie",
        _("El pronóstico de un medicamento en una unidad"),
        ("supply:forecast",),
        _("Qué se pidió semana por semana, qué se espera, con qué método y por qué, y el CPM con su fórmula."),
        parts=[
            (_("Con fecha"), _("Piezas de dosis programadas: se cuentan exactas, en su semana.")),
            (_("El resto"), _("Lo que se espera además de las dosis programadas, por estadística.")),
            (_("90 %"), _("Piezas que bastan nueve de cada diez semanas.")),
            (_("CPM sin ajustar"), _("Lo pedido en la ventana, llevado a un mes.")),
            (
                _("CPM ajustado"),
                _(
                    "Lo mismo entre los días con existencia. Si casi no los hubo, sale de las dosis programadas, y sin "
                    "ellas, de la última ventana con existencia."
                ),
            ),
            (_("Pérdida"), _("Lo que cuesta quedarse corto o pasarse; elige el método.")),
        ],
        can=[_("Ver qué se esperaba y qué se pidió."), _("Poner una regla para esta unidad, si le corresponde.")],
        figures=_("De los reportes semanales de la unidad y de sus dosis programadas a la fecha del cálculo."),
        ask=ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "reglas-de-planeacion",
        _("Las reglas de planeación"),
        ("supply:planning-rules",),
        _("Ventanas, tiempos de surtimiento, nivel de servicio y límites con que se planea, y de dónde salen."),
        parts=[
            (_("Dónde vale"), _("La de una unidad va antes que la de su delegación, y esta antes que la del país.")),
            (_("Medicamento"), _("En el mismo lugar, la de un medicamento va antes que la de todos.")),
            (
                _("Ventana del CPM"),
                _(
                    "Cambia solo el CPM que se escribe en la página del pronóstico de esa clave. El de los reportes"
                    " semanales, los tableros y los niveles usa siempre 13 semanas, para que se puedan comparar."
                ),
            ),
        ],
        can=[_("Poner, cambiar o quitar las de sus lugares, si planea el abasto.")],
        keys=LIST_KEYS,
        figures=_("Donde no hay regla vale un valor de trabajo del programa, que no es norma."),
        ask=RULES_ASK,
        needs=Permission.VIEW_STOCK,
    ),
    HelpPage(
        "poner-regla",
        _("Poner o quitar una regla"),
        ("supply:planning-rule-new", "supply:planning-rule", "supply:planning-rule-drop"),
        _("Un valor, dónde vale y en qué se apoya. Queda quién la puso y qué había antes."),
        can=[_("Poner una nueva, cambiar su valor o quitarla: vuelve a valer la más general.")],
        keys=FORM_KEYS,
        figures=_("Cada regla dice entre qué valores puede ir."),
        ask=RULES_ASK,
        needs=Permission.PLAN_SUPPLY,
    ),
]
