"""What weekly sessions agree that no figure measures, and what became of it. Invented; names nobody."""

from __future__ import annotations

from typing import NamedTuple

from meetings.simulation.sketch import SILENT, Step, dropped, in_vain, kept, kept_late, moved, undone

HOSPITAL, HEAD, SUPPLY, CENTRAL, SUPPLIER = "hospital", "head", "supply", "central", "supplier"


class Agreed(NamedTuple):
    """`{place}` is the hospital or the delegation of its turn. `family` empty: it does not concern the families."""

    whose: str
    text: str
    family: str
    days: int
    steps: tuple[Step, ...] = SILENT


AGREED: tuple[Agreed, ...] = (
    Agreed(
        HOSPITAL,
        "Apartar una silla de ruedas y una camilla para quimioterapia en {place}.",
        "El hospital va a tener una silla de ruedas y una camilla solo para quimioterapia.",
        10,
        undone(
            "Se apartaron dos sillas.",
            "Las familias contaron que el lunes no estaban.",
            "Quedaron con candado y bitácora; enfermería las entrega.",
        ),
    ),
    Agreed(
        SUPPLY,
        "Abrir la farmacia de {place} los sábados para entregar citostáticos orales.",
        "La farmacia va a abrir los sábados. Ahí le entregan las medicinas que se toman en casa.",
        21,
        in_vain("Hay personal para dos sábados al mes."),
    ),
    Agreed(
        HEAD,
        "Avisar a las familias de {place} con dos días de anticipación cuando una sesión se mueve por falta de algo.",
        "Si una sesión se tiene que mover, el hospital le avisa dos días antes. También le dice por qué.",
        14,
        moved("Se avisó en cuatro de seis veces.", "Falta incluir el turno de la tarde."),
    ),
    Agreed(
        SUPPLIER,
        "Mandar los certificados de red fría de los últimos tres envíos.",
        "",
        7,
        dropped("Los tenía ya calidad de la delegación; se anexaron al expediente."),
    ),
    Agreed(
        SUPPLIER,
        "Entregar a oficina central el calendario de entregas de oncológicos del trimestre.",
        "",
        10,
        kept_late("Enviaron un borrador sin fechas.", "Se recibió el calendario completo, con fecha por clave."),
    ),
    Agreed(
        HOSPITAL,
        "Colgar en quimioterapia ambulatoria de {place} el cartel con quién responde por los medicamentos.",
        "En el hospital va a haber un cartel. Dice quién responde por las medicinas y su teléfono.",
        7,
        kept("Se imprimió y falta el vidrio.", "Está en la sala de espera y en la ventanilla de farmacia."),
    ),
    Agreed(
        CENTRAL,
        "Responder por escrito las preguntas que las familias dejaron en la sesión.",
        "Sus preguntas se contestan por escrito. Las respuestas llegan a su correo.",
        7,
        kept("Hay respuesta para nueve de once.", "Se enviaron las once respuestas y se leyeron en la sesión."),
    ),
    Agreed(
        HEAD,
        "Dar a cada familia de {place} el calendario impreso de su ciclo.",
        "En cada ciclo le dan un calendario en papel. Ahí vienen los días y lo que toca.",
        14,
        kept("Se entrega en la primera sesión del ciclo.", "Se entregó a las familias que vinieron en la semana."),
    ),
    Agreed(
        SUPPLY,
        "Revisar cada lunes con farmacia de {place} lo que falta para las sesiones de la semana.",
        "Cada lunes se revisa qué falta para las sesiones de la semana. Así hay tiempo de conseguirlo.",
        7,
        kept("Primera revisión hecha; faltaron dos claves.", "Van dos lunes seguidos, con lista firmada."),
    ),
    Agreed(
        CENTRAL,
        "Publicar el teléfono y el horario de quien atiende cuando el hospital no contesta.",
        "Habrá un teléfono para cuando el hospital no conteste. Está en esta página y en el cartel.",
        5,
        kept_late("El número existe; falta quién cubra la noche.", "Quedó publicado, con guardia de noche."),
    ),
    Agreed(
        HOSPITAL,
        "Poner en {place} un lugar para guardar la comida de quienes acompañan todo el día.",
        "Habrá un lugar para guardar su comida mientras acompaña todo el día.",
        14,
    ),
    Agreed(
        HEAD,
        "Capacitar al turno de noche de urgencias de {place} en fiebre con quimioterapia.",
        "El turno de noche de urgencias va a aprender qué hacer si hay fiebre. Así no se pierde tiempo.",
        21,
        in_vain("Tomaron el curso cinco de doce."),
    ),
    Agreed(
        SUPPLY,
        "Proponer a qué hospital se envía lo que caduca en noventa días.",
        "",
        10,
        kept("Lista por lote enviada a las delegaciones vecinas.", "Se aceptaron tres traspasos."),
    ),
    Agreed(
        CENTRAL,
        "Leer en la sesión, por folio, lo que se hizo en cada caso que llegó hasta aquí.",
        "En cada sesión se dice qué se hizo en los casos que llegaron hasta aquí. Se dice el folio, no el nombre.",
        7,
        kept("Se leyeron los de dos delegaciones.", "Se leyeron todos; quedaron en la minuta por folio."),
    ),
    Agreed(
        HOSPITAL,
        "Atender en ventanilla aparte a quienes vienen por citostáticos en {place}.",
        "Habrá una ventanilla aparte para las medicinas de quimioterapia.",
        14,
        moved("Hay espacio; falta la señal.", "La obra termina después de lo previsto."),
    ),
    Agreed(
        SUPPLIER,
        "Nombrar a una sola persona que conteste por los pedidos atrasados.",
        "",
        5,
        in_vain("Contestan de un buzón general."),
    ),
)
NEWEST: tuple[Agreed, ...] = (
    Agreed(
        HOSPITAL,
        "Decir en {place}, antes de cada sesión, si está completo lo que toca ese día.",
        "Antes de cada sesión le dicen si está completo lo que toca ese día.",
        6,
        in_vain("Se avisa a quienes tienen cita por la mañana."),
    ),
    Agreed(CENTRAL, "Enviar a las familias el horario de las próximas cuatro sesiones.",
           "Le llega por correo el horario de las próximas cuatro sesiones.", 9),
    Agreed(SUPPLIER, "Confirmar la fecha de entrega de lo que falta para diciembre.", "", 12),
)  # fmt: skip
