"""Refusals about the review of each delegation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class ReviewRefusal(Refusal):
    """The review said no."""


class NotYoursToReview(NotAllowed):
    """The person's postings do not carry the minutes: 403."""

    def __init__(self) -> None:
        super().__init__(
            _("La revisión la lleva la secretaría de la sesión, de oficina central."),
            remedy=_("Pida el cambio a quien lleva la minuta."),
        )


class NoReviewsHere(ReviewRefusal):
    code = "no_reviews_here"

    def __init__(self) -> None:
        super().__init__(
            _("Esta serie no revisa delegación por delegación."),
            remedy=_("Cámbielo en la serie, en «revisa delegación por delegación»."),
        )


class MeetingIsCancelled(ReviewRefusal):
    code = "meeting_is_cancelled"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(_("La sesión se canceló."), remedy=_("Prepare la revisión en la sesión siguiente."))


class ReviewsAreOver(ReviewRefusal):
    """The meeting is over: its figures and its order stay as they were shown."""

    code = "reviews_are_over"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("La sesión ya terminó: sus cifras y su orden quedan como se mostraron."),
            remedy=_("Si terminó por error, reábrala antes de firmar la minuta."),
        )


class MeetingHasNotBegun(ReviewRefusal):
    code = "meeting_has_not_begun"

    def __init__(self) -> None:
        super().__init__(
            _("La sesión no ha comenzado."), remedy=_("Ábrala; mientras tanto puede recorrer las pantallas.")
        )


class MeetingIsNotRunning(ReviewRefusal):
    code = "meeting_is_not_running"

    def __init__(self) -> None:
        super().__init__(
            _("La sesión no está en curso: no hay pantalla que cambiar."), remedy=_("Abra la sesión, o reábrala.")
        )


class MinutesAreSigned(ReviewRefusal):
    code = "minutes_are_signed"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(_("La minuta de esta sesión ya está firmada."), remedy=_("Corríjala con una adenda."))


class VerdictMissing(ReviewRefusal):
    code = "verdict_missing"

    def __init__(self) -> None:
        super().__init__(
            _("Falta decir cómo está."), field="verdict", remedy=_("Elija: en orden, en vigilancia o grave.")
        )


class CommentTooLong(ReviewRefusal):
    code = "comment_too_long"

    def __init__(self, most: int) -> None:
        super().__init__(
            _("El comentario pasa de %(n)d caracteres.") % {"n": most},
            field="comment",
            remedy=_("Acórtelo; lo que falte cabe en un acuerdo o en la minuta. Lo escrito sigue en la página."),
        )


class BadTime(ReviewRefusal):
    code = "bad_time"

    def __init__(self) -> None:
        super().__init__(
            _("Esos segundos no son de una revisión."), field="seconds", remedy=_("Mande de 1 a 3600 a la vez.")
        )


class UnknownReview(ReviewRefusal):
    code = "unknown_review"

    def __init__(self) -> None:
        super().__init__(
            _("Alguna de esas revisiones no es de esta sesión."),
            field="codes",
            remedy=_("Nombre cada delegación u hospital de la sesión, una sola vez."),
        )
