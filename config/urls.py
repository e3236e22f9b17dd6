"""The map of the site."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import include, path
from rest_framework.authtoken.models import TokenProxy

from config.health import health
from config.home import Home
from delegations.sign_in.views import AdministrationDoor, choose_language

# What a person may do comes from their postings (delegations/roles.py); groups would be a second, silent way. Keys,
# addresses, second factors and sessions change by actions that leave a trace, and not by the libraries' own pages.
admin.site.unregister([Group, TokenProxy, EmailAddress, Authenticator, UserSession])

urlpatterns = [
    # Doors: sign-in, language, and whether the site is well.
    path("", include("delegations.sign_in.urls")),
    path("idioma/", choose_language, name="set_language"),
    path("salud/", health, name="health"),
    path("admin/login/", AdministrationDoor.as_view(), name="admin-login"),
    path("admin/", admin.site.urls),
    # Machines.
    path("api/v1/", include("config.api_urls")),
    # The country at a glance, or each person's own board.
    path("", Home.as_view(), name="home"),
    # People: each app's own map.
    path("", include("delegations.urls")),
    path("", include("supply.urls")),
    path("", include("pediatric_platform.urls")),
    path("", include("meetings.urls")),
]

handler400 = "config.errors.bad_request"
handler500 = "config.errors.server_error"
handler429 = "delegations.sign_in.views.too_many_requests"
