"""Pages of redistribution and transfer orders."""

from django.urls import URLPattern, path

from supply.transfer_order_rights import GIVER, TAKER
from supply.views.transfer_orders import acts, detail, listing

ONE = "ordenes-de-traspaso/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # ordenes-de-traspaso/
    path("ordenes-de-traspaso/", listing.TransferOrderList.as_view(), name="transfer-order-list"),
    path(ONE, detail.TransferOrderDetail.as_view(), name="transfer-order"),
    path(f"{ONE}confirmar-envio/", detail.TransferOrderConfirm.as_view(), {"side": GIVER}, name="transfer-order-give"),
    path(f"{ONE}confirmar-recibo/", detail.TransferOrderConfirm.as_view(), {"side": TAKER}, name="transfer-order-take"),
    path(f"{ONE}enviar/", acts.TransferOrderSend.as_view(), name="transfer-order-send"),
    path(f"{ONE}no-aceptar/", acts.TransferOrderRefuse.as_view(), name="transfer-order-refuse"),
    path(f"{ONE}cancelar/", acts.TransferOrderCancel.as_view(), name="transfer-order-cancel"),
]
