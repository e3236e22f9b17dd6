from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models.dose import Dose
from pediatric_platform.models.mixing_order import MixingOrder
from pediatric_platform.models.regimen_line import DoseUnit, Route

if TYPE_CHECKING:
    from delegations.models import Person


class MixtureState(models.TextChoices):
    REQUESTED = "requested", _("Solicitada")
    VALIDATED = "validated", _("Validada")
    PREPARED = "prepared", _("Preparada")
    DISPATCHED = "dispatched", _("Enviada")
    RECEIVED = "received", _("Recibida")
    ADMINISTERED = "administered", _("Aplicada")
    REJECTED = "rejected", _("Rechazada")
    RETURNED = "returned", _("Devuelta")
    CANCELLED = "cancelled", _("Cancelada")


# What may follow what; the last four are the end.
STEPS: dict[str, tuple[str, ...]] = {
    MixtureState.REQUESTED: (MixtureState.VALIDATED, MixtureState.REJECTED, MixtureState.CANCELLED),
    MixtureState.VALIDATED: (MixtureState.PREPARED, MixtureState.REJECTED, MixtureState.CANCELLED),
    # Back to validated when what was written down did not happen, and the ledger takes it back.
    MixtureState.PREPARED: (MixtureState.DISPATCHED, MixtureState.REJECTED, MixtureState.VALIDATED),
    MixtureState.DISPATCHED: (MixtureState.RECEIVED, MixtureState.RETURNED),
    MixtureState.RECEIVED: (MixtureState.ADMINISTERED, MixtureState.RETURNED),
    MixtureState.ADMINISTERED: (),
    MixtureState.REJECTED: (),
    MixtureState.RETURNED: (),
    MixtureState.CANCELLED: (),
}
OPEN = tuple(state for state, following in STEPS.items() if following)


class MixtureQuerySet(models.QuerySet["Mixture"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(order__in=MixingOrder.objects.visible_to(person))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)


class Mixture(models.Model):
    """One preparation of a dose: a bag or a syringe, from the request to the child. `label` is what its QR carries."""

    order = models.ForeignKey(MixingOrder, models.PROTECT, related_name="mixtures", verbose_name=_("orden"))
    dose = models.ForeignKey(Dose, models.PROTECT, related_name="mixtures", verbose_name=_("dosis"))
    number = models.PositiveSmallIntegerField(_("aplicación"))
    amount = models.DecimalField(_("cantidad"), max_digits=10, decimal_places=3)
    unit = models.CharField(_("unidad"), max_length=4, choices=DoseUnit)
    route = models.CharField(_("vía"), max_length=2, choices=Route)
    diluent = models.CharField(_("diluyente"), max_length=80, blank=True)
    volume_ml = models.PositiveIntegerField(_("volumen, ml"), null=True, blank=True)
    label = models.UUIDField(_("etiqueta"), default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("estado"), max_length=12, choices=MixtureState, default=MixtureState.REQUESTED)
    use_before = models.DateTimeField(_("usar antes de"), null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    objects = MixtureQuerySet.as_manager()

    class Meta:
        verbose_name = _("mezcla")
        verbose_name_plural = _("mezclas")
        ordering = ["order", "dose", "number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "dose", "number"], name="one_mixture_per_dose_and_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="mixture_holds_something"),
            models.CheckConstraint(
                condition=Q(state__in=["requested", "validated", "rejected", "cancelled"])
                | Q(use_before__isnull=False),
                name="prepared_mixture_says_until_when",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="mixture_state")]

    def __str__(self) -> str:
        return f"{self.order} · {self.dose.name}"


class MixtureEventQuerySet(models.QuerySet["MixtureEvent"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(mixture__in=Mixture.objects.visible_to(person))


class MixtureEvent(models.Model):
    """One step of a mixture: from which state to which, who, when, and why where it ended badly. Only ever added."""

    mixture = models.ForeignKey(Mixture, models.PROTECT, related_name="events", verbose_name=_("mezcla"))
    before = models.CharField(_("de"), max_length=12, choices=MixtureState, blank=True)
    after = models.CharField(_("a"), max_length=12, choices=MixtureState)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("quién"), null=True, blank=True
    )
    reason = models.CharField(_("motivo"), max_length=240, blank=True)
    checks = models.JSONField(_("lo que se revisó"), default=dict, blank=True)

    objects = MixtureEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("paso de una mezcla")
        verbose_name_plural = _("pasos de una mezcla")
        ordering = ["mixture", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(after__in=["rejected", "returned", "cancelled"]) | ~Q(reason=""),
                name="mixture_that_ends_badly_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(after="administered"), name="mixture_administered"),
        ]

    def __str__(self) -> str:
        return f"{self.mixture} → {self.get_after_display()}"
