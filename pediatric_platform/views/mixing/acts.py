"""One press, one step: each view is a sentence, and a refusal comes back on the page with what was typed."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.refusals import said
from pediatric_platform.actions import mixing
from pediatric_platform.views.editing import number_in
from pediatric_platform.views.mixing.base import OneMixture
from pediatric_platform.views.mixing.mixture import show_mixture
from pediatric_platform.views.mixing.steps import may_take


class MixtureAct(OneMixture, View):
    """POST takes the step; `may` is asked before anything is read of the request."""

    http_method_names = ["post", "options"]
    step = ""

    def allow(self) -> None:
        super().allow()
        if not may_take(self.person, self.mixture, self.step):
            raise PermissionDenied(_("Su nombramiento no permite este paso de la mezcla."))

    def act(self, reason: str, edition: int | None) -> str:
        """The one call of the action; what to say of it."""
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        reason = request.POST.get("note", "")
        try:
            text = self.act(reason, number_in(request, "edition"))
        except NotAllowed:
            raise
        except Refusal as refusal:
            self.mixture.refresh_from_db(fields=["state", "edition", "use_before"])
            return show_mixture(request, self.mixture, refusal=said(refusal), typed=reason)
        toast(request, text, link=self.here(), link_label=_("Ver la mezcla"))
        return HttpResponseRedirect(self.back())

    def back(self) -> str:
        """Where the page that was pressed on says, on this site; else the mixture's page."""
        path = self.request.POST.get("regreso", "")
        if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
            return path
        return self.here()

    def name(self) -> str:
        return f"{self.mixture.order.folio} · {self.mixture.dose.name}"


class MixturePrepare(MixtureAct):
    step = "prepare"

    def act(self, reason: str, edition: int | None) -> str:
        done = mixing.prepare(mixtures=[self.mixture], by=self.person)
        if done.replayed:
            return _("Ya estaba preparada: no se repitió.")
        opened = ngettext("se abrió %(n)d frasco", "se abrieron %(n)d frascos", done.opened) % {"n": done.opened}
        return _("%(mixture)s preparada: %(opened)s.") % {"mixture": self.name(), "opened": opened}


class MixtureDispatch(MixtureAct):
    step = "dispatch"

    def act(self, reason: str, edition: int | None) -> str:
        mixing.dispatch_(mixture=self.mixture, by=self.person, edition=edition)
        return _("%(mixture)s enviada.") % {"mixture": self.name()}


class MixtureReceive(MixtureAct):
    step = "receive"

    def act(self, reason: str, edition: int | None) -> str:
        mixing.receive(mixture=self.mixture, by=self.person, edition=edition)
        return _("%(mixture)s recibida.") % {"mixture": self.name()}


class MixtureAdminister(MixtureAct):
    step = "administer"

    def act(self, reason: str, edition: int | None) -> str:
        mixing.administer(mixture=self.mixture, by=self.person, edition=edition, reason=reason)
        return _("%(mixture)s aplicada.") % {"mixture": self.name()}


class MixtureReject(MixtureAct):
    step = "reject"

    def act(self, reason: str, edition: int | None) -> str:
        missing = self.request.POST.get("missing") == "si"
        mixing.reject(mixture=self.mixture, reason=reason, was_missing=missing, by=self.person, edition=edition)
        return _("%(mixture)s rechazada. Si todavía se necesita, pídala otra vez desde su sesión.") % {
            "mixture": self.name()
        }


class MixtureReturn(MixtureAct):
    step = "return"

    def act(self, reason: str, edition: int | None) -> str:
        mixing.return_(mixture=self.mixture, reason=reason, by=self.person, edition=edition)
        return _("%(mixture)s devuelta. Si todavía se necesita, pídala otra vez desde su sesión.") % {
            "mixture": self.name()
        }


class MixtureUndo(MixtureAct):
    step = "undo"

    def act(self, reason: str, edition: int | None) -> str:
        undone = mixing.undo_preparation(mixture=self.mixture, reason=reason, by=self.person)
        return ngettext(
            "Se deshizo la preparación de %(n)d mezcla: sus piezas volvieron a la existencia.",
            "Se deshizo la preparación de %(n)d mezclas: sus piezas volvieron a la existencia.",
            len(undone),
        ) % {"n": len(undone)}
