"""Forms of the fever kit: shape only; what may be in it, and who keeps it, the actions say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pediatric_platform.models import KitItem, KitRole
from supply.models import Drug, DrugClass

QUIET = {"autocomplete": "off"}
WHOLE = {"inputmode": "numeric", **QUIET}
MOST = 100_000


def _whole(label: Any, least: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=MOST, widget=forms.TextInput(attrs=WHOLE), **more)


class ItemForm(forms.Form):
    """One more thing that the kit must hold."""

    role = forms.ChoiceField(label=_("Para qué"), choices=KitRole.choices)
    drug = forms.ModelChoiceField(
        label=_("Antibiótico"),
        queryset=Drug.objects.none(),
        required=False,
        empty_label=_("Ninguno: es material"),
        help_text=_("Sus piezas las cuenta el libro: las utilizables en los lugares del hospital."),
    )
    name = forms.CharField(
        label=_("Cómo le dicen"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
        help_text=_("Obligatorio en material. Un antibiótico sin nombre toma el del catálogo."),
    )
    minimum = _whole(_("Mínimo"), 1, help_text=_("Por debajo de él se avisa al hospital de inmediato."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (DrugClass.FN_ANTIBIOTIC, DrugClass.ANTIBIOTIC, DrugClass.ANTIFUNGAL)
        drugs = Drug.objects.active().filter(drug_class__in=kinds)
        self.fields["drug"].queryset = drugs.order_by("generic_name", "strength", "pk")  # type: ignore[attr-defined]
        self.fields["drug"].label_from_instance = lambda drug: drug.label  # type: ignore[attr-defined]


class ItemChangeForm(forms.Form):
    """Another name or minimum; in use or not."""

    name = forms.CharField(label=_("Cómo le dicen"), max_length=120, widget=forms.TextInput(attrs=QUIET))
    role = forms.ChoiceField(label=_("Para qué"), choices=KitRole.choices)
    minimum = _whole(_("Mínimo"), 1)
    is_active = forms.BooleanField(label=_("Está en uso"), required=False)

    def __init__(self, *args: Any, item: KitItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fits = [(role, label) for role, label in KitRole.choices if (role == KitRole.SUPPLY) == (item.drug_id is None)]
        self.fields["role"].choices = fits  # type: ignore[attr-defined]


class CountForm(forms.Form):
    """How many pieces of each supply there are; what is left empty was not counted."""

    def __init__(self, *args: Any, items: Sequence[KitItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[self.name_of(item)] = _whole(item.name, 0, required=False)

    @staticmethod
    def name_of(item: KitItem) -> str:
        return f"contado-{item.pk}"

    @property
    def counts(self) -> dict[int, int]:
        """Item → pieces."""
        return {
            int(name.removeprefix("contado-")): pieces
            for name, pieces in self.cleaned_data.items()
            if pieces is not None
        }


class DoorForm(forms.Form):
    """Where a child with fever goes in."""

    name = forms.CharField(
        label=_("Puerta"),
        max_length=120,
        widget=forms.TextInput(attrs=QUIET),
        help_text=_("Como la encuentra quien llega de noche: «Urgencias pediátricas, entrada por la calle de atrás»."),
    )
    directions = forms.CharField(
        label=_("Cómo llegar"),
        max_length=240,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, **QUIET}),
        help_text=_("Desde la calle. La familia lo lee en su teléfono."),
    )
    phone = forms.CharField(
        label=_("Teléfono"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", **QUIET}),
        help_text=_("El que contesta a toda hora, con lada."),
    )
    hours = forms.CharField(label=_("Horario"), max_length=80, required=False, widget=forms.TextInput(attrs=QUIET))
    is_open = forms.BooleanField(label=_("Recibe niñas y niños con fiebre"), required=False)
