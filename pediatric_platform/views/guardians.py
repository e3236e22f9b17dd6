"""A child's relatives: invited with their consent, corrected, ended."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations import audit
from delegations.navigation import address
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from pediatric_platform.actions.guardians import (
    correct_guardian,
    end_guardian,
    give_consent,
    invite_again,
    invite_guardian,
    retract_invitation,
    withdraw_consent,
)
from pediatric_platform.forms.guardians import GuardianCorrectForm, GuardianInviteForm, PaperConsentForm, WhyForm
from pediatric_platform.models import ConsentMethod
from pediatric_platform.selectors.guardians import child_guardians, history, text_in_force
from pediatric_platform.views.guardian_pages import GuardianForm, GuardianPress, OfChild, OfGuardian


class GuardianInvite(GuardianForm):
    """Who answers for the child at home gets access, and agreed to it first."""

    form_class = GuardianInviteForm
    template_name = "pediatric_platform/guardian_invite.html"
    title = gettext_lazy("Invitar a un familiar")
    submit = gettext_lazy("Enviar la invitación")

    def consequences(self) -> list[str]:
        return [
            _("Le llega un correo con un enlace que sirve una sola vez, durante 30 días."),
            _("Con él elige cómo entrar, desde su celular; no hace falta instalar nada."),
            _("Ve solo a esta niña o este niño, y solo mientras su consentimiento siga en pie."),
            _("Puede retirarlo en su página, con un botón, sin dar explicaciones."),
        ]

    def act(self, data: dict[str, Any]) -> str:
        guardian = invite_guardian(child=self.child, by=self.person, **data)
        if guardian.person.has_joined:
            return _("%(mail)s ya tenía cuenta: se le avisó por correo.") % {"mail": guardian.person.email}
        return _("Se envió la invitación a %(mail)s.") % {"mail": guardian.person.email}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(text=text_in_force(), rows=child_guardians(self.child).current, **kwargs)


class GuardianCorrect(OfGuardian, GuardianForm):
    """Another relation or telephone."""

    form_class = GuardianCorrectForm
    title = gettext_lazy("Corregir los datos del familiar")

    def get_initial(self) -> dict[str, Any]:
        return {"relation": self.guardian.relation, "phone": self.guardian.phone}

    def act(self, data: dict[str, Any]) -> str:
        correct_guardian(guardian=self.guardian, by=self.person, **data)
        return _("Se corrigieron los datos.")


class GuardianConsent(OfGuardian, GuardianForm):
    """A signed sheet is written down."""

    form_class = PaperConsentForm
    title = gettext_lazy("Anotar el consentimiento firmado")
    submit = gettext_lazy("Anotar el consentimiento")

    def consequences(self) -> list[str]:
        return [
            _("Desde este momento ve en su página a esta niña o este niño."),
            _("Queda anotado con el texto que estaba en uso ese día y con su nombre, el de usted."),
        ]

    def act(self, data: dict[str, Any]) -> str:
        consent = give_consent(guardian=self.guardian, method=ConsentMethod.PAPER, by=self.person, **data)
        return _("Consentimiento anotado, versión %(version)s.") % {"version": consent.text.version}


class GuardianWithdraw(OfGuardian, GuardianForm):
    """The family asked at the hospital that their consent be withdrawn."""

    form_class = WhyForm
    title = gettext_lazy("Retirar el consentimiento")
    submit = gettext_lazy("Retirar el consentimiento")
    kind = "danger"

    def consequences(self) -> list[str]:
        return [
            _("Su página deja de mostrar a esta niña o este niño en este momento."),
            _("Su calendario y los correos que esperaban salir también."),
            _("Sigue como familiar responsable: puede aceptar de nuevo cuando quiera."),
        ]

    def act(self, data: dict[str, Any]) -> str:
        withdraw_consent(guardian=self.guardian, by=self.person, **data)
        return _("Se retiró el consentimiento.")


class GuardianEnd(OfGuardian, GuardianForm):
    """Somebody no longer answers for the child."""

    form_class = WhyForm
    title = gettext_lazy("Dar de baja al familiar")
    submit = gettext_lazy("Dar de baja")
    kind = "danger"

    def consequences(self) -> list[str]:
        return [
            _("Deja de ver a esta niña o este niño en este momento; su consentimiento queda retirado."),
            _("Si no tiene a otra niña o niño en este hospital, pierde también su lugar en él y su invitación."),
            _("Lo que ya quedó escrito no se borra."),
        ]

    def act(self, data: dict[str, Any]) -> str:
        end_guardian(guardian=self.guardian, by=self.person, **data)
        return _("Se dio de baja a %(name)s.") % {"name": self.guardian.person.full_name}


class GuardianInviteAgain(GuardianPress):
    """A fresh invitation to the same address."""

    def act(self) -> str:
        mail = {"mail": self.guardian.person.email}
        if invite_again(guardian=self.guardian, by=self.person):
            return _("Se envió una invitación nueva a %(mail)s.") % mail
        return _("%(mail)s ya aceptó su invitación: puede entrar con ese correo.") % mail


class GuardianRetract(GuardianPress):
    """The address was wrong: invitation, place and consent end in one press."""

    def act(self) -> str:
        retract_invitation(guardian=self.guardian, by=self.person)
        return _("La invitación a %(mail)s ya no abre nada. Invite ahora al correo correcto.") % {
            "mail": self.guardian.person.email
        }


class GuardianHistory(OfChild, TemplateView):
    """Every guardian there was and every consent, for who treats the child."""

    template_name = "pediatric_platform/guardian_history.html"
    only_registrars = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audit.record_read(by=self.person, what="guardians.read", target=self.child)
        child = address("pediatric:child", self.child.folio)
        return super().get_context_data(
            child=self.child,
            rows=history(self.child),
            guardians=child_guardians(self.child),
            crumbs=[
                (_("Niñas y niños"), address("pediatric:child-list")),
                (self.child.full_name, child),
                (_("Familiares y consentimientos"), ""),
            ],
            **kwargs,
        )


class ConsentSheet(LoginRequiredMixin, TemplateView):
    """The text in force as a sheet to print and sign, for who registers children."""

    template_name = "pediatric_platform/consent_sheet.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not has_permission(person_of(request), Permission.REGISTER_CHILD):
            raise PermissionDenied(_("La hoja de consentimiento la usa quien atiende a niñas y niños."))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Niñas y niños"), address("pediatric:child-list")), (_("Hoja de consentimiento"), "")]
        return super().get_context_data(text=text_in_force(), crumbs=crumbs, **kwargs)
