"""A child goes to another hospital, or its treatment ends, stops or begins again."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import Unit
from pediatric_platform.actions.children.state import change_state
from pediatric_platform.actions.children.transfer import transfer
from pediatric_platform.forms.children import StateForm, TransferForm
from pediatric_platform.models import Child, ChildState, Stay
from pediatric_platform.views.children.base import ChildAct


class WithEdition(ChildAct):
    """A form that says which edition of the child it was opened with."""

    def get_initial(self) -> dict[str, Any]:
        return {"on": self.child.unit.today(), "edition": self.child.edition}

    def edited(self) -> Child:
        return self.child


class ChildTransfer(WithEdition):
    """The hospital that treats the child hands it over to another one."""

    form_class = TransferForm
    title = gettext_lazy("Trasladar a otro hospital")
    submit = gettext_lazy("Trasladar")

    def get_form_kwargs(self) -> dict[str, Any]:
        units = (
            Unit.objects.open_on(timezone.localdate())
            .exclude(pk=self.child.unit_id)
            .select_related("delegation")
            .order_by("delegation__name", "name")
        )
        return {**super().get_form_kwargs(), "units": units}

    def consequences(self) -> list[str]:
        return [
            _("Desde este momento la ficha la ve el hospital que lo recibe, y usted ya no."),
            _("Su plan, sus medidas, sus alergias y su historia van con la ficha; nada se borra."),
            _("Sus próximas sesiones dejan de contar en la cobertura de su hospital y cuentan en la del otro."),
            _("Su familia sigue viendo su página, con el nuevo hospital."),
            _("Oncología y enfermería del hospital que lo recibe reciben un aviso con el folio, sin su nombre."),
        ]

    def act(self, form: TransferForm) -> str:
        child = transfer(child=self.child, by=self.person, **form.cleaned_data)
        return _("%(folio)s se atiende ahora en %(hospital)s.") % {"folio": child.folio, "hospital": child.unit.name}

    def get_success_url(self) -> str:
        """The list: the child is there no more, unless the person treats children at both hospitals."""
        still = Child.objects.visible_to(self.person).filter(pk=self.child.pk).exists()
        return self.here() if still else reverse("pediatric:child-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stays = Stay.objects.filter(child=self.child).select_related("unit").order_by("-since")
        return super().get_context_data(stays=stays, **kwargs)


class ChildChangeState(WithEdition):
    """Treatment ended, was left, goes on again; or the child died."""

    form_class = StateForm
    title = gettext_lazy("Cambiar su estado")
    submit = gettext_lazy("Cambiar el estado")
    kind = "danger"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "child": self.child}

    def consequences(self) -> list[str]:
        if self.child.state != ChildState.ACTIVE:
            return [
                _("Si vuelve a tratamiento, sus sesiones pendientes se piden de nuevo y cuentan en la cobertura."),
                _("El cambio queda en su historia, con su nombre y el motivo."),
            ]
        return [
            _("Sus sesiones pendientes dejan de pedirse: los medicamentos apartados quedan para otros."),
            _("Las mezclas que nadie ha preparado se cancelan; las que ya se prepararon dirán que no se usen."),
            _("La ficha no se borra y puede volver a tratamiento cuando haga falta."),
            _(
                "Si falleció: nada se vuelve a enviar a su familia, ni lo que ya estaba por salir, y sus calendarios "
                "se apagan. Nadie recibirá un recordatorio."
            ),
        ]

    def act(self, form: StateForm) -> str:
        data = {name: form.cleaned_data[name] for name in ("state", "on", "reason", "edition")}
        child = change_state(child=self.child, by=self.person, **data)
        return _("Su estado es ahora: %(state)s.") % {"state": child.get_state_display()}
