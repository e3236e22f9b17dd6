"""How pages write the text of minutes: word for word, one point of a list apart from the next."""

from __future__ import annotations

from meetings.templatetags.meetings import minutes_text


def test_points_stand_apart_with_what_follows_them():
    text = "Pasaron dos:\r\n· D-AAAA: Surtir.\r\n1. D-BBBB: Firmar <ya>.\nResponsable: Ana.\n\nFin."
    assert minutes_text(text) == (
        '<p>Pasaron dos:</p><p class="is-item">· D-AAAA: Surtir.</p>'
        '<p class="is-item">1. D-BBBB: Firmar &lt;ya&gt;.<br>Responsable: Ana.</p><p>Fin.</p>'
    )


def test_nothing_is_nothing():
    assert minutes_text("") == "<p></p>"
