from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from delegations.models import AuditEvent
from delegations.sign_in.policy import has_second_factor
from tests.delegations.sign_in.conftest import enrol

pytestmark = pytest.mark.django_db


def test_it_is_taken_off_and_noted(admin, capsys):
    enrol(admin)
    call_command("reset_second_factor", email=admin.email.upper(), reason="Le robaron el celular; lo vi en persona")
    assert not has_second_factor(admin)
    assert AuditEvent.objects.get(type="second_factor.reset").by == ""
    assert admin.full_name in capsys.readouterr().out


@pytest.mark.parametrize(("email", "said"), [("nadie@example.org", "No account"), (None, "no tiene segundo factor")])
def test_what_cannot_be_done_is_said(admin, email, said):
    with pytest.raises(CommandError, match=said):
        call_command("reset_second_factor", email=email or admin.email, reason="x")
