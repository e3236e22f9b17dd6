"""Forms of whom the record is taught to, and of the trainings: shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pediatric_platform.actions.rollout import Mark
from pediatric_platform.forms.plans import day_field
from pediatric_platform.forms.rollout import WithEdition
from pediatric_platform.models import Attendance, Trainee, TraineeRole

CAME = [("", _("Sin anotar")), ("si", _("Asistió")), ("no", _("No asistió"))]


class StaffForm(forms.Form):
    """Many people of one role at once."""

    names = forms.CharField(
        label=_("Nombres completos"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Una persona por renglón, como debe salir en su constancia."),
    )
    role = forms.ChoiceField(label=_("Puesto"), choices=[("", _("Elija el puesto")), *TraineeRole.choices])


class TraineeForm(forms.Form):
    full_name = forms.CharField(label=_("Nombre completo"), max_length=160)
    role = forms.ChoiceField(label=_("Puesto"), choices=TraineeRole.choices)
    left_on = day_field(
        _("Dejó el hospital el"),
        required=False,
        help_text=_("Deja de contar en el personal por capacitar; sus constancias siguen valiendo."),
    )


class TrainingForm(WithEdition):
    topic = forms.CharField(label=_("Tema"), max_length=160)
    on = day_field(_("Fecha"))
    starts_at = forms.TimeField(label=_("Hora"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    hours = forms.DecimalField(label=_("Horas que dura"), max_digits=4, decimal_places=1, min_value=0, max_value=40)
    trainer = forms.CharField(label=_("Quién la da"), max_length=160)
    room = forms.CharField(label=_("Lugar"), max_length=120, required=False)
    pass_mark = forms.DecimalField(
        label=_("Calificación para aprobar, de 0 a 10"), max_digits=4, decimal_places=1, min_value=0, max_value=10,
        initial=8,
    )  # fmt: skip


class EnrolForm(forms.Form):
    """People of the hospitals that the person leads, who are not on the list yet."""

    trainees = forms.ModelMultipleChoiceField(
        label=_("A quiénes se espera"), queryset=Trainee.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, trainees: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["trainees"]
        field.queryset = trainees
        field.label_from_instance = lambda row: f"{row.full_name} · {row.get_role_display()} · {row.site.unit.name}"


class MarksForm(WithEdition):
    """The whole list: whether each came, and the score."""

    def __init__(self, *args: Any, rows: Iterable[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            name = row.trainee.full_name
            self.fields[f"came-{row.pk}"] = forms.ChoiceField(
                label=_("Asistencia de %(name)s") % {"name": name},
                choices=CAME,
                required=False,
                initial={True: "si", False: "no", None: ""}[row.came],
            )
            self.fields[f"score-{row.pk}"] = forms.DecimalField(
                label=_("Calificación de %(name)s") % {"name": name},
                max_digits=4,
                decimal_places=1,
                min_value=0,
                max_value=10,
                required=False,
                initial=row.score,
                widget=forms.NumberInput({"step": "0.1", "inputmode": "decimal"}),
            )

    def lines(self) -> list[tuple[Attendance, Any, Any]]:
        """Each person with the two fields."""
        return [(row, self[f"came-{row.pk}"], self[f"score-{row.pk}"]) for row in self.rows]

    def marks(self) -> dict[int, Mark]:
        told = {"si": True, "no": False}
        return {
            row.pk: Mark(told.get(self.cleaned_data[f"came-{row.pk}"]), self.cleaned_data[f"score-{row.pk}"])
            for row in self.rows
        }
