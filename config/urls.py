"""The map of the site."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from django.views.i18n import set_language

from config.health import health
from config.home import Home

# What a person may do comes from their postings (delegations/roles.py); groups would be a second, silent way.
admin.site.unregister(Group)

urlpatterns = [
    # Doors: sign-in, language, and whether the site is well.
    path("entrar/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("salir/", LogoutView.as_view(), name="logout"),
    path("idioma/", set_language, name="set_language"),
    path("salud/", health, name="health"),
    path("admin/", admin.site.urls),
    # Machines.
    path("api/v1/", include("config.api_urls")),
    # The country at a glance, or each person's own board.
    path("", Home.as_view(), name="home"),
    # People: each app's own map.
    path("", include("delegations.urls")),
    path("", include("supply.urls")),
]
