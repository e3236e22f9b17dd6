"""Forms of the roll-out: shapes only; the actions say what may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.models import Person, Unit
from pediatric_platform.forms.plans import day_field
from pediatric_platform.models import BlockedBy


class PersonChoice(forms.ModelChoiceField):
    """One of a list of people, by name."""

    def __init__(self, label: Any, people: Iterable[Person] = (), **kwargs: Any) -> None:
        ids = [person.pk for person in people]
        kwargs.setdefault("empty_label", _("Elija a alguien"))
        super().__init__(label=label, queryset=Person.objects.filter(pk__in=ids).order_by("full_name", "pk"), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class UnitsByDelegation(forms.ModelChoiceField):
    """A hospital, under its delegation."""

    def label_from_instance(self, obj: Any) -> str:
        mark = "" if obj.provides_chemotherapy else f" ({_('no consta que dé quimioterapia')})"
        return f"{obj.delegation.name} · {obj.name}{mark}"


class WithEdition(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SiteForm(forms.Form):
    """Which hospital; with an owner and a last day its milestones are planned at once."""

    unit = UnitsByDelegation(label=_("Hospital"), queryset=Unit.objects.none(), empty_label=_("Elija un hospital"))
    finish_on = day_field(
        _("Verificado a más tardar el"),
        required=False,
        help_text=_(
            "Con fecha y responsable, los seis hitos se reparten de hoy a ese día; después se cambian uno a uno."
        ),
    )

    def __init__(self, *args: Any, units: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["owner"] = PersonChoice(_("Responsable de los hitos"), people, required=False)


class PlanRestForm(forms.Form):
    """Owner and last day of the milestones that have none."""

    finish_on = day_field(_("Verificado a más tardar el"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = PersonChoice(_("Responsable"), people)


class ExpectedForm(forms.Form):
    expected = forms.IntegerField(
        label=_("Niñas y niños en tratamiento, según el hospital"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("En blanco si no se sabe: no se inventa."),
    )
    source = forms.CharField(
        label=_("De dónde sale esa cifra"),
        max_length=160,
        required=False,
        help_text=_("Por ejemplo: censo del servicio, noviembre de 2026."),
    )
    note = forms.CharField(label=_("Nota"), max_length=240, required=False, widget=forms.Textarea({"rows": 2}))


class MilestoneForm(WithEdition):
    """Whose it is and by when."""

    due_on = day_field(_("Para el"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = PersonChoice(_("Responsable"), people)
        self.order_fields(["owner", "due_on"])


class BlockForm(WithEdition):
    why = forms.ChoiceField(label=_("Qué lo detiene"), choices=[("", _("Elija la causa")), *BlockedBy.choices])
    since = day_field(_("Desde el"))
    note = forms.CharField(
        label=_("En qué consiste"),
        max_length=240,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Qué hace falta y quién puede darlo. Sin datos de pacientes."),
    )


class ReachForm(WithEdition):
    on = day_field(_("Se logró el"))


class ReasonForm(WithEdition):
    reason = forms.CharField(label=_("Motivo"), max_length=240, widget=forms.Textarea({"rows": 3}))
