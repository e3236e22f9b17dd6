"""/compras/procedimientos/: what was put out to tender, who offered what, and what nobody wanted to sell."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import Column
from delegations.views.listing import Crumb, Listing
from supply.actions.purchasing import change_tender, register_tender, set_bid, set_tender_line
from supply.filters.purchasing import TenderFilter
from supply.forms.purchasing import BidForm, TenderForm, TenderLineForm
from supply.models import Bid, Tender, TenderLine
from supply.purchasing_rights import may_manage, must_manage
from supply.selectors.purchasing.listing import tenders_seen
from supply.views.purchasing.base import ForStaff, Managing, OfTender, PurchaseForm


class TenderList(ForStaff, Listing):
    model = Tender
    filterset_class = TenderFilter
    template_name = "supply/purchasing/tender_list.html"
    title = gettext_lazy("Procedimientos de contratación")
    export_name = "procedimientos"
    export_columns = (
        Column(gettext_lazy("Procedimiento"), "number", 24),
        Column(gettext_lazy("Objeto"), "title", 40),
        Column(gettext_lazy("Tipo"), "get_kind_display", 24),
        Column(gettext_lazy("Convocante"), "convener", 28),
        Column(gettext_lazy("Publicado el"), "published_on"),
        Column(gettext_lazy("Fallo del"), "decided_on"),
        Column(gettext_lazy("Claves"), "claves"),
        Column(gettext_lazy("Desiertas"), "deserted"),
    )

    def get_queryset(self) -> QuerySet[Tender]:
        return tenders_seen(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"manages": may_manage(self.person)}


class TenderDetail(OfTender, TemplateView):
    """One procedure, its claves and the offers for each, cheapest first."""

    template_name = "supply/purchasing/tender_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bids = Prefetch("bids", Bid.objects.select_related("supplier").order_by("price", "pk"))
        lines = self.tender.lines.select_related("presentation__drug").prefetch_related(bids)
        return super().get_context_data(
            tender=self.tender,
            lines=lines.order_by("presentation__clave"),
            contracts=self.tender.contracts.select_related("supplier"),
            manages=may_manage(self.person),
            crumbs=self.crumbs(),
            **kwargs,
        )


class TenderNew(Managing, PurchaseForm):
    form_class = TenderForm
    title = gettext_lazy("Registrar un procedimiento")
    submit = gettext_lazy("Registrar")

    def act(self, form: Any) -> str:
        told = {name: value for name, value in form.cleaned_data.items() if name != "edition"}
        self.made = register_tender(by=self.person, **told)
        return _("Procedimiento registrado; agregue sus claves.")

    def here(self) -> str:
        return reverse("supply:tender-list")

    def get_success_url(self) -> str:
        return self.made.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        return [(_("Procedimientos"), self.here()), *more]


class TenderAct(OfTender, PurchaseForm):
    def permit(self) -> None:
        must_manage(self.person)

    def subject(self) -> str:
        return self.tender.number


class TenderEdit(TenderAct):
    form_class = TenderForm
    title = gettext_lazy("Corregir el procedimiento")

    def edited(self) -> Tender:
        return self.tender

    def get_initial(self) -> dict[str, Any]:
        names = [name for name in TenderForm.base_fields if name != "edition"]
        return super().get_initial() | {name: getattr(self.tender, name) for name in names}

    def act(self, form: Any) -> str:
        change_tender(tender=self.tender, by=self.person, **form.cleaned_data)
        return _("Procedimiento corregido.")


class TenderLineNew(TenderAct):
    form_class = TenderLineForm
    title = gettext_lazy("Agregar una clave al procedimiento")
    submit = gettext_lazy("Agregar")

    def act(self, form: Any) -> str:
        line = set_tender_line(tender=self.tender, by=self.person, **form.cleaned_data)
        return _("%(clave)s quedó en el procedimiento.") % {"clave": line.presentation.clave}


class OfTenderLine(TenderAct):
    line: TenderLine

    def find(self) -> None:
        super().find()
        lines = TenderLine.objects.filter(tender=self.tender).select_related("presentation__drug", "tender")
        self.line = get_object_or_404(lines, pk=self.kwargs["line"])

    def subject(self) -> str:
        presentation = self.line.presentation
        return f"{self.tender.number} · {presentation.clave} · {presentation.drug.label}"


class TenderLineEdit(OfTenderLine):
    form_class = TenderLineForm
    title = gettext_lazy("Corregir una clave del procedimiento")

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["presentation"].disabled = True
        return form

    def get_initial(self) -> dict[str, Any]:
        line = self.line
        return super().get_initial() | {
            "presentation": line.presentation.clave,
            "packs": line.packs,
            "reference_price": line.reference_price,
            "result": line.result,
        }

    def act(self, form: Any) -> str:
        told = form.cleaned_data | {"presentation": self.line.presentation}
        set_tender_line(tender=self.tender, by=self.person, **told)
        return _("Clave corregida.")


class BidNew(OfTenderLine):
    form_class = BidForm
    title = gettext_lazy("Anotar una oferta")
    submit = gettext_lazy("Anotar")

    def act(self, form: Any) -> str:
        set_bid(line=self.line, by=self.person, **form.cleaned_data)
        return _("Oferta anotada.")

    def consequences(self) -> list[str]:
        return [_("Si el proveedor ya tenía una oferta para esta clave, se corrige.")]
