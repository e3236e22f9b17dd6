"""Pages of requisitions."""

from django.urls import URLPattern, path

from supply.views.requisitions import acts, decide, detail, listing, writing

ONE = "requisiciones/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # requisiciones/
    path("requisiciones/", listing.RequisitionList.as_view(), name="requisition-list"),
    path("requisiciones/nueva/", writing.RequisitionStart.as_view(), name="requisition-start"),
    path("lugares/<str:code>/pedir/", writing.RequisitionNew.as_view(), name="requisition-new"),
    # requisiciones/<n>/
    path(ONE, detail.RequisitionDetail.as_view(), name="requisition"),
    path(f"{ONE}corregir/", writing.RequisitionEdit.as_view(), name="requisition-edit"),
    path(f"{ONE}enviar/", acts.Send.as_view(), name="requisition-send"),
    path(f"{ONE}retomar/", acts.TakeBack.as_view(), name="requisition-take-back"),
    path(f"{ONE}cancelar/", acts.Cancel.as_view(), name="requisition-cancel"),
    path(f"{ONE}decidir/", decide.Decide.as_view(), name="requisition-decide"),
    path(f"{ONE}no-aprobar/", acts.Refuse.as_view(), name="requisition-refuse"),
    path(f"{ONE}pasar/", acts.Escalate.as_view(), name="requisition-escalate"),
    path(f"{ONE}resto/", decide.SupplyRest.as_view(), name="requisition-rest"),
    path(f"{ONE}surtida/", acts.Fulfil.as_view(), name="requisition-fulfil"),
]
