"""/api/v1/: requisitions."""

from django.urls import URLPattern, path

from supply.api.views import requisitions

ONE = "requisitions/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("requisitions/", requisitions.RequisitionList.as_view(), name="api-requisitions"),
    path(ONE, requisitions.RequisitionDetail.as_view(), name="api-requisition"),
    path(f"{ONE}sending/", requisitions.Send.as_view(), name="api-requisition-send"),
    path(f"{ONE}taking-back/", requisitions.TakeBack.as_view(), name="api-requisition-take-back"),
    path(f"{ONE}cancellation/", requisitions.Cancel.as_view(), name="api-requisition-cancel"),
    path(f"{ONE}approval/", requisitions.Approve.as_view(), name="api-requisition-approve"),
    path(f"{ONE}refusal/", requisitions.Refuse.as_view(), name="api-requisition-refuse"),
    path(f"{ONE}escalation/", requisitions.Escalate.as_view(), name="api-requisition-escalate"),
]
