"""The pages of loans: lent and returned by form, the account with an institution."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from delegations.models import Person
from supply.actions.loans import forgive_loan
from supply.models import Loan, LoanState
from supply.selectors.loans.statement import accounts_of
from tests.factories.loans import PartnerFactory

pytestmark = pytest.mark.django_db


def _as(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def partner(delegation):
    return PartnerFactory(delegation=delegation)


def _lend(ana, pharmacy, partner, vincristine, pieces: int, key: str = "llave"):
    told = {
        "partner": partner.pk, "due_on": "31/12/2030", "key": key, "reference": "Oficio 7",
        "lineas-TOTAL_FORMS": 1, "lineas-INITIAL_FORMS": 0, "lineas-0-drug": vincristine.code,
        "lineas-0-pieces": pieces,
    }  # fmt: skip
    return _as(ana).post(reverse("supply:loan-give", args=[pharmacy.code]), told)


def test_it_is_lent_by_form_once_and_refused_beside_its_line(stocked, pharmacy, partner, vincristine, ana):
    page = _lend(ana, pharmacy, partner, vincristine, 31)
    assert "pieces" in page.context["lines"].forms[0].errors
    for _twice in range(2):
        page = _lend(ana, pharmacy, partner, vincristine, 12)
    loan = Loan.objects.get()
    assert page["Location"] == loan.get_absolute_url()


def test_it_is_returned_by_form_with_the_lot_that_came(stocked, pharmacy, partner, vincristine, ana):
    _lend(ana, pharmacy, partner, vincristine, 12)
    loan = Loan.objects.get()
    near, far = loan.lines.order_by("lot__expires_on")
    here = reverse("supply:loan-return", args=[loan.pk])
    head = {"key": "vuelve", "edition": loan.edition}
    page = _as(ana).post(here, {**head, f"vuelve-{near.pk}-pieces": 11})
    assert f"{near.pk}-pieces" in page.context["lines"].errors
    lot = {f"vuelve-{near.pk}-number": "AJENO-9", f"vuelve-{near.pk}-expires_on": "12/2031"}
    page = _as(ana).post(here, {**head, f"vuelve-{near.pk}-pieces": 10, **lot, f"vuelve-{far.pk}-pieces": 2})
    loan.refresh_from_db()
    assert (page.status_code, loan.state) == (302, LoanState.RETURNED)
    assert "AJENO-9" in _as(ana).get(loan.get_absolute_url()).content.decode()


def test_the_account_says_who_owes_what(stocked, pharmacy, partner, vincristine, ana):
    _lend(ana, pharmacy, partner, vincristine, 12)
    _lend(ana, pharmacy, partner, vincristine, 3, key="otra")
    first = Loan.objects.order_by("pk")[0]
    [account] = accounts_of(Loan.objects.prefetch_related("lines__lot__drug"))
    assert (account.given, account.they_owe, account.we_owe, account.net) == (15, 15, 0, 15)
    forgive_loan(loan=first, reason="Canje", by=ana)
    [account] = accounts_of(Loan.objects.prefetch_related("lines__lot__drug"))
    assert (account.they_owe, account.settled) == (3, 12)
    assert _as(ana).get(partner.get_absolute_url()).status_code == 200


def test_the_list_asks_as_much_of_few_as_of_many(
    stocked, pharmacy, partner, vincristine, ana, django_assert_max_num_queries
):
    for number in range(5):
        _lend(ana, pharmacy, partner, vincristine, 2, key=f"k{number}")
    client = _as(ana)
    with django_assert_max_num_queries(16):
        page = client.get(reverse("supply:loan-list"))
    assert page.context["figures"]["they_owe"] == 10
    assert len(page.context["object_list"]) == 5
