"""Pages of recalls."""

from django.urls import URLPattern, path

from supply.views.recalls import acts, detail, letters, listing, load, new

ONE = "retiros/<int:pk>/"
PLACE = f"{ONE}lugares/<int:holding>/"

urlpatterns: list[URLPattern] = [
    # retiros/
    path("retiros/", listing.RecallList.as_view(), name="recall-list"),
    path("retiros/nuevo/", new.RecallNew.as_view(), name="recall-new"),
    path("retiros/cargar/", load.RecallLoad.as_view(), name="recall-load"),
    path("retiros/cargar/plantilla/", load.RecallTemplate.as_view(), name="recall-template"),
    # retiros/<n>/
    path(ONE, detail.RecallDetail.as_view(), name="recall"),
    path(f"{ONE}cerrar/", acts.Close.as_view(), name="recall-close"),
    path(f"{ONE}levantar/", acts.Lift.as_view(), name="recall-lift"),
    path(f"{ONE}cartas/", letters.Letters.as_view(), name="recall-letters"),
    path(f"{ONE}cartas.pdf", letters.LettersPdf.as_view(), name="recall-letters-pdf"),
    # retiros/<n>/lugares/<n>/: what one place has of it
    path(PLACE, acts.Answer.as_view(), name="recall-answer"),
    path(f"{PLACE}salida/", acts.Out.as_view(), name="recall-out"),
]
