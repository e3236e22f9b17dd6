"""No page of the administration writes past the trail: rows are looked at only, or each change is noted."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.urls import get_resolver, reverse

from delegations.admin.base import AuditedAdmin, ReadOnlyAdmin
from delegations.models import AuditEvent, Unit


def test_every_registered_page_is_read_only_or_audited():
    assert get_resolver().url_patterns  # the site's map says what is not registered
    assert [
        model._meta.label
        for model, page in admin.site._registry.items()
        if not isinstance(page, AuditedAdmin | ReadOnlyAdmin)
    ] == []


@pytest.mark.django_db
def test_a_change_there_leaves_before_and_after(client, admin, hospital):
    client.force_login(admin)
    address = reverse("admin:delegations_unit_change", args=[hospital.pk])
    form = client.get(address).context["adminform"].form
    data = {name: "" if value is None else value for name, value in form.initial.items()}
    answer = client.post(address, {**data, "municipality": "Tonalá"})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Unit.objects.get(pk=hospital.pk).municipality == "Tonalá"
    event = AuditEvent.objects.get(type="unit.changed")
    assert event.by_id == admin.pk
    assert event.after["municipality"] == "Tonalá"
    assert event.unit_id == hospital.pk
