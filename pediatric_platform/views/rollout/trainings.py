"""Trainings: the list, one with who came and what they scored, and what is done to it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View

from delegations.errors import NotAllowed, Refusal
from delegations.exports import Column
from delegations.toasts import toast
from delegations.views.listing import Listing
from pediatric_platform.actions.rollout import (
    TrainingFacts,
    cancel_training,
    change_training,
    close_list,
    drop,
    enrol,
    mark,
    plan_training,
    reopen_list,
)
from pediatric_platform.filters.rollout import TrainingFilter
from pediatric_platform.forms.rollout import ReasonForm
from pediatric_platform.forms.trainings import EnrolForm, MarksForm, TrainingForm
from pediatric_platform.models import Attendance, Training
from pediatric_platform.rollout_rights import may_manage, must_manage
from pediatric_platform.selectors.rollout.staff import counted, list_of, to_enrol
from pediatric_platform.views.rollout.base import ForStaff, OfSite, RolloutForm


def _state(training: Training) -> str:
    if training.cancelled_reason:
        return _("Cancelada")
    if training.closed_at is not None:
        return _("Lista cerrada")
    return _("Por dar") if training.on >= training.unit.today() else _("Lista por cerrar")


class TrainingList(ForStaff, Listing):
    model = Training
    filterset_class = TrainingFilter
    template_name = "pediatric_platform/training_list.html"
    title = gettext_lazy("Capacitaciones")
    export_name = "capacitaciones"
    export_columns = (
        Column(gettext_lazy("Fecha"), "on"),
        Column(gettext_lazy("Hora"), lambda row: f"{row.starts_at:%H:%M}", 8),
        Column(gettext_lazy("Hospital"), "unit.name", 36),
        Column("CLUES", "unit.clues"),
        Column(gettext_lazy("Tema"), "topic", 40),
        Column(gettext_lazy("Quién la da"), "trainer", 28),
        Column(gettext_lazy("Horas"), "hours", 8),
        Column(gettext_lazy("Estado"), _state, 18),
        Column(gettext_lazy("En la lista"), "people", 10),
        Column(gettext_lazy("Asistieron"), "came", 10),
        Column(gettext_lazy("Aprobaron"), "passed", 10),
    )

    def get_queryset(self) -> QuerySet[Training]:
        return counted(Training.objects.visible_to(self.person)).select_related("unit__delegation")

    def get_crumbs(self) -> list[Any]:
        return [(_("Expediente electrónico"), reverse("pediatric:rollout"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"rows": [(row, _state(row)) for row in context["object_list"]]}


class TrainingPlan(OfSite, RolloutForm):
    """A training at a hospital."""

    form_class = TrainingForm
    title = gettext_lazy("Programar una capacitación")
    submit = gettext_lazy("Programar")
    made: Training | None = None

    def permit(self) -> None:
        must_manage(self.person, self.site.unit)

    def subject(self) -> str:
        return self.site.unit.name

    def get_initial(self) -> dict[str, Any]:
        return {"pass_mark": 8}

    def act(self, form: Any) -> str:
        self.made = plan_training(unit=self.site.unit, facts=facts_of(form), by=self.person)
        return _("Capacitación programada. Agregue a quienes se espera.")

    def get_success_url(self) -> str:
        return reverse("pediatric:training", args=[self.made.pk]) if self.made else self.here()


def facts_of(form: Any) -> TrainingFacts:
    return TrainingFacts(**{name: value for name, value in form.cleaned_data.items() if name != "edition"})


class OfTraining(ForStaff):
    """A training at a hospital that the person sees; for others it is not there (404)."""

    training: Training
    managed = True

    def allow(self) -> None:
        rows = Training.objects.visible_to(self.person).select_related("unit__delegation", "closed_by")
        self.training = get_object_or_404(rows, pk=self.kwargs["pk"])
        if self.managed:
            must_manage(self.person, self.training.unit)

    def here(self) -> str:
        return reverse("pediatric:training", args=[self.training.pk])

    def crumbs(self, title: object = "") -> list[Any]:
        way: list[Any] = [
            (_("Expediente electrónico"), reverse("pediatric:rollout")),
            (_("Capacitaciones"), reverse("pediatric:training-list")),
        ]
        topic = self.training.topic
        return [*way, (topic, self.here()), (str(title), "")] if title else [*way, (topic, "")]

    def subject(self) -> str:
        return f"{self.training.topic} · {self.training.unit.name}"

    def edited(self) -> Training:
        return self.training


class TrainingDetail(OfTraining, TemplateView):
    """When, what and by whom; the list. Scores are for whoever leads the roll-out there and for each their own."""

    template_name = "pediatric_platform/training.html"
    managed = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        training, rows = self.training, list_of(self.training)
        manages = may_manage(self.person, training.unit)
        return super().get_context_data(
            training=training,
            state=_state(training),
            is_open=not training.cancelled_reason and training.closed_at is None,
            has_come=training.on <= training.unit.today(),
            rows=[(row, manages or row.trainee.person_id == self.person.pk) for row in rows],
            people=len(rows),
            came=sum(bool(row.came) for row in rows),
            passed=sum(bool(row.passed) for row in rows),
            certified=any(row.certificate for row in rows),
            manages=manages,
            crumbs=self.crumbs(),
            **kwargs,
        )


class TrainingChange(OfTraining, RolloutForm):
    form_class = TrainingForm
    title = gettext_lazy("Cambiar la capacitación")
    submit = gettext_lazy("Guardar")

    def get_initial(self) -> dict[str, Any]:
        row = self.training
        names = ("topic", "on", "starts_at", "hours", "trainer", "room", "pass_mark", "edition")
        return {name: getattr(row, name) for name in names}

    def act(self, form: Any) -> str:
        change_training(
            training=self.training, facts=facts_of(form), edition=form.cleaned_data["edition"], by=self.person
        )
        return _("Guardado.")

    def consequences(self) -> list[str]:
        return [_("Si cambia el día o la hora, se avisa a quienes están en la lista y tienen cuenta.")]


class TrainingCancel(OfTraining, RolloutForm):
    form_class = ReasonForm
    title = gettext_lazy("Cancelar la capacitación")
    submit = gettext_lazy("Cancelar la capacitación")
    kind = "danger"

    def act(self, form: Any) -> str:
        cancel_training(training=self.training, by=self.person, **form.cleaned_data)
        return _("Capacitación cancelada.")

    def consequences(self) -> list[str]:
        return [_("Se avisa, con el motivo, a quienes están en la lista y tienen cuenta. No se puede deshacer.")]


class TrainingReopen(OfTraining, RolloutForm):
    form_class = ReasonForm
    title = gettext_lazy("Reabrir la lista")
    submit = gettext_lazy("Reabrir")
    kind = "danger"

    def act(self, form: Any) -> str:
        reopen_list(training=self.training, by=self.person, **form.cleaned_data)
        return _("La lista está abierta: corrija y vuelva a cerrarla.")

    def consequences(self) -> list[str]:
        return [
            _("Mientras esté abierta, sus constancias no se pueden comprobar."),
            _("Al cerrarla de nuevo, quien siga aprobando conserva su folio; quien ya no, lo pierde."),
        ]


class TrainingEnrol(OfTraining, RolloutForm):
    """Who is expected: people of the hospital, and of others of its delegation that the person leads."""

    form_class = EnrolForm
    template_name = "pediatric_platform/training_enrol.html"
    title = gettext_lazy("Agregar a la lista")
    submit = gettext_lazy("Agregar")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "trainees": to_enrol(self.training, self.person)}

    def get_initial(self) -> dict[str, Any]:
        return {}

    def edited(self) -> Any:
        return None

    def act(self, form: Any) -> str:
        count = enrol(training=self.training, trainees=form.cleaned_data["trainees"], by=self.person)
        return ngettext("Se agregó a %(n)d persona.", "Se agregó a %(n)d personas.", count) % {"n": count}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(clues=self.training.unit.clues, **kwargs)


class TrainingMarks(OfTraining, RolloutForm):
    """Who came and what they scored, the whole list at once."""

    form_class = MarksForm
    template_name = "pediatric_platform/training_marks.html"
    title = gettext_lazy("Asistencia y calificaciones")
    submit = gettext_lazy("Guardar")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rows": list_of(self.training)}

    def act(self, form: Any) -> str:
        edition = form.cleaned_data["edition"]
        mark(training=self.training, marks=form.marks(), edition=edition, by=self.person)
        return _("Guardado. Cierre la lista cuando esté completa.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(training=self.training, **kwargs)


class TrainingPress(OfTraining, View):
    """One press on a training; what is refused is said on its page."""

    http_method_names = ["post", "options"]

    def act(self) -> str:
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            said = self.act()
        except NotAllowed:
            raise
        except Refusal as refusal:
            toast(request, f"{refusal.message} {refusal.remedy}", level=30)
        else:
            toast(request, said)
        return HttpResponseRedirect(self.here())


class TrainingClose(TrainingPress):
    """The list is closed and whoever passed has a certificate."""

    def act(self) -> str:
        training = close_list(training=self.training, by=self.person)
        count = training.attendances.exclude(certificate="").count()
        return ngettext("Lista cerrada: %(n)d constancia.", "Lista cerrada: %(n)d constancias.", count) % {"n": count}


class TrainingDrop(TrainingPress):
    """Somebody is taken off the list."""

    def act(self) -> str:
        row = get_object_or_404(Attendance, training=self.training, pk=self.kwargs["asistencia"])
        drop(attendance=row, by=self.person)
        return _("Ya no está en la lista.")
