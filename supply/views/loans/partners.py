"""`/prestamos/instituciones/`: who lends and borrows, and the account with each."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import Column
from delegations.models import Delegation
from delegations.roles import Permission
from delegations.scoping import scope_of
from delegations.views.acting import ActForm
from delegations.views.editing import EditForm
from delegations.views.listing import Listing
from supply.actions.loans import change_partner, register_partner
from supply.filters.loans import PartnerFilter
from supply.forms.loans import PartnerForm
from supply.loan_rights import may_keep_partners, must_keep_partners
from supply.models import Partner
from supply.selectors.loans.listing import loans_for, partners_for
from supply.selectors.loans.statement import accounts_of
from supply.views.loans.base import Staff

COLUMNS = (
    Column(gettext_lazy("Nombre"), "name", 36),
    Column(gettext_lazy("Institución"), "institution", 28),
    Column(gettext_lazy("Delegación"), "delegation.name", 24),
    Column(gettext_lazy("Contacto"), "contact", 28),
    Column(gettext_lazy("Teléfono"), "phone"),
    Column(gettext_lazy("Correo"), "email", 28),
    Column(gettext_lazy("Activa"), "is_active"),
    Column(gettext_lazy("Préstamos por devolver"), "open_loans"),
)
# What one account shows; a longer one is downloaded from the list.
MOST_LOANS = 300


def keeps_of(person: Any) -> QuerySet[Delegation]:
    """Delegations whose institutions the person writes down."""
    grants = [grant for grant in scope_of(person).grants if Permission.LEND in grant.permissions]
    if any(grant.is_national for grant in grants):
        return Delegation.objects.order_by("name")
    ids = [grant.delegation_id for grant in grants if grant.delegation_id is not None]
    return Delegation.objects.filter(pk__in=ids).order_by("name")


class PartnerList(Staff, Listing):
    model = Partner
    filterset_class = PartnerFilter
    template_name = "supply/loans/partners.html"
    title = gettext_lazy("Instituciones externas")
    export_name = "instituciones-externas"
    export_columns = COLUMNS

    def get_queryset(self) -> QuerySet[Partner]:
        return partners_for(self.person)

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [(_("Préstamos"), reverse("supply:loan-list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_keep=keeps_of(self.person).exists(), **kwargs)


class PartnerNew(Staff, ActForm):
    form_class = PartnerForm
    template_name = "supply/loans/partner_form.html"
    title = gettext_lazy("Nueva institución externa")
    submit = gettext_lazy("Dar de alta")
    made: Partner

    def allow(self) -> None:
        if not keeps_of(self.person).exists():
            raise PermissionDenied(_("Las instituciones externas las da de alta quien responde por la delegación."))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "delegations": keeps_of(self.person), "is_new": True}

    def act(self, form: Any) -> str:
        data = {name: value for name, value in form.cleaned_data.items() if name != "edition"}
        self.made = register_partner(by=self.person, **data)
        return _("Institución dada de alta.")

    def here(self) -> str:
        return reverse("supply:partner-list")

    def get_success_url(self) -> str:
        return self.made.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Instituciones externas"), self.here()), (str(self.title), "")]
        return super().get_context_data(crumbs=crumbs, **kwargs)


class OnePartner(Staff):
    partner: Partner

    def allow(self) -> None:
        rows = Partner.objects.visible_to(self.person).select_related("delegation")
        self.partner = get_object_or_404(rows, pk=self.kwargs["pk"])

    def here(self) -> str:
        return self.partner.get_absolute_url()


class PartnerStatement(OnePartner, TemplateView):
    """The account with one institution, of the places that this person sees; made to be printed and signed."""

    template_name = "supply/loans/partner.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = loans_for(self.person).filter(partner=self.partner.pk).order_by("-on", "-pk")
        loans = list(rows.prefetch_related("lines__lot__drug")[: MOST_LOANS + 1])
        return super().get_context_data(
            partner=self.partner,
            loans=loans[:MOST_LOANS],
            more=len(loans) > MOST_LOANS,
            accounts=accounts_of(loans[:MOST_LOANS]),
            may_keep=may_keep_partners(self.person, self.partner.delegation),
            today=timezone.localdate(),
            crumbs=[
                (_("Préstamos"), reverse("supply:loan-list")),
                (_("Instituciones externas"), reverse("supply:partner-list")),
                (self.partner.name, ""),
            ],
            **kwargs,
        )


class PartnerEdit(OnePartner, EditForm):
    form_class = PartnerForm
    template_name = "supply/loans/partner_form.html"
    title = gettext_lazy("Corregir la institución")

    def allow(self) -> None:
        super().allow()
        must_keep_partners(self.person, self.partner.delegation)

    def edited(self) -> Any:
        return self.partner

    def get_initial(self) -> dict[str, Any]:
        names = ("name", "institution", "contact", "phone", "email", "is_active")
        return {**super().get_initial(), **{name: getattr(self.partner, name) for name in names}}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "delegations": Delegation.objects.none(), "is_new": False}

    def act(self, form: Any) -> str:
        change_partner(partner=self.partner, by=self.person, **form.cleaned_data)
        return _("Datos guardados.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [
            (_("Instituciones externas"), reverse("supply:partner-list")),
            (self.partner.name, self.here()),
            (str(self.title), ""),
        ]
        return super().get_context_data(crumbs=crumbs, subject=self.partner.name, **kwargs)
