"""/api/v1/: purchasing."""

from django.urls import URLPattern, path

from supply.api.views import purchasing

urlpatterns: list[URLPattern] = [
    path("suppliers/", purchasing.SupplierList.as_view(), name="api-suppliers"),
    path("tenders/", purchasing.TenderList.as_view(), name="api-tenders"),
    path("contracts/", purchasing.ContractList.as_view(), name="api-contracts"),
    path("contracts/<int:pk>/", purchasing.ContractDetail.as_view(), name="api-contract"),
    path("supply-orders/", purchasing.SupplyOrderList.as_view(), name="api-supply-orders"),
    path("supply-orders/<int:pk>/", purchasing.SupplyOrderDetail.as_view(), name="api-supply-order"),
    path("supply-orders/<int:pk>/end/", purchasing.SupplyOrderEnd.as_view(), name="api-supply-order-end"),
    path("supply-orders/<int:pk>/promise/", purchasing.SupplyOrderPromise.as_view(), name="api-supply-order-promise"),
    path("supply-order-uploads/", purchasing.OrderUpload.as_view(), name="api-upload-orders"),
    path("deliveries/", purchasing.DeliveryList.as_view(), name="api-deliveries"),
    path("deliveries/<int:pk>/", purchasing.DeliveryDetail.as_view(), name="api-delivery"),
    path("deliveries/<int:pk>/void/", purchasing.DeliveryVoid.as_view(), name="api-delivery-void"),
    path("places/<slug:code>/deliveries/", purchasing.Receive.as_view(), name="api-receive-delivery"),
]
