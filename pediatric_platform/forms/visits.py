"""Forms of visits of verification and their findings: shape only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from pediatric_platform.actions.rollout import Answered
from pediatric_platform.forms.plans import day_field
from pediatric_platform.forms.rollout import PersonChoice, WithEdition
from pediatric_platform.models import Answer
from pediatric_platform.selectors.rollout.visit import Question


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
