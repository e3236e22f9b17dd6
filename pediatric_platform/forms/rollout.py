"""Forms of the roll-out: shapes only; the actions say what may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.models import Person, Unit
from pediatric_platform.actions.rollout import Answered, Mark
from pediatric_platform.forms.plans import day_field
from pediatric_platform.models import Answer, Attendance, BlockedBy, Trainee, TraineeRole
from pediatric_platform.selectors.rollout.visit import Question


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
        field.label_from_instance = lambda row: f"{row.full_name} · {row.get_role_display()}"


CAME = [("", _("Sin anotar")), ("si", _("Asistió")), ("no", _("No asistió"))]


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


class VisitForm(WithEdition):
    on = day_field(_("Fecha"))
    team = forms.CharField(
        label=_("Quiénes más van"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Una persona por renglón, con su puesto."),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = PersonChoice(_("Quién la encabeza"), people)
        self.order_fields(["on", "lead", "team"])


class AnswersForm(WithEdition):
    """Every question of the visit, and its summary."""

    summary = forms.CharField(
        label=_("Resumen de la visita"),
        max_length=6_000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("Lo que se vio y lo que se acordó. Sin datos de pacientes."),
    )

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for one in self.questions:
            self.fields[f"answer-{one.item.pk}"] = forms.ChoiceField(
                label=one.item.text,
                choices=Answer.choices,
                required=False,
                initial=one.answer.answer if one.answer else None,
                widget=forms.RadioSelect,
            )
            self.fields[f"note-{one.item.pk}"] = forms.CharField(
                label=_("Nota: %(text)s") % {"text": one.item.text},
                max_length=240,
                required=False,
                initial=one.answer.note if one.answer else "",
            )

    def lines(self) -> list[tuple[Question, Any, Any]]:
        return [(one, self[f"answer-{one.item.pk}"], self[f"note-{one.item.pk}"]) for one in self.questions]

    def answers(self) -> dict[int, Answered]:
        data = self.cleaned_data
        return {
            one.item.pk: Answered(data[f"answer-{one.item.pk}"], data[f"note-{one.item.pk}"]) for one in self.questions
        }


class FindingForm(forms.Form):
    text = forms.CharField(
        label=_("Qué hay que corregir"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Sin datos de pacientes."),
    )
    due_on = day_field(_("Para el"))

    def __init__(self, *args: Any, people: Iterable[Person], items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = PersonChoice(_("Responsable"), people)
        self.fields["item"] = forms.ModelChoiceField(
            label=_("De qué pregunta"), queryset=items, required=False, empty_label=_("De ninguna en particular")
        )
        self.order_fields(["item", "text", "owner", "due_on"])


class ReassignForm(forms.Form):
    due_on = day_field(_("Para el"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = PersonChoice(_("Responsable"), people)
        self.order_fields(["owner", "due_on"])


class ResolveForm(forms.Form):
    on = day_field(_("Quedó resuelto el"))
    note = forms.CharField(label=_("Qué se hizo"), max_length=240, widget=forms.Textarea({"rows": 3}))
