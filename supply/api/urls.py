"""/api/v1/: what there is."""

from django.urls import path

from supply.api.routes import (
    forecasting,
    levels,
    loans,
    performance,
    purchasing,
    recalls,
    redistribution,
    requisitions,
)
from supply.api.views import (
    boards,
    catalogue,
    cells,
    documents,
    kardex,
    posting,
    prescriptions,
    stock,
    unmet,
    uploads,
    weeks,
)

urlpatterns = [
    # drugs/, presentations/, assortments/, coverage-thresholds/
    path("drugs/", catalogue.DrugList.as_view(), name="api-drugs"),
    path("drugs/<int:pk>/", catalogue.DrugDetail.as_view(), name="api-drug"),
    path("presentations/", catalogue.PresentationList.as_view(), name="api-presentations"),
    path("assortments/", catalogue.AssortmentList.as_view(), name="api-assortments"),
    path("coverage-thresholds/", catalogue.ThresholdList.as_view(), name="api-coverage-thresholds"),
    # lots/, balances/, movements/
    path("lots/", stock.LotList.as_view(), name="api-lots"),
    path("lots/<int:pk>/", stock.LotDetail.as_view(), name="api-lot"),
    path("lots/<int:pk>/kardex/", kardex.LotKardex.as_view(), name="api-lot-kardex"),
    path("balances/", stock.BalanceList.as_view(), name="api-balances"),
    path("movements/", kardex.MovementList.as_view(), name="api-movements"),
    # places/<code>/: its stock, and posting to its ledger
    path("places/<slug:code>/stock/", stock.PlaceStock.as_view(), name="api-place-stock"),
    path("places/<slug:code>/kardex/<int:drug>/", kardex.PlaceKardex.as_view(), name="api-place-kardex"),
    path("places/<slug:code>/receipts/", posting.Receive.as_view(), name="api-receive"),
    path("places/<slug:code>/dispensings/", posting.Dispense.as_view(), name="api-dispense"),
    path("places/<slug:code>/dispatches/", posting.Dispatch.as_view(), name="api-dispatch"),
    path("places/<slug:code>/adjustments/", posting.Adjust.as_view(), name="api-adjust"),
    path("places/<slug:code>/counts/", posting.Count.as_view(), name="api-count"),
    # documents/, transfers/
    path("documents/", documents.DocumentList.as_view(), name="api-documents"),
    path("documents/<int:pk>/", documents.DocumentDetail.as_view(), name="api-document"),
    path("documents/<int:pk>/reversal/", documents.DocumentReversal.as_view(), name="api-reverse"),
    path("transfers/", documents.TransferList.as_view(), name="api-transfers"),
    path("transfers/<int:pk>/", documents.TransferDetail.as_view(), name="api-transfer"),
    path("transfers/<int:pk>/acceptance/", documents.TransferAcceptance.as_view(), name="api-accept"),
    # weekly-reports/, weekly-uploads/, prescriptions/
    path("weekly-reports/", weeks.ReportList.as_view(), name="api-weekly-reports"),
    path("weekly-reports/<int:pk>/", weeks.ReportDetail.as_view(), name="api-weekly-report"),
    path("weekly-reports/<int:pk>/lines/", weeks.ReportLines.as_view(), name="api-weekly-lines"),
    path("weekly-reports/<int:pk>/signature/", weeks.Sign.as_view(), name="api-sign"),
    path("weekly-reports/<int:pk>/validation/", weeks.Validate.as_view(), name="api-validate"),
    path("weekly-reports/<int:pk>/observation/", weeks.Observe.as_view(), name="api-observe"),
    path("weekly-uploads/", uploads.WeekUpload.as_view(), name="api-upload-week"),
    path("prescriptions/", prescriptions.PrescriptionList.as_view(), name="api-prescriptions"),
    path(
        "units/<slug:clues>/prescriptions/",
        prescriptions.RecordPrescriptions.as_view(),
        name="api-record-prescriptions",
    ),
    # unmet-demand/, unmet-counts/
    path("unmet-demand/", unmet.UnmetDemandList.as_view(), name="api-unmet-demand"),
    path("unmet-counts/", unmet.UnmetCountList.as_view(), name="api-unmet-counts"),
    # what the boards show
    path("country-cells/", cells.CountryCellList.as_view(), name="api-country-cells"),
    path("delegation-weeks/", cells.DelegationWeekList.as_view(), name="api-delegation-weeks"),
    path("week-cells/", cells.WeekCellList.as_view(), name="api-week-cells"),
    path("drugs-at-zero/", boards.ZeroDrugList.as_view(), name="api-drugs-at-zero"),
    path("worst-pairs/", boards.WorstPairList.as_view(), name="api-worst-pairs"),
    # Replenishment: one map per area, in supply/api/routes/
    *forecasting.urlpatterns,
    *levels.urlpatterns,
    *redistribution.urlpatterns,
    *requisitions.urlpatterns,
    *loans.urlpatterns,
    *purchasing.urlpatterns,
    *performance.urlpatterns,
    *recalls.urlpatterns,
]
