"""Pages about who and where."""

from django.urls import URLPattern, path

from delegations.api.bounces import MailBounces
from delegations.views.account import Account, ApiKeyNew, ApiKeyRevoke, SessionEnd
from delegations.views.audit import EventDetail, EventList, RowChangeList
from delegations.views.contact_links import ContactConfirm, ContactDisown, ContactDoor, ContactRenew
from delegations.views.delegations import DelegationDetail, DelegationList
from delegations.views.deliveries import DeliveriesResend, DeliveryList, DeliveryResend
from delegations.views.family_invitations import FamilyInvite
from delegations.views.gallery import Gallery
from delegations.views.help import HelpDetail, HelpIndex
from delegations.views.inbox import Inbox, InboxReadAll, NotificationOpen
from delegations.views.invitation_links import InvitationAccept, InvitationDoor, InvitationRenew
from delegations.views.invitations import InvitationList, InvitationResend, InvitationRevoke
from delegations.views.network.acts import (
    PostingContact,
    PostingEnd,
    PostingExtend,
    PostingHandOver,
    PostingSubstitute,
)
from delegations.views.network.appoint import PostingAppoint
from delegations.views.network.gaps import GapBoard
from delegations.views.network.history import NetworkOn
from delegations.views.network.postings import PostingDetail, PostingList
from delegations.views.network.presses import HandoverAcknowledge, PostingAsk, PostingConfirm, PostingInvite
from delegations.views.network.public import Directory, DirectoryDelegation, DirectoryUnit
from delegations.views.network.sheets import Code, DelegationCards, Poster, UnitCard
from delegations.views.notice_preferences import NoticePreferences
from delegations.views.people import (
    PersonClose,
    PersonDetail,
    PersonDetails,
    PersonInvite,
    PersonReopen,
    PersonSecondFactor,
)
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
    # /directorio/: public
    path("directorio/", Directory.as_view(), name="network"),
    path("directorio/hospital/<slug:clues>/", DirectoryUnit.as_view(), name="network-unit"),
    path("directorio/hospital/<slug:clues>/cartel/", Poster.as_view(), name="network-poster"),
    path("directorio/hospital/<slug:clues>/qr.svg", Code.as_view(), name="network-qr"),
    path("directorio/hospital/<slug:clues>.vcf", UnitCard.as_view(), name="network-unit-vcard"),
    path("directorio/<slug:code>/", DirectoryDelegation.as_view(), name="network-delegation"),
    path("directorio/<slug:code>.vcf", DelegationCards.as_view(), name="network-delegation-vcard"),
    # /red/: the network of one's places
    path("red/", GapBoard.as_view(), name="network-gaps"),
    path("red/quien-era/", NetworkOn.as_view(), name="network-on"),
    path("red/nombramientos/", PostingList.as_view(), name="posting-list"),
    path("red/nombramientos/nuevo/", PostingAppoint.as_view(), name="posting-appoint"),
    path("red/nombramientos/<int:pk>/", PostingDetail.as_view(), name="posting"),
    path("red/nombramientos/<int:pk>/ausencia/", PostingSubstitute.as_view(), name="posting-substitute"),
    path("red/nombramientos/<int:pk>/entrega/", PostingHandOver.as_view(), name="posting-hand-over"),
    path("red/nombramientos/<int:pk>/prolongar/", PostingExtend.as_view(), name="posting-extend"),
    path("red/nombramientos/<int:pk>/termino/", PostingEnd.as_view(), name="posting-end"),
    path("red/nombramientos/<int:pk>/contacto/", PostingContact.as_view(), name="posting-contact"),
    path("red/nombramientos/<int:pk>/contacto/confirmar/", PostingConfirm.as_view(), name="posting-confirm"),
    path("red/nombramientos/<int:pk>/contacto/pedir/", PostingAsk.as_view(), name="posting-ask"),
    path("red/nombramientos/<int:pk>/invitar/", PostingInvite.as_view(), name="posting-invite"),
    path("red/entregas/<int:pk>/recibir/", HandoverAcknowledge.as_view(), name="handover-acknowledge"),
    path("red/invitaciones/", InvitationList.as_view(), name="invitation-list"),
    path("red/invitaciones/familia/", FamilyInvite.as_view(), name="family-invite"),
    path("red/invitaciones/<int:pk>/reenviar/", InvitationResend.as_view(), name="invitation-resend"),
    path("red/invitaciones/<int:pk>/anular/", InvitationRevoke.as_view(), name="invitation-revoke"),
    path("red/personas/<int:pk>/", PersonDetail.as_view(), name="person"),
    path("red/personas/<int:pk>/datos/", PersonDetails.as_view(), name="person-details"),
    path("red/personas/<int:pk>/invitar/", PersonInvite.as_view(), name="person-invite"),
    path("red/personas/<int:pk>/cerrar/", PersonClose.as_view(), name="person-close"),
    path("red/personas/<int:pk>/segundo-factor/", PersonSecondFactor.as_view(), name="second-factor-reset"),
    path("red/personas/<int:pk>/reabrir/", PersonReopen.as_view(), name="person-reopen"),
    # /invitacion/, /contacto/: links from mails; the token stays in no address
    path("invitacion/", InvitationAccept.as_view(), name="invitation-accept"),
    path("invitacion/nueva/", InvitationRenew.as_view(), name="invitation-renew"),
    path("invitacion/<str:token>/", InvitationDoor.as_view(), name="invitation"),
    path("contacto/", ContactConfirm.as_view(), name="contact"),
    path("contacto/ya-no/", ContactDisown.as_view(), name="contact-disown"),
    path("contacto/nuevo/", ContactRenew.as_view(), name="contact-renew"),
    path("contacto/<str:token>/", ContactDoor.as_view(), name="contact-confirm"),
    # /cuenta/: how it is entered is in sign_in/urls.py
    path("cuenta/", Account.as_view(), name="account"),
    path("cuenta/clave/", ApiKeyNew.as_view(), name="account-key"),
    path("cuenta/clave/revocar/", ApiKeyRevoke.as_view(), name="account-key-revoke"),
    path("cuenta/sesiones/<int:pk>/cerrar/", SessionEnd.as_view(), name="session-end"),
    # /avisos/
    path("avisos/", Inbox.as_view(), name="inbox"),
    path("avisos/leer-todos/", InboxReadAll.as_view(), name="inbox-read-all"),
    path("avisos/preferencias/", NoticePreferences.as_view(), name="notice-preferences"),
    path("avisos/envios/", DeliveryList.as_view(), name="delivery-list"),
    path("avisos/envios/reenviar/", DeliveriesResend.as_view(), name="deliveries-resend"),
    path("avisos/envios/<int:pk>/reenviar/", DeliveryResend.as_view(), name="delivery-resend"),
    path("avisos/<int:pk>/", NotificationOpen.as_view(), name="notification"),
    # /auditoria/
    path("auditoria/", EventList.as_view(), name="audit-list"),
    path("auditoria/filas/", RowChangeList.as_view(), name="row-change-list"),
    path("auditoria/<int:pk>/", EventDetail.as_view(), name="audit-event"),
    # /correo/
    path("correo/rebotes/", MailBounces.as_view(), name="mail-bounces"),
    # /buscar/, /ayuda/: what everybody finds their way with
    path("buscar/", Search.as_view(), name="search"),
    path("ayuda/", HelpIndex.as_view(), name="help"),
    path("ayuda/<slug:screen>/", HelpDetail.as_view(), name="help-page"),
    # /componentes/
    path("componentes/", Gallery.as_view(), name="gallery"),
]
