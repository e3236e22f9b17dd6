"""All settings, top to bottom, in one file; there are no per-environment copies.

What differs between a laptop and production comes from the environment (`.env.example` explains each variable) and
fails loudly when missing. ONCOABASTO_LOCAL=1 marks a machine's own run: `manage.py` and the scripts in `bin/` set it,
and it allows made-up secrets, plain HTTP and mail written to files. Production never sets it.
"""

from __future__ import annotations

from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.api_enums import ENUM_NAMES
from config.embedded.home import data_home, stored_secret
from config.env import env_bool, env_int, env_list, env_str, secret, secrets_list
from config.headers import on_static_files
from config.logs import configuration

BASE_DIR = Path(__file__).resolve().parent.parent

# --- What kind of run this is ---------------------------------------------------------------------

LOCAL = env_bool("ONCOABASTO_LOCAL")
DEBUG = env_bool("DEBUG")
# True when the data loaded is simulated: every page then says so.
SIMULATED = env_bool("ONCOABASTO_SIMULATED")
# The public address, for links in mail.
SITE_URL = env_str(
    "SITE_URL",
    "http://127.0.0.1:8000" if LOCAL else None,
    remedy="Set it to the public address, e.g. https://abasto.example.org",
)

SECRET_KEY = secret("SECRET_KEY", generate=(lambda: stored_secret(data_home(), "secret_key")) if LOCAL else None)
# Former keys, newest first, while what they signed is still about: a key is changed without signing anybody out.
SECRET_KEY_FALLBACKS = secrets_list("SECRET_KEY_FALLBACKS")
# Seals children's identifiers at rest, and makes the prints by which they are found. Changed with
# `manage.py reseal_identifiers`, the former key among the fallbacks meanwhile.
IDENTIFIER_KEY = secret(
    "IDENTIFIER_KEY", generate=(lambda: stored_secret(data_home(), "identifier_key")) if LOCAL else None
)
IDENTIFIER_KEY_FALLBACKS = secrets_list("IDENTIFIER_KEY_FALLBACKS")
ALLOWED_HOSTS = env_list(
    "ALLOWED_HOSTS",
    ["127.0.0.1", "localhost", "[::1]", "testserver"] if LOCAL else None,
    remedy="Set it to the host names served here.",
)
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", [])

# --- Applications ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    # Ours, from the roof down.
    "meetings",
    "pediatric_platform",
    "supply",
    "delegations",
    "config.administration.Administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "config.static_files.StaticFiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.access_log.access_log",
    "config.headers.security_headers",
    "config.middleware.page_methods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.cookie_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.body_size.limited_bodies",
    "config.visitors.limited_visitors",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.upper_case.UpperCaseCodes",
    "allauth.account.middleware.AccountMiddleware",
    "delegations.sign_in.middleware.SecondFactorRequired",
    "delegations.sign_in.middleware.last_seen",
    "pediatric_platform.family.borrowed.borrowed_phones",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
        },
    },
]
# Form widgets may be restyled by templates of the project ("django.forms" among the apps finds the rest).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database, cache, sessions --------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Without a URL a machine's own run gets an address where nothing listens; `manage.py` sets the embedded server's.
DATABASES = {
    "default": dj_database_url.parse(
        env_str(
            "DATABASE_URL",
            "postgres://nobody@127.0.0.1:1/none" if LOCAL else None,
            remedy="Set it to postgres://user:password@host:5432/name",
        ),
        # Kept connections doubled the throughput; a pooler in front did not help further.
        conn_max_age=env_int("CONN_MAX_AGE", 60),
        conn_health_checks=True,
    )
}

# The role of DATABASE_URL, to which each migration grants what the application needs. The tables belong to another one,
# that of OWNER_DATABASE_URL, with which `manage.py migrate` signs in.
APPLICATION_ROLE = env_str("APPLICATION_ROLE", "oncoabasto")

