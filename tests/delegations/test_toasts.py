import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string

from delegations.toasts import Way, toast, way_of


@pytest.fixture
def request_with_messages(rf):
    request = rf.get("/")
    request._messages = CookieStorage(request)
    return request


def test_a_toast_carries_its_undo_and_its_link(request_with_messages):
    toast(
        request_with_messages, "Se recibieron 120 piezas.", undo="/revertir/1/", link="/documentos/1/", link_label="Ver"
    )
    shown = render_to_string(
        "_components/toasts.html", {"messages": messages.get_messages(request_with_messages)}, request_with_messages
    )
    assert 'action="/revertir/1/"' in shown
    assert 'href="/documentos/1/"' in shown
    assert "csrfmiddlewaretoken" in shown


@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "javascript:alert(1)", "x/"])
def test_only_local_paths_are_ways(request_with_messages, address):
    with pytest.raises(ValueError, match="local"):
        toast(request_with_messages, "x", undo=address)
    forged = Message(messages.INFO, "x", extra_tags=f'{{"undo": "{address}"}}')
    assert way_of(forged) == Way()


@pytest.mark.parametrize("tags", ["", "safe", "{not json", None])
def test_messages_of_others_have_no_way(tags):
    assert way_of(Message(messages.INFO, "x", extra_tags=tags)) == Way()
