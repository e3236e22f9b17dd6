from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from delegations.models import AuditEvent
from supply.models import Drug, Gtin, Presentation
from tests.factories.supply import AssortmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(db, hospital):
    call_command("load_catalogue", verbosity=0, stdout=StringIO())
    for drug in Drug.objects.in_compendio()[:20]:
        AssortmentFactory(unit=hospital, drug=drug)
    for number, presentation in enumerate(Presentation.objects.all()[:20]):
        Gtin.objects.create(gtin=f"0750000000{number:04d}", presentation=presentation)


@pytest.mark.parametrize("model", ["drug", "presentation", "gtin", "assortment"])
def test_each_list_opens_with_few_queries(client, admin, catalogue, model, django_assert_max_num_queries):
    client.force_login(admin)
    with django_assert_max_num_queries(14):
        assert client.get(reverse(f"admin:supply_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:supply_{model}_changelist"), {"q": "vincristina"}).status_code == 200
    assert client.get(reverse(f"admin:supply_{model}_add")).status_code == 200


def test_a_drug_is_found_by_its_clave_and_edited_with_an_audit_line(client, admin, catalogue):
    client.force_login(admin)
    drug = Drug.objects.get(code="010.000.1768")
    found = client.get(reverse("admin:supply_drug_changelist"), {"q": "010000176800"})
    assert list(found.context["cl"].queryset) == [drug]
    url = reverse("admin:supply_drug_change", args=[drug.pk])
    page = client.get(url)
    form = page.context["adminform"].form
    data = {name: "" if value is None else value for name, value in form.initial.items() if name in form.fields}
    data = {name: value for name, value in data.items() if value is not False}
    for formset in page.context["inline_admin_formsets"]:
        management = formset.formset.management_form
        data |= {f"{management.prefix}-{name}": value for name, value in management.initial.items()}
        for inline in formset.formset.initial_forms:
            data |= {f"{inline.prefix}-{name}": inline[name].value() for name in inline.fields}
    data |= {"cold_chain": "true", "ven": "V"}
    assert client.post(url, data).status_code == 302
    drug.refresh_from_db()
    assert (drug.cold_chain, drug.ven) == (True, "V")
    event = AuditEvent.objects.get(type="drug.changed")
    assert event.after == {"cold_chain": True, "ven": "V"}
    assert Drug.objects.search("1768").get() == drug
