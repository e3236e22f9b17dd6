"""Addresses of the agenda of a meeting and of its frozen figures."""

from django.urls import URLPattern, path

from meetings.views.agenda import acts, forms, page, snapshot

AGENDA = "reuniones/<int:pk>/orden/"
ITEM = f"{AGENDA}<int:item>/"

urlpatterns: list[URLPattern] = [
    # reuniones/<n>/orden/
    path(AGENDA, page.AgendaPage.as_view(), name="agenda"),
    path(f"{AGENDA}armar/", page.AgendaBuild.as_view(), name="agenda-build"),
    path(f"{AGENDA}nuevo/", forms.ItemNew.as_view(), name="agenda-new"),
    path(ITEM, forms.ItemChange.as_view(), name="agenda-change"),
    path(f"{ITEM}nota/", forms.ItemNote.as_view(), name="agenda-note"),
    path(f"{ITEM}mover/", acts.ItemMove.as_view(), name="agenda-move"),
    path(f"{ITEM}quitar/", acts.ItemDrop.as_view(), name="agenda-drop"),
    path(f"{ITEM}devolver/", acts.ItemPutBack.as_view(), name="agenda-put-back"),
    path(f"{ITEM}aceptar/", acts.ItemAccept.as_view(), name="agenda-accept"),
    # reuniones/cifras/<n>/
    path("reuniones/cifras/<int:pk>/", snapshot.SnapshotPage.as_view(), name="snapshot"),
]
