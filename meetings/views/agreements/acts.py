"""Forms about one agreement: put right, moved, given away, advanced, kept, reopened, left without effect."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.wording import spelled
from meetings.actions.agreements import (
    cancel,
    change_agreement,
    fulfil,
    give_agreement,
    move_due,
    note_progress,
    reopen,
)
from meetings.agreement_owner import Owner
from meetings.agreement_rights import may_keep, must_agree, must_follow
from meetings.errors.agreements import MeasuredByTheData
from meetings.forms.agreements import ChangeForm, DueForm, FulfilForm, GiveForm, ProgressForm, ReasonForm
from meetings.models import Condition
from meetings.selectors.agreements.owners import Around, owner_choices, post_text
from meetings.selectors.agreements.places import place_choices, place_text
from meetings.views.agreements.base import AgreementAct
from supply.forms.ledger_choices import drug_text


class AgreementChange(AgreementAct):
    """While the minutes of its meeting are not signed."""

    form_class = ChangeForm
    title = gettext_lazy("Corregir el acuerdo")
    submit = gettext_lazy("Guardar")

    def permit(self) -> None:
        must_agree(self.person)

    def get_form_kwargs(self) -> dict[str, Any]:
        places = place_choices(timezone.localdate(), Around())
        return {**super().get_form_kwargs(), "person": self.person, "places": places}

    def get_initial(self) -> dict[str, Any]:
        row = self.agreement
        condition = getattr(row, "condition", None)
        place = row.delegation or row.unit
        told = {
            "text": row.text,
            "family_text": row.family_text,
            "place": place_text(place) if place is not None else "",
            "drug": drug_text(row.drug) if row.drug is not None else "",
            "case": row.case.folio if row.case is not None else "",
        }
        return super().get_initial() | told | (_as_typed(condition) if condition is not None else {})

    def act(self, form: Any) -> str:
        edition = form.cleaned_data["edition"]
        change_agreement(agreement=self.agreement, edition=edition, by=self.person, **form.told())
        return _("Acuerdo corregido.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"own_form": True, "action": "", "place_choices": context["form"].places}


class AgreementProgress(AgreementAct):
    form_class = ProgressForm
    with_edition = False
    title = gettext_lazy("Anotar un avance")
    submit = gettext_lazy("Anotar")

    def permit(self) -> None:
        must_follow(self.person, self.agreement)

    def act(self, form: Any) -> str:
        note_progress(agreement=self.agreement, by=self.person, text=form.cleaned_data["text"])
        return _("Avance anotado.")


class AgreementDue(AgreementAct):
    form_class = DueForm
    title = gettext_lazy("Cambiar la fecha límite")
    submit = gettext_lazy("Cambiar la fecha")

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"due_on": self.agreement.due_on}

    def act(self, form: Any) -> str:
        move_due(agreement=self.agreement, by=self.person, **form.cleaned_data)
        return _("Fecha cambiada; se avisó a su responsable.")

    def consequences(self) -> list[str]:
        return [
            _("La fecha que se acordó primero, %(day)s, no cambia: el cumplimiento a tiempo se cuenta con ella.")
            % {"day": spelled(self.agreement.first_due_on, "j M Y")},
            _("El motivo queda en su historia y se avisa a su responsable."),
        ]


class AgreementGive(AgreementAct):
    form_class = GiveForm
    title = gettext_lazy("Cambiar el responsable")
    submit = gettext_lazy("Cambiar el responsable")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "owners": owner_choices(timezone.localdate(), Around())}

    def act(self, form: Any) -> str:
        given = give_agreement(agreement=self.agreement, by=self.person, **form.cleaned_data)
        return _("Lo tiene %(owner)s.") % {"owner": post_text(Owner.of(given))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"owner_choices": context["form"].owners}


class AgreementFulfil(AgreementAct):
    form_class = FulfilForm
    title = gettext_lazy("Dar por cumplido")
    submit = gettext_lazy("Dar por cumplido")

    def permit(self) -> None:
        must_follow(self.person, self.agreement)
        if hasattr(self.agreement, "condition") and not may_keep(self.person):
            raise PermissionDenied(str(MeasuredByTheData()))

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"on": timezone.localdate()}

    def act(self, form: Any) -> str:
        told = form.cleaned_data
        fulfil(agreement=self.agreement, note=told["note"], on=told["on"], edition=told["edition"], by=self.person)
        return _("Acuerdo cumplido.")

    def consequences(self) -> list[str]:
        if not hasattr(self.agreement, "condition"):
            return []
        return [_("Los datos lo medían: desde ahora vale lo que usted escriba, y los datos no lo cambian.")]


class AgreementReopen(AgreementAct):
    form_class = ReasonForm
    title = gettext_lazy("Reabrir el acuerdo")
    submit = gettext_lazy("Reabrir")

    def act(self, form: Any) -> str:
        reopen(agreement=self.agreement, by=self.person, **form.cleaned_data)
        return _("Acuerdo reabierto; se avisó a su responsable.")

    def consequences(self) -> list[str]:
        return [_("Vuelve a contar como pendiente y pasa a la siguiente sesión.")]


class AgreementCancel(AgreementAct):
    form_class = ReasonForm
    title = gettext_lazy("Dejar sin efecto")
    submit = gettext_lazy("Dejar sin efecto")
    kind = "danger"

    def act(self, form: Any) -> str:
        cancel(agreement=self.agreement, by=self.person, **form.cleaned_data)
        return _("Acuerdo sin efecto; se avisó a su responsable.")

    def consequences(self) -> list[str]:
        return [
            _("Nadie lo debe ya y no pasa a otra sesión. Queda en la lista, con su motivo."),
            _("No cuenta como cumplido ni como incumplido."),
        ]


def _as_typed(condition: Condition) -> dict[str, Any]:
    threshold = condition.threshold
    return {
        "kind": condition.kind,
        "threshold": threshold.normalize() if threshold is not None and threshold % 1 else threshold and int(threshold),
        "hold_weeks": condition.hold_weeks,
        "role": condition.role,
        "milestone": condition.milestone,
        "transfer": condition.transfer_id,
        "supply_order": condition.supply_order.number if condition.supply_order is not None else "",
    }
