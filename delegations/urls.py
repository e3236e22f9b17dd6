"""Pages about who and where."""

from django.urls import URLPattern, path

from delegations.api.bounces import MailBounces
from delegations.views.deliveries import DeliveryList, DeliveryResend
from delegations.views.delegations import DelegationDetail, DelegationList
from delegations.views.gallery import Gallery
from delegations.views.help import HelpDetail, HelpIndex
from delegations.views.inbox import Inbox, InboxReadAll, NotificationOpen
from delegations.views.notice_preferences import NoticePreferences
from delegations.views.places import PlaceList
from delegations.views.search import Search
from delegations.views.units import UnitDetail, UnitList

app_name = "delegations"

urlpatterns: list[URLPattern] = [
    # /delegaciones/
    path("delegaciones/", DelegationList.as_view(), name="delegation-list"),
    path("delegaciones/<slug:code>/", DelegationDetail.as_view(), name="delegation-detail"),
    # /unidades/
    path("unidades/", UnitList.as_view(), name="unit-list"),
    path("unidades/<slug:clues>/", UnitDetail.as_view(), name="unit-detail"),
    # /lugares/
    path("lugares/", PlaceList.as_view(), name="place-list"),
    # /avisos/
    path("avisos/", Inbox.as_view(), name="inbox"),
    path("avisos/leer-todos/", InboxReadAll.as_view(), name="inbox-read-all"),
    path("avisos/preferencias/", NoticePreferences.as_view(), name="notice-preferences"),
    path("avisos/envios/", DeliveryList.as_view(), name="delivery-list"),
    path("avisos/envios/<int:pk>/reenviar/", DeliveryResend.as_view(), name="delivery-resend"),
    path("avisos/<int:pk>/", NotificationOpen.as_view(), name="notification"),
    # /correo/
    path("correo/rebotes/", MailBounces.as_view(), name="mail-bounces"),
    # /buscar/, /ayuda/: what everybody finds their way with
    path("buscar/", Search.as_view(), name="search"),
    path("ayuda/", HelpIndex.as_view(), name="help"),
    path("ayuda/<slug:screen>/", HelpDetail.as_view(), name="help-page"),
    # /componentes/
    path("componentes/", Gallery.as_view(), name="gallery"),
]
