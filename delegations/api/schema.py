"""How the schema speaks of a view: what the view itself says, and the errors that any view may answer with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction, OpenApiResponse

from delegations.api.error_schema import ErrorSerializer

SAFE = ("GET", "HEAD", "OPTIONS")


class Schema(AutoSchema):
    """Reads `summary`, `details`, `answers` ({status: serializer}), `refuses` (409, 422…) and `tag` of a view.

    A view whose methods differ gives `summary` and `answers` by method: `summary_delete`, `answers_delete`.
    """

    def _of_view(self, name: str, default: Any = None) -> Any:
        own = getattr(self.view, f"{name}_{self.method.lower()}", None)
        return own if own is not None else getattr(self.view, name, default)

    def get_summary(self) -> str | None:
        summary = self._of_view("summary")
        return str(summary) if summary else super().get_summary()

    def get_description(self) -> str:  # type: ignore[override]
        return str(self._of_view("details", ""))

    def get_tags(self) -> list[str]:
        tag = self._of_view("tag")
        return [tag] if tag else super().get_tags()

    def get_response_serializers(self) -> Any:
        return self._of_view("answers") or super().get_response_serializers()

    def get_override_parameters(self) -> list[Any]:
        return list(self._of_view("parameters", ()))

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Views that make their pages themselves say so with `is_list`."""
        return bool(self.method == "GET" and getattr(self.view, "is_list", False)) or super()._is_list_view(serializer)

    def _get_response_bodies(self, direction: Direction = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        for code, text in self._errors():
            answer = OpenApiResponse(ErrorSerializer, description=text)
            bodies.setdefault(
                str(code), self._get_response_for_code(answer, str(code), ["application/json"], direction)
            )
        return bodies

    def _errors(self) -> Iterator[tuple[int, str]]:
        is_write = self.method not in SAFE
        if is_write or self._get_filter_parameters() or self._of_view("parameters"):
            yield 400, _("Datos que corregir; cada falta con su campo.")
        yield 401, _("Sin identificación válida.")
        if is_write or getattr(self.view, "permission", None):
            yield 403, _("Sin permiso para esto en ese lugar.")
        # Named in the address, or in what is asked or sent.
        if is_write or "{" in self.path or self._is_list_view() or self._of_view("parameters"):
            yield 404, _("No existe o queda fuera de su alcance.")
        yield 406, _("No hay representación en el formato pedido.")
        if is_write:
            yield 415, _("Tipo de contenido no admitido.")
        texts = {
            409: _("Choca con lo que ya está asentado."),
            422: _("Se entendió y no procede; nada se guardó."),
        }
        for code in self._of_view("refuses", ()):
            yield code, texts[code]
        yield 429, _("Demasiadas solicitudes.")
