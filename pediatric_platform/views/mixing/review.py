from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.generic import FormView

from delegations import audit
from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.refusals import refuse
from pediatric_platform.actions.mixing import validate
from pediatric_platform.actions.mixing.rights import may_validate
from pediatric_platform.forms.mixing import ValidateForm
from pediatric_platform.mixing_rules import number_text
from pediatric_platform.selectors.mixing.rules import last_words, rules_for
from pediatric_platform.views.mixing.base import OneMixture, crumbs_of, day_url
from pediatric_platform.views.mixing.mixture import page_of


class MixtureValidate(OneMixture, FormView):
    """The pharmacist reviews a mixture with the dose, its rule, its cap and the child's allergies in sight."""

    template_name = "pediatric_platform/mixture_validate.html"
    form_class = ValidateForm

    def allow(self) -> None:
        super().allow()
        if not may_validate(self.person, self.mixture.order.place):
            raise PermissionDenied(_("Las mezclas las revisa farmacia."))
        self.shared = page_of(self.request, self.mixture)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        audit.record_read(by=self.person, what="mixture.read", target=self.mixture)
        return super().get(*args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        before = last_words(self.mixture.order.place_id, self.mixture.dose.inn)
        return {**before, "edition": self.mixture.edition}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"allergies": self.shared["allergies"]}

    def form_valid(self, form: ValidateForm) -> HttpResponse:
        try:
            validate(mixture=self.mixture, by=self.person, **form.said())
        except NotAllowed:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return self.form_invalid(form)
        name = f"{self.mixture.order.folio} · {self.mixture.dose.name}"
        toast(self.request, _("%(mixture)s validada: ya se puede preparar.") % {"mixture": name}, link=self.here())
        return HttpResponseRedirect(day_url(self.mixture))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        dose, plan = self.mixture.dose, self.mixture.order.session.plan
        cap = rules_for([dose.inn]).cap_of(dose)
        return super().get_context_data(
            **self.shared
            | {
                "rule": number_text(dose.rule_amount) if dose.rule_amount is not None else "",
                "cap": number_text(cap) if cap is not None else "",
                "growth": plan.growth,
                "crumbs": crumbs_of(self.mixture, (_("Validar"), "")),
            },
            **kwargs,
        )
