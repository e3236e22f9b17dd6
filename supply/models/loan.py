from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from supply.models.document import Document
from supply.models.lot import Lot
from supply.models.partner import Partner

if TYPE_CHECKING:
    from delegations.models import Person


class LoanDirection(models.TextChoices):
    GIVEN = "given", _("Prestado por nosotros")
    RECEIVED = "received", _("Prestado a nosotros")


class LoanState(models.TextChoices):
    OPEN = "open", _("Por devolver")
    RETURNED = "returned", _("Devuelto")
    FORGIVEN = "forgiven", _("Saldado sin devolución")
    VOIDED = "voided", _("Anulado")


class LoanQuerySet(models.QuerySet["Loan"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(place__in=Place.objects.visible_to(person))

    def open(self) -> Self:
        return self.filter(state=LoanState.OPEN)


class Loan(models.Model):
    """Pieces lent to another institution, or by it; `document` posted them, each return posts its own.

    Voided: its document was taken back, so that nothing was lent.
    """

    direction = models.CharField(_("sentido"), max_length=10, choices=LoanDirection)
    place = models.ForeignKey(Place, models.PROTECT, related_name="loans", verbose_name=_("lugar"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="loans", verbose_name=_("institución"))
    on = models.DateField(_("fecha"))
    due_on = models.DateField(_("devolver el"))
    state = models.CharField(_("estado"), max_length=10, choices=LoanState, default=LoanState.OPEN)
    agreement = models.CharField(_("oficio o acuerdo"), max_length=120, blank=True)
    note = models.CharField(_("nota"), max_length=240, blank=True)
    reason = models.CharField(_("por qué se saldó"), max_length=240, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, related_name="loan", verbose_name=_("documento"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("registró"), null=True, blank=True
    )
    made_at = models.DateTimeField(_("registrado"), default=timezone.now)
    edition = models.PositiveIntegerField(default=1)

    objects = LoanQuerySet.as_manager()

    class Meta:
        verbose_name = _("préstamo")
        verbose_name_plural = _("préstamos")
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("on")), name="loan_is_due_after_it_is_made"),
            models.CheckConstraint(condition=~Q(state="forgiven") | ~Q(reason=""), name="forgiven_loan_says_why"),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(state="open"), name="loan_open")]

    def __str__(self) -> str:
        return self.folio

    def get_absolute_url(self) -> str:
        return reverse("supply:loan", args=[self.pk])

    @property
    def folio(self) -> str:
        return f"PR-{self.pk:06d}"


class LoanLine(models.Model):
    """Pieces of one lot that were lent; `returned` of the same drug have come or gone back."""

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="lines", verbose_name=_("préstamo"))
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+", verbose_name=_("lote"))
    pieces = models.PositiveIntegerField(_("piezas"))
    returned = models.PositiveIntegerField(_("devueltas"), default=0)

    class Meta:
        verbose_name = _("renglón de préstamo")
        verbose_name_plural = _("renglones de préstamo")
        ordering = ["loan", "id"]
        constraints = [
            models.UniqueConstraint(fields=["loan", "lot"], name="one_loan_line_per_lot"),
            models.CheckConstraint(
                condition=Q(pieces__gt=0, returned__lte=F("pieces")), name="no_more_is_returned_than_was_lent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot_id} × {self.pieces}"


class LoanReturn(models.Model):
    """Pieces that came or went back for one line, by one posting; of another lot of the same drug if need be."""

    line = models.ForeignKey(LoanLine, models.PROTECT, related_name="returns", verbose_name=_("renglón"))
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("documento"))
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="+", verbose_name=_("lote"))
    pieces = models.PositiveIntegerField(_("piezas"))
    on = models.DateField(_("fecha"))

    class Meta:
        verbose_name = _("devolución de préstamo")
        verbose_name_plural = _("devoluciones de préstamo")
        ordering = ["on", "id"]
        constraints = [models.CheckConstraint(condition=Q(pieces__gt=0), name="loan_return_has_pieces")]

    def __str__(self) -> str:
        return f"{self.lot_id} × {self.pieces}"
