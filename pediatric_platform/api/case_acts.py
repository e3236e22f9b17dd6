"""/api/v1/cases/<folio>/…: what is done to a case. Asked whether one may before what one wrote is looked at."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.response import Response

from pediatric_platform.actions import cases
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.case_serializers import (
    CaseContactIn,
    CaseCorrectIn,
    CaseDetailSerializer,
    CaseReasonIn,
    FollowerIn,
    HandIn,
    LeaveIn,
    MergeIn,
    NoteIn,
    SolveIn,
    WaitIn,
)
from pediatric_platform.api.cases import Cases
from pediatric_platform.api.editing import EditedIn
from pediatric_platform.case_rights import may_close, may_take_off, may_work
from pediatric_platform.errors.case_pages import NoSuchCase
from pediatric_platform.models import Case
from supply.api.keys import KEY_PARAMETER, digest_of_key


class CaseAct(Acts, Cases):
    """POST does it and answers with the case as it is then."""

    answers = {200: CaseDetailSerializer}

    def may(self, case: Case) -> bool:
        return may_work(self.person, case)

    def act(self, case: Case, told: dict[str, Any]) -> None:
        raise NotImplementedError

    def post(self, request: Request, folio: str) -> Response:
        case = get_object_or_404(Case.objects.visible_to(self.person).select_related("unit"), folio=folio)
        if not self.may(case):
            raise PermissionDenied(_("Su nombramiento no permite hacer esto con el caso."))
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(case, dict(asked.validated_data))
        return Response(self.detailed(case.folio))


class Keyed(CaseAct):
    """What has no edition to tell a second press by has a key."""

    parameters = [KEY_PARAMETER]


class CaseTake(CaseAct):
    summary = gettext_lazy("Tomar un caso")
    serializer_class = EditedIn

    def act(self, case: Case, told: dict[str, Any]) -> None:
        cases.take_case(case=case, by=self.person, **told)


class CaseHand(CaseAct):
    summary = gettext_lazy("Pasarlo a otra persona")
    serializer_class = HandIn

    def act(self, case: Case, told: dict[str, Any]) -> None:
        cases.hand_case(case=case, by=self.person, **told)


class CaseContact(Keyed):
    summary = gettext_lazy("Anotar un contacto con la familia")
    serializer_class = CaseContactIn

    def act(self, case: Case, told: dict[str, Any]) -> None:
        cases.note_contact(case=case, key=digest_of_key(self.request), by=self.person, **told)


class CaseNote(Keyed):
    summary = gettext_lazy("Escribir una nota, o a la familia")
    serializer_class = NoteIn

    def act(self, case: Case, told: dict[str, Any]) -> None:
        cases.write_note(case=case, key=digest_of_key(self.request), by=self.person, **told)


class CaseWait(CaseAct):
    summary = gettext_lazy("Dejarlo en espera")
    serializer_class = WaitIn

    def act(self, case: Case, told: dict[str, Any]) -> None:
        cases.wait_for(case=case, by=self.person, **told)


class CaseResume(CaseAct):
    summary = gettext_lazy("Seguir con un caso en espera")
    serializer_class = EditedIn

    def act(self, case: Case, told: dict[str, Any]) -> None:
        cases.resume(case=case, by=self.person, **told)


class CaseSolve(CaseAct):
    summary = gettext_lazy("Darlo por resuelto; lo confirma otra persona")
    serializer_class = SolveIn

    def act(self, case: Case, told: dict[str, Any]) -> None:
        cases.claim_solved(case=case, by=self.person, **told)


class CaseConfirm(CaseAct):
    summary = gettext_lazy("Confirmar lo que uno mismo avisó")
    serializer_class = FollowerIn

    def may(self, case: Case) -> bool:
        return case.followers.current().filter(person=self.person).exists()

    def act(self, case: Case, told: dict[str, Any]) -> None:
        own = case.followers.current().filter(person=self.person)
        cases.confirm(follower=get_object_or_404(own, pk=told["follower"].pk), by=self.person)


class CaseReopen(CaseAct):
    summary = gettext_lazy("Reabrirlo")
    serializer_class = CaseReasonIn

    def act(self, case: Case, told: dict[str, Any]) -> None:
        cases.reopen(case=case, by=self.person, **told)


class CaseClose(CaseAct):
    summary = gettext_lazy("Cerrar sin confirmar: solo oficina central")
    details = gettext_lazy("Después de tres contactos, en tres días y por dos medios.")
    serializer_class = CaseReasonIn

    def may(self, case: Case) -> bool:
        return may_close(self.person, case)

    def act(self, case: Case, told: dict[str, Any]) -> None:
        cases.close_unconfirmed(case=case, by=self.person, **told)


class CaseMerge(CaseAct):
    summary = gettext_lazy("Unirlo con otro caso del mismo hospital")
    serializer_class = MergeIn

    def act(self, case: Case, told: dict[str, Any]) -> None:
        rows = Case.objects.visible_to(self.person)
        into = rows.filter(folio=told.pop("into").strip().upper()).first()
        if into is None:
            raise NoSuchCase
        cases.merge(case=case, into=into, by=self.person, **told)


class CaseLeave(CaseAct):
    summary = gettext_lazy("Quitar a alguien del caso")
    serializer_class = LeaveIn

    def may(self, case: Case) -> bool:
        return may_take_off(self.person, case)

    def act(self, case: Case, told: dict[str, Any]) -> None:
        follower = get_object_or_404(case.followers.current(), pk=told["follower"].pk)
        cases.leave(follower=follower, reason=told["reason"], by=self.person)


class CaseCorrect(CaseAct):
    summary = gettext_lazy("Corregir qué pasó, el medicamento o el día")
    serializer_class = CaseCorrectIn

    def act(self, case: Case, told: dict[str, Any]) -> None:
        cases.correct_case(case=case, by=self.person, **told)
