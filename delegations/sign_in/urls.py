"""The doors and the account's own pages, under the names that django-allauth asks for; only what we offer."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from delegations.sign_in.views import ConfirmEmailCode, ConfirmLoginCode, NoSignUp

urlpatterns = [
    # /entrar/, /salir/
    path("entrar/", account.login, name="account_login"),
    path("entrar/codigo/", account.request_login_code, name="account_request_login_code"),
    path("entrar/codigo/confirmar/", ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path("entrar/segundo-factor/", factors.authenticate, name="mfa_authenticate"),
    path("entrar/llave/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("entrar/cuenta-cerrada/", account.account_inactive, name="account_inactive"),
    path("entrar/sin-cuenta/", NoSignUp.as_view(), name="account_signup"),
    path("salir/", account.logout, name="account_logout"),
    # /cuenta/contrasena/
    path("cuenta/contrasena/", account.password_change, name="account_change_password"),
    path("cuenta/contrasena/nueva/", account.password_set, name="account_set_password"),
    path("cuenta/contrasena/olvidada/", account.password_reset, name="account_reset_password"),
    path("cuenta/contrasena/olvidada/enviado/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "cuenta/contrasena/olvidada/listo/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^cuenta/contrasena/olvidada/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    # /cuenta/correo/
    path("cuenta/correo/", account.email, name="account_email"),
    path("cuenta/correo/codigo/", ConfirmEmailCode.as_view(), name="account_email_verification_sent"),
    # /cuenta/confirmar/
    path("cuenta/confirmar/", account.reauthenticate, name="account_reauthenticate"),
    path("cuenta/confirmar/segundo-factor/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("cuenta/confirmar/llave/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    # /cuenta/segundo-factor/
    path("cuenta/segundo-factor/", factors.index, name="mfa_index"),
    path("cuenta/segundo-factor/aplicacion/", totp.activate_totp, name="mfa_activate_totp"),
    path("cuenta/segundo-factor/aplicacion/quitar/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("cuenta/segundo-factor/codigos/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("cuenta/segundo-factor/codigos/nuevos/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("cuenta/segundo-factor/codigos/archivo/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    # /cuenta/llaves/
    path("cuenta/llaves/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("cuenta/llaves/nueva/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("cuenta/llaves/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("cuenta/llaves/<int:pk>/quitar/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    # /cuenta/sesiones/
    path("cuenta/sesiones/", sessions.list_usersessions, name="usersessions_list"),
]
