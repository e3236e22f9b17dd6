"""Help for a person's own account."""

from django.utils.translation import gettext_lazy as _

from delegations.help.registry import EVERYONE, HelpPage

PAGES = (
    HelpPage(
        "mi-cuenta",
        _("Mi cuenta"),
        ("delegations:account", "account_email", "account_change_password"),
        _("Sus datos, su idioma, sus nombramientos y cómo entra."),
        parts=[
            (_("Idioma"), _("El de las páginas y el de los correos.")),
            (_("Contraseña"), _("Al menos doce signos; no sirve una muy usada ni parecida a su nombre.")),
            (_("Clave de la API"), _("Para un programa que trabaje en su nombre; puede revocarla cuando quiera.")),
        ],
        can=[_("Cambiar contraseña e idioma."), _("Ver desde dónde ha entrado y cerrar esas sesiones.")],
        ask=_("Su nombramiento lo cambia quien se lo dio, no usted."),
        group=EVERYONE,
    ),
    HelpPage(
        "segundo-paso",
        _("Segundo factor para entrar"),
        (
            "mfa_index",
            "mfa_authenticate",
            "mfa_reauthenticate",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_generate_recovery_codes",
            "mfa_view_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
            "mfa_login_webauthn",
            "mfa_reauthenticate_webauthn",
            "mfa_signup_webauthn",
            "account_reauthenticate",
        ),
        _("Un código de una aplicación o una llave de acceso, además de la contraseña."),
        parts=[
            (_("A quién se le pide"), _("A oficina central, administración, auditoría y quien ve datos de menores.")),
            (
                _("Códigos de recuperación"),
                _("Diez códigos de un solo uso. Imprímalos y guárdelos fuera del teléfono."),
            ),
        ],
        ask=_(
            "Si perdió el teléfono, la llave y los códigos, escriba a la administración con su nombre y su puesto: lo "
            "restablece después de comprobar que es usted. Quien hizo su nombramiento no puede hacerlo."
        ),
        group=EVERYONE,
        public=True,
    ),
    HelpPage(
        "sesiones",
        _("Sesiones abiertas"),
        ("usersessions_list",),
        _("Los navegadores donde su cuenta está abierta."),
        can=[_("Cerrar la de un equipo que no reconoce o que ya no usa.")],
        ask=_("Si ve una que no es suya, ciérrela y cambie su contraseña."),
        group=EVERYONE,
    ),
)
