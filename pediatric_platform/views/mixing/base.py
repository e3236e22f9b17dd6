"""What every page of the mixing centre asks first, and how a refusal is told."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.views.listing import Crumb
from pediatric_platform.models import Mixture
from pediatric_platform.selectors.mixing.one import mixtures_for
from pediatric_platform.views.children.base import Clinical


class OneMixture(Clinical):
    """A page or a step of one mixture: for whoever does not see its child or its place it is not there (404)."""

    mixture: Mixture

    def allow(self) -> None:
        self.mixture = get_object_or_404(mixtures_for(self.person), pk=self.kwargs["pk"])

    def here(self) -> str:
        return reverse("pediatric:mixture", args=[self.mixture.pk])


def day_url(mixture: Mixture) -> str:
    """The day list that the mixture stands in."""
    order = mixture.order
    return f"{reverse('pediatric:mixing-day')}?dia={order.for_day.isoformat()}&lugar={order.place.code}"


def crumbs_of(mixture: Mixture, *more: Crumb) -> list[Crumb]:
    order = mixture.order
    return [
        (_("Mezclas"), day_url(mixture)),
        (order.folio, reverse("pediatric:mixing-order", args=[order.folio])),
        (f"{mixture.dose.name}", reverse("pediatric:mixture", args=[mixture.pk]) if more else ""),
        *more,
    ]
