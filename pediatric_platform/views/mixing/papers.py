"""Labels and records as PDF. Each print is a read in the trail."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations import audit
from pediatric_platform.models import MixtureState
from pediatric_platform.papers import labels_pdf, record_pdf
from pediatric_platform.selectors.mixing.day import mixtures_of
from pediatric_platform.selectors.mixing.one import RELATED, file_of, files_of
from pediatric_platform.views.mixing.base import OneMixture
from pediatric_platform.views.mixing.day import DayPage

# What has a label: it was made, and has not ended badly.
LABELLED = (MixtureState.PREPARED, MixtureState.DISPATCHED, MixtureState.RECEIVED, MixtureState.ADMINISTERED)


class MixtureLabel(OneMixture, View):
    """The label of one mixture, of its own size."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        audit.record_read(by=self.person, what="mixture.label_printed", target=self.mixture)
        return pdf(labels_pdf([file_of(self.mixture)]), f"etiqueta-{self.mixture.order.folio}-{pk}")


class MixtureRecord(OneMixture, View):
    """The record of preparation, to print and sign."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        audit.record_read(by=self.person, what="mixture.record_printed", target=self.mixture)
        return pdf(record_pdf(file_of(self.mixture)), f"registro-{self.mixture.order.folio}-{pk}")


class MixingLabels(DayPage, View):
    """The labels of a day's mixtures, eight on a sheet."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        place, _places = self.place()
        day = self.day(place)
        if place is None:
            return HttpResponseRedirect(reverse("pediatric:mixing-day"))
        rows = mixtures_of(self.person, place, day).filter(state__in=LABELLED).select_related(*RELATED)
        files = files_of(rows)
        if not files:
            messages.warning(request, _("Ese día no hay mezclas preparadas: todavía no hay etiquetas."))
            return HttpResponseRedirect(f"{reverse('pediatric:mixing-day')}?dia={day.isoformat()}&lugar={place.code}")
        asked = {"place": place.code, "day": day.isoformat(), "orders": _orders(files)}
        audit.record_read(by=self.person, what="mixing_day.labels_printed", rows=len(files), asked=asked)
        return pdf(labels_pdf(files, sheet=True), f"etiquetas-{place.code}-{asked['day']}")


def _orders(files: Sequence) -> list[str]:
    return sorted({file.mixture.order.folio for file in files})


def pdf(content: bytes, name: str) -> HttpResponse:
    """Shown in the browser, which prints it; kept by nobody on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
