"""Pages of redistribution and transfer orders."""

from django.urls import URLPattern, path

from supply.transfer_order_rights import GIVER, TAKER
from supply.views.redistribution import detail as run
from supply.views.redistribution import listing as runs
from supply.views.redistribution import proposal
from supply.views.transfer_orders import acts, detail, listing, writing

RUN = "redistribucion/<int:pk>/"
ONE = "ordenes-de-traspaso/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # redistribucion/
    path("redistribucion/", runs.RedistributionList.as_view(), name="redistribution-list"),
    path("redistribucion/nueva/", runs.RedistributionNew.as_view(), name="redistribution-new"),
    path(RUN, run.RedistributionDetail.as_view(), name="redistribution"),
    path(f"{RUN}aceptar-todas/", run.RedistributionAcceptAll.as_view(), name="redistribution-accept-all"),
    path(f"{RUN}cancelar/", run.RedistributionCancel.as_view(), name="redistribution-cancel"),
    path("redistribucion/propuestas/<int:pk>/", proposal.ProposalDetail.as_view(), name="proposal"),
    path("redistribucion/propuestas/<int:pk>/aceptar/", proposal.ProposalAccept.as_view(), name="proposal-accept"),
    path("redistribucion/propuestas/<int:pk>/rechazar/", proposal.ProposalReject.as_view(), name="proposal-reject"),
    # ordenes-de-traspaso/
    path("ordenes-de-traspaso/", listing.TransferOrderList.as_view(), name="transfer-order-list"),
    path("ordenes-de-traspaso/nueva/", writing.TransferOrderStart.as_view(), name="transfer-order-start"),
    path("lugares/<slug:code>/ordenar-traspaso/", writing.TransferOrderNew.as_view(), name="transfer-order-new"),
    path(ONE, detail.TransferOrderDetail.as_view(), name="transfer-order"),
    path(f"{ONE}confirmar-envio/", detail.TransferOrderConfirm.as_view(), {"side": GIVER}, name="transfer-order-give"),
    path(f"{ONE}confirmar-recibo/", detail.TransferOrderConfirm.as_view(), {"side": TAKER}, name="transfer-order-take"),
    path(f"{ONE}enviar/", acts.TransferOrderSend.as_view(), name="transfer-order-send"),
    path(f"{ONE}no-aceptar/", acts.TransferOrderRefuse.as_view(), name="transfer-order-refuse"),
    path(f"{ONE}cancelar/", acts.TransferOrderCancel.as_view(), name="transfer-order-cancel"),
]
