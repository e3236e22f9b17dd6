from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delegations.naming import search_terms, search_text
from supply.claves import DRUG_DIGITS, digits_of, digits_sought

if TYPE_CHECKING:
    from delegations.models import Person


class DrugClass(models.TextChoices):
    CYTOTOXIC = "cytotoxic", _("Citotóxico")
    TARGETED = "targeted", _("Terapia dirigida")
    MAB = "mab", _("Anticuerpo monoclonal")
    HORMONAL = "hormonal", _("Hormonal")
    IMMUNO = "immuno", _("Inmunoterapia")
    RADIO = "radio", _("Radiofármaco")
    FN_ANTIBIOTIC = "support_fn_antibiotic", _("Soporte: antibiótico en neutropenia febril")
    ANTIBIOTIC = "support_antibiotic", _("Soporte: antibiótico")
    ANTIFUNGAL = "support_antifungal", _("Soporte: antifúngico")
    ANTIVIRAL = "support_antiviral", _("Soporte: antiviral")
    PJP = "support_pjp", _("Soporte: profilaxis de Pneumocystis")
    ANTIEMETIC = "support_antiemetic", _("Soporte: antiemético")
    STEROID = "support_steroid", _("Soporte: esteroide")
    HEMATOLOGY = "support_hematology", _("Soporte: hematología")
    GCSF = "support_gcsf", _("Soporte: factor estimulante")
    ANALGESIA = "support_analgesia", _("Soporte: analgesia")
    RESCUE = "support_rescue", _("Soporte: rescate")
    HYDRATION = "support_hydration", _("Soporte: hidratación")
    BONE = "support_bone", _("Soporte: hueso")
    TLS = "support_tls", _("Soporte: lisis tumoral")
    CYTOPROTECT = "support_cytoprotect", _("Soporte: citoprotección")
    IVIG = "support_ivig", _("Soporte: inmunoglobulina")
    OTHER = "other", _("Otro")


class Ven(models.TextChoices):
    VITAL = "V", _("Vital")
    ESSENTIAL = "E", _("Esencial")
    NON_ESSENTIAL = "N", _("No esencial")


class DrugQuerySet(models.QuerySet["Drug"]):
    def visible_to(self, person: Person) -> Self:
        """The catalogue is public to whoever signs in."""
        return self if getattr(person, "is_authenticated", False) else self.none()

    def search(self, query: str) -> Self:
        """Drugs by name in either language, ATC, form or clave (with or without dots, of any pack)."""
        if digits := digits_sought(query):
            return self.filter(search_text__contains=digits[:DRUG_DIGITS])
        found = self
        for term in search_terms(query):
            found = found.filter(search_text__contains=term)
        return found

    def active(self) -> Self:
        return self.filter(retired_on__isnull=True)

    def in_compendio(self) -> Self:
        return self.filter(code__isnull=False)


class Drug(models.Model):
    """What the ledger counts: one ingredient, form and strength (the clave's first ten digits).

    `code` is None for a drug that regimens name and the Compendio lacks: it is shown as such, never hidden.
    """

    code = models.CharField(_("código"), max_length=12, unique=True, null=True, blank=True)
    generic_name = models.CharField(_("nombre genérico"), max_length=200)
    inn = models.CharField(_("denominación común internacional"), max_length=160, blank=True)
    atc = models.CharField("ATC", max_length=10, blank=True)
    form = models.CharField(_("forma farmacéutica"), max_length=120, blank=True)
    strength = models.CharField(_("concentración"), max_length=40, blank=True)
    strength_unit = models.CharField(_("unidad"), max_length=20, blank=True)
    strength_basis = models.CharField(_("la concentración es"), max_length=20, blank=True)
    drug_class = models.CharField(_("clase"), max_length=24, choices=DrugClass)
    is_oncologic = models.BooleanField(_("oncológico en el Compendio"), default=False)
    ven = models.CharField("VEN", max_length=1, choices=Ven, blank=True)
    who_children = models.CharField(_("lista infantil de la OMS"), max_length=20, blank=True)
    who_children_basis = models.CharField(_("certeza de la lista de la OMS"), max_length=120, blank=True)
    aware = models.CharField("AWaRe", max_length=20, blank=True)
    cold_chain = models.BooleanField(_("red fría"), null=True, blank=True)
    light_sensitive = models.BooleanField(_("fotosensible"), null=True, blank=True)
    vesicant = models.BooleanField(_("vesicante"), null=True, blank=True)
    never_intrathecal = models.BooleanField(_("nunca intratecal"), null=True, blank=True)
    vial_sharing = models.BooleanField(_("permite compartir frasco"), null=True, blank=True)
    hours_stable_after_opening = models.PositiveSmallIntegerField(
        _("horas de estabilidad abierto"), null=True, blank=True
    )
    note = models.TextField(_("nota"), blank=True)
    search_text = models.TextField(editable=False, blank=True)
    retired_on = models.DateField(_("retirado el"), null=True, blank=True)

    objects = DrugQuerySet.as_manager()

    class Meta:
        verbose_name = _("medicamento")
        verbose_name_plural = _("medicamentos")
        ordering = ["generic_name", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__isnull=True) | Q(code__regex=r"^\d{3}\.\d{3}\.\d{4}$"), name="drug_code_is_ten_digits"
            ),
            models.UniqueConstraint(
                fields=["generic_name"], condition=Q(code__isnull=True), name="one_drug_per_name_outside_the_compendio"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what a search looks through in step; other names that a list gave the drug stay in it."""
        self.search_text = self.searchable(self.search_text)
        super().save(*args, **kwargs)

    def searchable(self, *more: str) -> str:
        """Every name by which somebody may ask for the drug, and `more` of them (a list's own, colloquial ones)."""
        code = self.code or ""
        return search_text(
            self.generic_name,
            self.inn,
            self.atc,
            self.form,
            f"{self.strength} {self.strength_unit}",
            code,
            digits_of(code),
            *more,
        )

    @property
    def label(self) -> str:
        """Name, strength and form as a person says them: «Vincristina 1 mg solución inyectable»."""
        return label_of(self.generic_name, self.strength, self.strength_unit, self.form)


def label_of(generic_name: str, strength: str, strength_unit: str, form: str) -> str:
    """A drug's label from its columns, for lists that read no rows of it."""
    return " ".join(part for part in (generic_name, f"{strength} {strength_unit}".strip(), form.lower()) if part)
