"""Pages of performance."""

from django.urls import URLPattern, path

from supply.views.performance.board import PurchaseBoard
from supply.views.performance.fulfilment import FulfilmentBoard
from supply.views.performance.signs import SignDetail, SignList, SignReview

urlpatterns: list[URLPattern] = [
    # /compras/
    path("compras/", PurchaseBoard.as_view(), name="purchase-board"),
    path("compras/cumplimiento/", FulfilmentBoard.as_view(), name="fulfilment"),
    # /compras/senales/
    path("compras/senales/", SignList.as_view(), name="sign-list"),
    path("compras/senales/<int:pk>/", SignDetail.as_view(), name="sign"),
    path("compras/senales/<int:pk>/revisar/", SignReview.as_view(), name="sign-review"),
]
