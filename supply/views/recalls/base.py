"""What every page of recalls asks first: does the person see it, and may they do this to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import Asking
from delegations.views.editing import EditForm
from delegations.views.listing import Crumb
from supply.models import Recall, RecallHolding
from supply.recall_rights import must_answer, must_recall


class Staff(Asking):
    """For the institute's staff."""

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("Los retiros los ve el personal del instituto."))


class OneRecall(Staff):
    """A page or an act of one recall. That a lot is unsafe is no secret among staff; who holds it is scoped."""

    recall: Recall

    def allow(self) -> None:
        rows = Recall.objects.visible_to(self.person).select_related("drug", "opened_by", "ended_by")
        self.recall = get_object_or_404(rows, pk=self.kwargs["pk"])
        self.permit()

    def permit(self) -> None:
        """Whether they may do this to it; the action asks again."""

    def here(self) -> str:
        return self.recall.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        return [
            (_("Retiros sanitarios"), reverse("supply:recall-list")),
            (self.recall.folio, self.here() if more else ""),
            *more,
        ]


class RecallAct(OneRecall, EditForm):
    """A form about the whole recall."""

    template_name = "supply/recalls/act.html"

    def permit(self) -> None:
        must_recall(self.person)

    def edited(self) -> Any:
        return self.recall

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = self.crumbs((str(self.title), ""))
        return super().get_context_data(recall=self.recall, crumbs=crumbs, **kwargs)


class OneHolding(OneRecall):
    """What one place has of it: for others it is not there (404); 403 for who sees it and does not keep it."""

    holding: RecallHolding

    def allow(self) -> None:
        super().allow()
        rows = RecallHolding.objects.visible_to(self.person).filter(recall=self.recall)
        related = ("recall", "place__delegation", "place__unit", "lot__drug", "acknowledged_by", "document")
        self.holding = get_object_or_404(rows.select_related(*related), pk=self.kwargs["holding"])
        must_answer(self.person, self.holding.place)
