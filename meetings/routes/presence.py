"""Addresses of participants and who was there."""

from django.urls import URLPattern, path

from meetings.views.presence import attendance, marks, people, public, room

LIST = "reuniones/<int:pk>/asistencia/"
ROW = LIST + "<int:fila>/"

urlpatterns: list[URLPattern] = [
    # reuniones/presencia/, reuniones/sala/: open to whoever has the link of a mail or the code of the room
    path("reuniones/presencia/<slug:token>/", public.PresenceLink.as_view(), name="presence-link"),
    path("reuniones/sala/<slug:key>/", public.PresenceRoom.as_view(), name="presence-room"),
    # reuniones/<n>/sala/
    path("reuniones/<int:pk>/sala/", room.RoomScreen.as_view(), name="room"),
    path("reuniones/<int:pk>/sala/codigo.svg", room.RoomCode.as_view(), name="room-code"),
    # reuniones/<n>/asistencia/
    path(LIST, attendance.AttendanceList.as_view(), name="attendance"),
    path(f"{LIST}lista/", attendance.AttendancePaper.as_view(), name="attendance-paper"),
    path(f"{LIST}anotar/", marks.AttendanceMark.as_view(), name="attendance-mark"),
    path(f"{LIST}yo/", marks.AttendanceOwn.as_view(), name="attendance-own"),
    path(f"{LIST}agregar/", people.AttendanceAdd.as_view(), name="attendance-add"),
    path(ROW, people.AttendanceCorrect.as_view(), name="attendance-correct"),
    path(f"{ROW}representa/", people.AttendanceRepresent.as_view(), name="attendance-represent"),
    path(f"{ROW}deshacer/", marks.AttendanceUndo.as_view(), name="attendance-undo"),
    path(f"{ROW}quitar/", marks.AttendanceStrike.as_view(), name="attendance-strike"),
    path(f"{ROW}nombre/", marks.AttendanceNaming.as_view(), name="attendance-naming"),
]
