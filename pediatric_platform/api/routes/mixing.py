"""/api/v1/: mixing orders and the trace."""

from django.urls import path

from pediatric_platform.api import mixing

urlpatterns = [
    path("mixing-orders/", mixing.MixingOrderList.as_view(), name="api-mixing-orders"),
    path("mixtures/", mixing.MixtureList.as_view(), name="api-mixtures"),
    path("mixtures/<int:pk>/", mixing.MixtureDetail.as_view(), name="api-mixture"),
    path("mixtures/<int:pk>/validation/", mixing.Validation.as_view(), name="api-mixture-validation"),
    path("mixtures/<int:pk>/preparation/", mixing.Preparation.as_view(), name="api-mixture-preparation"),
    path("mixtures/<int:pk>/dispatch/", mixing.Dispatch.as_view(), name="api-mixture-dispatch"),
    path("mixtures/<int:pk>/reception/", mixing.Reception.as_view(), name="api-mixture-reception"),
    path("mixtures/<int:pk>/administration/", mixing.Administration.as_view(), name="api-mixture-administration"),
    path("mixtures/<int:pk>/rejection/", mixing.Rejection.as_view(), name="api-mixture-rejection"),
    path("mixtures/<int:pk>/return/", mixing.Return.as_view(), name="api-mixture-return"),
    path("vials/", mixing.VialList.as_view(), name="api-vials"),
    path("lots/<int:pk>/trace/", mixing.LotTrace.as_view(), name="api-lot-trace"),
]
