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
    data |= {"presentations-TOTAL_FORMS": 0, "presentations-INITIAL_FORMS": 0, "cold_chain": "true", "ven": "V"}
    assert client.post(url, data).status_code == 302
    drug.refresh_from_db()
    assert (drug.cold_chain, drug.ven) == (True, "V")
    event = AuditEvent.objects.get(type="drug.changed")
    assert event.after == {"cold_chain": True, "ven": "V"}
    assert Drug.objects.search("1768").get() == drug


def test_a_trade_item_added_to_a_clave_is_audited(client, admin, catalogue):
    client.force_login(admin)
    presentation = Presentation.objects.get(clave="010.000.1768.00")
    data = {
        "pieces_per_pack": 1,
        "group": "Medicamento",
        "therapeutic_groups": "Oncología",
        "note": "",
        "gtins-TOTAL_FORMS": 1,
        "gtins-INITIAL_FORMS": 0,
        "gtins-0-gtin": "07501234567890",
        "gtins-0-presentation": presentation.pk,
    }
    url = reverse("admin:supply_presentation_change", args=[presentation.pk])
    assert client.post(url, data).status_code == 302
    assert presentation.gtins.get().gtin == "07501234567890"
    assert AuditEvent.objects.get(type="gtin.created").after["gtin"] == "07501234567890"
