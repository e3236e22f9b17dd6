"""Pages of purchasing."""

from django.urls import URLPattern, path

from supply.views.purchasing import contracts, deliveries, load, orders, reception, suppliers, tenders

urlpatterns: list[URLPattern] = [
    # /compras/ordenes/
    path("compras/ordenes/", orders.SupplyOrderList.as_view(), name="supply-order-list"),
    path("compras/ordenes/cargar/", load.OrderImport.as_view(), name="order-import"),
    path("compras/ordenes/cargar/plantilla/", load.OrderTemplate.as_view(), name="order-template"),
    path("compras/ordenes/cargar/faltas/<str:token>/", load.OrderImportFaults.as_view(), name="order-import-faults"),
    path("compras/ordenes/<int:pk>/", orders.SupplyOrderDetail.as_view(), name="supply-order"),
    path("compras/ordenes/<int:pk>/modificar/", orders.SupplyOrderChange.as_view(), name="supply-order-change"),
    path("compras/ordenes/<int:pk>/cerrar/", orders.SupplyOrderEnd.as_view(), name="supply-order-end"),
    path("compras/ordenes/<int:pk>/anuncio/", orders.SupplyOrderPromise.as_view(), name="supply-order-promise"),
    # /compras/contratos/
    path("compras/contratos/", contracts.ContractList.as_view(), name="contract-list"),
    path("compras/contratos/nuevo/", contracts.ContractNew.as_view(), name="contract-new"),
    path("compras/contratos/<int:pk>/", contracts.ContractDetail.as_view(), name="contract"),
    path("compras/contratos/<int:pk>/corregir/", contracts.ContractEdit.as_view(), name="contract-edit"),
    path("compras/contratos/<int:pk>/terminar/", contracts.ContractEnd.as_view(), name="contract-end"),
    path("compras/contratos/<int:pk>/ordenar/", orders.SupplyOrderNew.as_view(), name="supply-order-new"),
    path("compras/contratos/<int:pk>/claves/nueva/", contracts.ContractLineNew.as_view(), name="contract-line-new"),
    path(
        "compras/contratos/<int:pk>/claves/<int:line>/", contracts.ContractLineEdit.as_view(), name="contract-line-edit"
    ),
    # /compras/procedimientos/
    path("compras/procedimientos/", tenders.TenderList.as_view(), name="tender-list"),
    path("compras/procedimientos/nuevo/", tenders.TenderNew.as_view(), name="tender-new"),
    path("compras/procedimientos/<int:pk>/", tenders.TenderDetail.as_view(), name="tender"),
    path("compras/procedimientos/<int:pk>/corregir/", tenders.TenderEdit.as_view(), name="tender-edit"),
    path("compras/procedimientos/<int:pk>/claves/nueva/", tenders.TenderLineNew.as_view(), name="tender-line-new"),
    path(
        "compras/procedimientos/<int:pk>/claves/<int:line>/", tenders.TenderLineEdit.as_view(), name="tender-line-edit"
    ),
    path("compras/procedimientos/<int:pk>/claves/<int:line>/ofertas/nueva/", tenders.BidNew.as_view(), name="bid-new"),
    # /compras/proveedores/
    path("compras/proveedores/", suppliers.SupplierList.as_view(), name="supplier-list"),
    path("compras/proveedores/nuevo/", suppliers.SupplierNew.as_view(), name="supplier-new"),
    path("compras/proveedores/<int:pk>/", suppliers.SupplierDetail.as_view(), name="supplier"),
    path("compras/proveedores/<int:pk>/corregir/", suppliers.SupplierEdit.as_view(), name="supplier-edit"),
    # /compras/entregas/ and what a place awaits
    path("compras/entregas/", deliveries.DeliveryList.as_view(), name="delivery-list"),
    path("compras/entregas/<int:pk>/", deliveries.DeliveryDetail.as_view(), name="delivery"),
    path("compras/entregas/<int:pk>/anular/", deliveries.DeliveryVoid.as_view(), name="delivery-void"),
    path("compras/entregas/<int:pk>/excedente/<int:line>/tomar/", deliveries.OverTake.as_view(), name="over-take"),
    path(
        "compras/entregas/<int:pk>/excedente/<int:line>/devolver/",
        deliveries.OverSendBack.as_view(),
        name="over-send-back",
    ),
    path("compras/recibir/<slug:code>/", reception.DeliveryReceive.as_view(), name="delivery-receive"),
]