REDIS_URL = env_str(
    "REDIS_URL", "redis://127.0.0.1:1/0" if LOCAL else None, remedy="Set it to redis://:password@host:6379/0"
)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "oncoabasto",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "delegations.Person"
AUTHENTICATION_BACKENDS = ["delegations.sign_in.backend.SignInBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 2 * 3600

# Who must have a second factor is in delegations.roles; a laptop may leave it to each person.
_SECOND_FACTOR = env_str("ONCOABASTO_SECOND_FACTOR", "required")
if _SECOND_FACTOR not in {"required", "optional"}:
    raise ImproperlyConfigured(f"ONCOABASTO_SECOND_FACTOR is {_SECOND_FACTOR!r}. Set it to required or optional.")
if _SECOND_FACTOR == "optional" and not LOCAL:
    raise ImproperlyConfigured(
        "ONCOABASTO_SECOND_FACTOR=optional is for a laptop (ONCOABASTO_LOCAL=1). Remove it: the second factor stays."
    )
SECOND_FACTOR_REQUIRED = _SECOND_FACTOR == "required"

# Doors, by django-allauth; what is ours about them is in delegations/sign_in/.
ACCOUNT_ADAPTER = "delegations.sign_in.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; the library asks what a login needs
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}  # on a telephone's number pad
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE: the browser is not asked
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# By address and by account, counted in the shared cache. A hospital may be one address to us.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "request_login_code": "20/m/ip,3/5m/key",
    "reset_password": "20/m/ip,3/5m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "confirm_email": "1/10s/key",
}
ACCOUNT_FORMS = {
    "login": "delegations.sign_in.forms.Login",
    "request_login_code": "delegations.sign_in.forms.RequestLoginCode",
    "confirm_login_code": "delegations.sign_in.forms.ConfirmLoginCode",
    "confirm_email_verification_code": "delegations.sign_in.forms.ConfirmEmailCode",
    "reset_password": "delegations.sign_in.forms.ResetPassword",
    "reset_password_from_key": "delegations.sign_in.forms.ResetPasswordKey",
    "user_token": "delegations.sign_in.forms.ResetToken",
    "change_password": "delegations.sign_in.forms.ChangePassword",
    "set_password": "delegations.sign_in.forms.SetPassword",
    "reauthenticate": "delegations.sign_in.forms.Reauthenticate",
    "add_email": "delegations.sign_in.forms.ChangeEmail",
}
MFA_ADAPTER = "delegations.sign_in.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an account is taken by a link sent to its address
MFA_TOTP_ISSUER = "OncoAbasto"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_RECOVERY_CODE_COUNT = 10
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
MFA_FORMS = {
    "authenticate": "delegations.sign_in.forms.FactorCode",
    "reauthenticate": "delegations.sign_in.forms.FactorCodeAgain",
    "activate_totp": "delegations.sign_in.forms.ActivateTotp",
    "add_webauthn": "delegations.sign_in.forms.AddPasskey",
    "edit_webauthn": "delegations.sign_in.forms.RenamePasskey",
}
USERSESSIONS_ADAPTER = "delegations.sign_in.sessions.SessionsAdapter"

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "es-mx"
LANGUAGES = [("es-mx", _("Español")), ("en", _("Inglés"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
LANGUAGE_COOKIE_NAME = "idioma"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "America/Mexico_City"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# --- Static files ---------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env_str("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [path for path in [BASE_DIR / "static"] if path.is_dir()]
# Hashed names need `collectstatic` first; without it (tests, runserver) files are found where they lie.
HASHED_STATIC = env_bool("HASHED_STATIC", default=not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static_files.HashedStaticFiles"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_USE_FINDERS = not HASHED_STATIC
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ADD_HEADERS_FUNCTION = on_static_files

# A week of 50,000 rows fits well below this; anything larger is no weekly report.
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A count form has two fields per lot of a place.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Celery ---------------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = REDIS_URL
CELERY_RESULT_EXPIRES = 24 * 3600
CELERY_TIMEZONE = TIME_ZONE
# A task is acknowledged when it is done: a worker killed in the middle loses nothing, because tasks are idempotent.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# An unacknowledged task is given to another worker after this many seconds: longer than any task may run.
CELERY_TASK_TIME_LIMIT = env_int("TASK_TIME_LIMIT", 15 * 60)
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": env_int("TASK_VISIBILITY_TIMEOUT", 20 * 60)}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False  # a signal at start-up would otherwise print hundreds of lines
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500

# --- API ------------------------------------------------------------------------------------------

# How many reverse proxies stand in front, so that a caller cannot forge the address it is limited by.
NUM_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env_int("NUM_PROXIES", 0 if LOCAL else 1)

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "delegations.api.authentication.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "delegations.api.pagination.Pagination",
    "PAGE_SIZE": 50,
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env_str("THROTTLE_ANON", "30/min"),
        "user": env_str("THROTTLE_USER", "600/min"),
        # Asking for a token with a password: by address, and by account.
        "token": env_str("THROTTLE_TOKEN", "10/min"),
        # What the mail provider says of mail that came back.
        "webhook": env_str("THROTTLE_WEBHOOK", "600/min"),
    },
    "NUM_PROXIES": NUM_PROXIES,
    "DEFAULT_SCHEMA_CLASS": "delegations.api.schema.Schema",
    "EXCEPTION_HANDLER": "delegations.api.errors.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "OncoAbasto",
    "DESCRIPTION": _(
        "Abasto semanal de medicamentos oncológicos: catálogo, libro de existencias, reportes y tableros."
    ),
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Several things have a kind, a state or a reason: each choice by its own name.
    "ENUM_NAME_OVERRIDES": ENUM_NAMES,
}

# --- Mail -----------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env_str(
    "DEFAULT_FROM_EMAIL", "oncoabasto@example.org" if LOCAL else None, remedy="Set the sender of mail."
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where the administration reads what people write who cannot get in; shown on the pages of help.
SUPPORT_EMAIL = env_str("SUPPORT_EMAIL", "administrador@example.org" if LOCAL else DEFAULT_FROM_EMAIL)
if LOCAL:
    # Mail of a laptop is read as files; it never leaves the machine.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = data_home() / "mail"
else:
    EMAIL_HOST = env_str("EMAIL_HOST", remedy="Set the SMTP server that takes the mail.")
    EMAIL_PORT = env_int("EMAIL_PORT", 587)
    EMAIL_HOST_USER = env_str("EMAIL_HOST_USER", "")
    EMAIL_HOST_PASSWORD = env_str("EMAIL_HOST_PASSWORD", "")
    EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", default=True)
    EMAIL_TIMEOUT = 10
# Notices that were read, and what became of the mail of any, older than this are deleted; the audit keeps everything.
KEEP_NOTICES_DAYS = env_int("KEEP_NOTICES_DAYS", 400)
# With which the mail provider reports mail that came back (/correo/rebotes/), newest first; without one: no such page.
MAIL_WEBHOOK_SECRETS = secrets_list("MAIL_WEBHOOK_SECRET")
# The adapter that sends text messages, as a dotted path (delegations.notify.text.TextSender); empty: none are sent.
TEXT_SENDER = env_str("TEXT_SENDER", "")

# --- Security -------------------------------------------------------------------------------------

# HTTPS=0 is for a trial behind a proxy without a certificate; production leaves it alone.
HTTPS = env_bool("HTTPS", default=not LOCAL)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
if HTTPS:
    # A browser takes these only over HTTPS and from this very host: no neighbour's page can plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sesion", "__Host-csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^salud/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if not LOCAL:
    # The reverse proxy sets this header and removes what a caller sent (see config/deploy/Caddyfile).
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Pages asked for by one address without signing in, and mailed links opened by it (config/visitors.py).
VISITORS_PER_MINUTE = env_int("VISITORS_PER_MINUTE", 100_000 if LOCAL else 300)
LINKS_PER_MINUTE = env_int("LINKS_PER_MINUTE", 100_000 if LOCAL else 30)
PRESENCE_PER_MINUTE = env_int("PRESENCE_PER_MINUTE", 100_000 if LOCAL else 1_500)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Logs -----------------------------------------------------------------------------------------

LOG_LEVEL = env_str("LOG_LEVEL", "INFO" if not LOCAL else "WARNING")
LOGGING = configuration(local=LOCAL, level=LOG_LEVEL, tasks=env_str("LOG_LEVEL", "INFO"))
