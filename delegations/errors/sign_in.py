"""What one cannot do about how an account is entered."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors.accounts import AccountRefusal


class NothingToReset(AccountRefusal):
    code = "no_second_factor"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(name)s no tiene segundo factor.") % {"name": name},
            remedy=_("Puede entrar con su contraseña o con un código por correo."),
        )


class OwnSecondFactor(AccountRefusal):
    code = "own_second_factor"

    def __init__(self) -> None:
        super().__init__(
            _("Nadie retira su propio segundo factor por esta vía."),
            remedy=_("Use sus códigos de recuperación o pídalo a otra persona de la administración."),
        )


class SecondFactorMissing(AccountRefusal):
    """The person's role demands a second factor that is not there yet."""

    code = "second_factor_required"

    def __init__(self) -> None:
        super().__init__(
            _("Su función exige un segundo factor."),
            remedy=_("Agréguelo en la página de su cuenta, en «Segundo factor»."),
        )
