"""/api/v1/trainees/, /trainings/: who has to know the record, and what they were taught."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import SeenList, SeenOne, require
from delegations.roles import Permission
from pediatric_platform.actions.rollout import (
    Mark,
    TrainingFacts,
    cancel_training,
    close_list,
    enrol,
    list_staff,
    mark,
    plan_training,
    reopen_list,
)
from pediatric_platform.api.acts import Act, Acts
from pediatric_platform.api.rollout import Rollout, site_of
from pediatric_platform.api.rollout_serializers import EditionIn, RolloutReasonIn
from pediatric_platform.api.training_serializers import (
    EnrolIn,
    MarksIn,
    StaffIn,
    TraineeSerializer,
    TrainingDetailSerializer,
    TrainingIn,
    TrainingSerializer,
)
from pediatric_platform.filters.rollout import TrainingFilter
from pediatric_platform.models import Attendance, Trainee, Training
from pediatric_platform.rollout_rights import may_manage, must_manage
from pediatric_platform.selectors.rollout.measured import passed
from pediatric_platform.selectors.rollout.staff import counted, to_enrol


class TraineeList(Acts, Rollout, SeenList):
    summary = _("Personal por capacitar de los hospitales de su alcance")
    summary_post = _("Agregar personas a la lista de un hospital")
    model = Trainee
    filterset_fields = ("role",)
    answers_post = {201: TraineeSerializer(many=True)}

    def rows(self) -> QuerySet[Trainee]:
        seen = Trainee.objects.visible_to(self.person).current().select_related("site__unit")
        return seen.annotate(trained=passed()).order_by("site__unit__name", "full_name", "pk")

    def get_serializer_class(self) -> Any:
        return StaffIn if self.request.method == "POST" else TraineeSerializer

    def post(self, request: Request) -> Response:
        require(self.person, Permission.MANAGE_ROLLOUT)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = dict(asked.validated_data)
        made = list_staff(site=site_of(self, told.pop("clues")), by=self.person, **told)
        rows = self.rows().filter(pk__in=[row.pk for row in made])
        return Response(TraineeSerializer(rows, many=True).data, status=201)


class Trainings(Rollout):
    model = Training
    serializer_class: Any = TrainingSerializer

    def rows(self) -> QuerySet[Training]:
        return counted(Training.objects.visible_to(self.person)).select_related("unit__delegation")

    def detail(self, training: Training) -> Any:
        """With its list; scores only for whoever may see them."""
        seats = Attendance.objects.select_related("trainee").order_by("trainee__full_name")
        row = self.rows().prefetch_related(Prefetch("attendances", seats)).get(pk=training.pk)
        context = {"manages": may_manage(self.person, row.unit), "person_id": self.person.pk}
        return TrainingDetailSerializer(row, context=context).data


class TrainingList(Acts, Trainings, SeenList):
    summary = _("Capacitaciones")
    summary_post = _("Programar una capacitación, o asentar una que ya se dio")
    filterset_class = TrainingFilter
    answers_post = {201: TrainingDetailSerializer}

    def get_serializer_class(self) -> Any:
        return TrainingIn if self.request.method == "POST" else TrainingSerializer

    def post(self, request: Request) -> Response:
        require(self.person, Permission.MANAGE_ROLLOUT)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = dict(asked.validated_data)
        unit = site_of(self, told.pop("clues")).unit
        training = plan_training(unit=unit, facts=TrainingFacts(**told), by=self.person)
        return Response(self.detail(training), status=201)


class TrainingDetail(Trainings, SeenOne):
    summary = _("Una capacitación con su lista")
    details = _("`score` y `certificate` solo para quien lleva el despliegue del hospital, y cada quien lo suyo.")
    serializer_class = TrainingDetailSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.detail(self.get_object()))


class OnTraining(Act, Trainings):
    answers = {200: TrainingDetailSerializer}

    def allow(self, row: Training) -> None:
        must_manage(self.person, row.unit)

    def told(self, row: Training) -> Any:
        return self.detail(row)


class TrainingEnrol(OnTraining):
    summary = _("Agregar personas a la lista")
    serializer_class = EnrolIn

    def act(self, row: Training, told: dict[str, Any]) -> Training:
        people = to_enrol(row, self.person).filter(pk__in=told["trainees"])
        enrol(training=row, trainees=people, by=self.person)
        return row


class TrainingMarks(OnTraining):
    summary = _("Anotar asistencia y calificaciones")
    serializer_class = MarksIn

    def act(self, row: Training, told: dict[str, Any]) -> Training:
        marks = {one["id"]: Mark(one["came"], one.get("score")) for one in told.pop("marks")}
        return mark(training=row, marks=marks, by=self.person, **told)


class TrainingClose(OnTraining):
    summary = _("Cerrar la lista y emitir constancias")
    serializer_class = EditionIn

    def act(self, row: Training, told: dict[str, Any]) -> Training:
        return close_list(training=row, by=self.person, **told)


class TrainingReopen(OnTraining):
    summary = _("Reabrir la lista con su motivo")
    serializer_class = RolloutReasonIn

    def act(self, row: Training, told: dict[str, Any]) -> Training:
        return reopen_list(training=row, by=self.person, **told)


class TrainingCancel(OnTraining):
    summary = _("Cancelar una capacitación")
    serializer_class = RolloutReasonIn

    def act(self, row: Training, told: dict[str, Any]) -> Training:
        return cancel_training(training=row, by=self.person, **told)
