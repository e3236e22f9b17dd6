"""Pages that keep a hospital's kit and its door. Who may, the actions say; everybody of the scope reads."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.models import Unit
from delegations.views.acting import ActForm, Asking
from pediatric_platform.actions.fever_kit import add_item, change_item, count_items, may_stock, set_door
from pediatric_platform.errors.fever_kit import NotYoursToStock
from pediatric_platform.forms.fever_kit import CountForm, DoorForm, ItemChangeForm, ItemForm
from pediatric_platform.models import FeverDoor, KitItem, KitRole
from pediatric_platform.selectors.fever_kit import alerts_of, kit_of
from pediatric_platform.selectors.fever_rules import rule_values
from pediatric_platform.views.fever_kit.crumbs import kits_crumb


class OfHospital(Asking, ActForm):
    """A form about one hospital of the person's own; `act` does it and says what was done."""

    template_name = "pediatric_platform/fever_kit_form.html"
    unit: Unit
    reads_only = False  # whether whoever may not write sees the page all the same

    def allow(self) -> None:
        rows = Unit.objects.visible_to(self.person).select_related("delegation")
        self.unit = get_object_or_404(rows, clues=self.kwargs["clues"])
        self.may_stock = may_stock(self.person, self.unit)
        if not self.may_stock and (self.request.method == "POST" or not self.reads_only):
            raise NotYoursToStock
        self.load(self.kwargs)

    def load(self, kwargs: dict[str, Any]) -> None:
        """What else the address names."""

    def here(self) -> str:
        return reverse("pediatric:fever-kit", args=[self.unit.clues])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [*kits_crumb(self.person), (self.unit.name, self.here())]
        if self.title:
            crumbs.append((self.title, ""))
        return super().get_context_data(
            unit=self.unit,
            may_stock=self.may_stock,
            crumbs=crumbs,
            **kwargs,
        )


class FeverKit(OfHospital):
    """The kit: what it must hold, what there is, what is short since when. Supplies are counted here."""

    template_name = "pediatric_platform/fever_kit.html"
    form_class = CountForm
    reads_only = True

    def load(self, kwargs: dict[str, Any]) -> None:
        self.kit = kit_of([self.unit.pk])[self.unit.pk]
        self.supplies = [line.item for line in self.kit.lines if line.item.role == KitRole.SUPPLY]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"items": self.supplies}

    def act(self, form: CountForm) -> str:
        rows = count_items(unit=self.unit, counts=form.counts, by=self.person)
        return ngettext("Se contó %(n)d material.", "Se contaron %(n)d materiales.", len(rows)) % {"n": len(rows)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        lines = [
            (line, form[CountForm.name_of(line.item)] if line.item in self.supplies else None)
            for line in self.kit.lines
        ]
        retired = KitItem.objects.filter(unit=self.unit, is_active=False).order_by("position", "pk")
        return {
            **context,
            "kit": self.kit,
            "lines": lines,
            "retired": retired if self.may_stock else [],
            "alerts": alerts_of(self.unit),
            "door": FeverDoor.objects.filter(unit=self.unit).first(),
            "count_days": int(rule_values()["kit_count_days"]),
            "crumbs": [*kits_crumb(self.person), (self.unit.name, "")],
        }


class KitItemAdd(OfHospital):
    """Something more that the kit must hold."""

    form_class = ItemForm
    title = gettext_lazy("Agregar al botiquín")
    submit = gettext_lazy("Agregar")

    def act(self, form: ItemForm) -> str:
        item = add_item(unit=self.unit, by=self.person, **form.cleaned_data)
        return _("El botiquín lleva ahora %(name)s.") % {"name": item.name}


class KitItemChange(OfHospital):
    """Another minimum or name; out of use or in use again."""

    form_class = ItemChangeForm
    title = gettext_lazy("Cambiar un renglón del botiquín")
    item: KitItem

    def load(self, kwargs: dict[str, Any]) -> None:
        rows = KitItem.objects.visible_to(self.person).filter(unit=self.unit).select_related("unit", "drug")
        self.item = get_object_or_404(rows, pk=kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"item": self.item}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.item, name) for name in ("name", "role", "minimum", "is_active")}

    def act(self, form: ItemChangeForm) -> str:
        item = change_item(item=self.item, by=self.person, **form.cleaned_data)
        return _("%(name)s: quedó como lo escribió.") % {"name": item.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(item=self.item, **kwargs)


class Door(OfHospital):
    """Where a child with fever goes in here, in the words its family reads."""

    form_class = DoorForm
    title = gettext_lazy("Puerta para la fiebre")

    def get_initial(self) -> dict[str, Any]:
        door = FeverDoor.objects.filter(unit=self.unit).first()
        if door is None:
            return {"is_open": True}
        return {name: getattr(door, name) for name in ("name", "directions", "phone", "hours", "is_open")}

    def act(self, form: DoorForm) -> str:
        set_door(unit=self.unit, by=self.person, **form.cleaned_data)
        return _("Las familias de este hospital leen ya esta puerta.")
