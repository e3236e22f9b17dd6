"""/api/v1/: the agenda of a meeting and its frozen figures."""

from django.urls import URLPattern, path

from meetings.api import agenda

AGENDA = "meetings/<int:pk>/agenda/"
ITEM = "agenda-items/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # meetings/<n>/agenda/
    path(AGENDA, agenda.MeetingAgenda.as_view(), name="api-agenda"),
    path(f"{AGENDA}build/", agenda.MeetingAgendaBuild.as_view(), name="api-agenda-build"),
    # agenda-items/<n>/
    path(ITEM, agenda.AgendaItemOne.as_view(), name="api-agenda-item"),
    path(f"{ITEM}change/", agenda.AgendaItemChange.as_view(), name="api-agenda-change"),
    path(f"{ITEM}note/", agenda.AgendaItemNote.as_view(), name="api-agenda-note"),
    path(f"{ITEM}move/", agenda.AgendaItemMove.as_view(), name="api-agenda-move"),
    path(f"{ITEM}drop/", agenda.AgendaItemDrop.as_view(), name="api-agenda-drop"),
    path(f"{ITEM}put-back/", agenda.AgendaItemPutBack.as_view(), name="api-agenda-put-back"),
    path(f"{ITEM}accept/", agenda.AgendaItemAccept.as_view(), name="api-agenda-accept"),
    # meetings/<n>/snapshots/, snapshots/<n>/
    path("meetings/<int:pk>/snapshots/", agenda.MeetingSnapshots.as_view(), name="api-meeting-snapshots"),
    path("snapshots/<int:pk>/", agenda.SnapshotOne.as_view(), name="api-snapshot"),
]
