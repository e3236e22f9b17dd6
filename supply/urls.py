"""Pages about what there is."""

from django.urls import URLPattern, path

from supply.routes import (
    forecasting,
    levels,
    loans,
    performance,
    purchasing,
    recalls,
    redistribution,
    requisitions,
)
from supply.views import boards
from supply.views.adjust import Adjust
from supply.views.assortments import AssortmentList
from supply.views.count import Count
from supply.views.dispatch import Dispatch
from supply.views.dispense import Dispense
from supply.views.documents import DocumentDetail, DocumentReverse
from supply.views.drugs import DrugDetail, DrugList
from supply.views.issue import IssuePreview
from supply.views.kardex import KardexDrug, KardexLot
from supply.views.lots import LotDetail, LotList
from supply.views.prescriptions import Prescriptions
from supply.views.presentations import PresentationList
from supply.views.receive import Receive
from supply.views.stock import Stock, StockPlace
from supply.views.suggest import SuggestDrugs, SuggestPlaces
from supply.views.transfers import TransferAccept, TransferDetail, TransferList
from supply.views.unmet import Unmet
from supply.views.week_import import WeekImport, WeekImportFaults, WeekTemplate
from supply.views.weeks.correct import WeeklyReportCorrect
from supply.views.weeks.detail import WeeklyReportDetail
from supply.views.weeks.listing import WeeklyReportList
from supply.views.weeks.signing import (
    WeeklyReportObserve,
    WeeklyReportRedraft,
    WeeklyReportSign,
    WeeklyReportValidate,
)

app_name = "supply"

urlpatterns: list[URLPattern] = [
    # /tablero/
    path("tablero/delegacion/<slug:code>/", boards.DelegationBoard.as_view(), name="board-delegation"),
    path("tablero/unidad/<slug:clues>/", boards.UnitWorkbench.as_view(), name="board-unit"),
    path("tablero/medicamento/<str:code>/", boards.DrugBoard.as_view(), name="board-drug"),
    # /medicamentos/
    path("medicamentos/", DrugList.as_view(), name="drug-list"),
    path("medicamentos/<int:pk>/", DrugDetail.as_view(), name="drug-detail"),
    # /presentaciones/
    path("presentaciones/", PresentationList.as_view(), name="presentation-list"),
    # /surtido/
    path("surtido/", AssortmentList.as_view(), name="assortment-list"),
    # /existencias/
    path("existencias/", Stock.as_view(), name="stock"),
    path("existencias/<str:code>/", StockPlace.as_view(), name="stock-place"),
    # /kardex/
    path("kardex/lote/<int:pk>/", KardexLot.as_view(), name="kardex-lot"),
    path("kardex/<str:code>/<int:drug>/", KardexDrug.as_view(), name="kardex-drug"),
    # /documentos/
    path("documentos/<int:pk>/", DocumentDetail.as_view(), name="document"),
    path("documentos/<int:pk>/revertir/", DocumentReverse.as_view(), name="document-reverse"),
    # /lugares/…/: what is done at one place
    path("lugares/<str:code>/recibir/", Receive.as_view(), name="receive"),
    path("lugares/<str:code>/surtir/", Dispense.as_view(), name="dispense"),
    path("lugares/<str:code>/recetas/", Prescriptions.as_view(), name="prescriptions"),
    path("lugares/<str:code>/traspasar/", Dispatch.as_view(), name="dispatch"),
    path("lugares/<str:code>/previa/", IssuePreview.as_view(), name="issue-preview"),
    path("lugares/<str:code>/contar/", Count.as_view(), name="count"),
    path("lugares/<str:code>/ajustar/", Adjust.as_view(), name="adjust"),
    # /traspasos/
    path("traspasos/", TransferList.as_view(), name="transfer-list"),
    path("traspasos/<int:pk>/", TransferDetail.as_view(), name="transfer"),
    path("traspasos/<int:pk>/recibir/", TransferAccept.as_view(), name="transfer-accept"),
    # /demanda-no-cubierta/
    path("demanda-no-cubierta/", Unmet.as_view(), name="unmet"),
    # /semanas/cargar/
    path("semanas/cargar/", WeekImport.as_view(), name="week-import"),
    path("semanas/cargar/plantilla/", WeekTemplate.as_view(), name="week-template"),
    path("semanas/cargar/faltas/<str:token>/", WeekImportFaults.as_view(), name="week-import-faults"),
    # /semanas/
    path("semanas/", WeeklyReportList.as_view(), name="report-list"),
    path("semanas/<int:pk>/", WeeklyReportDetail.as_view(), name="report-detail"),
    path("semanas/<int:pk>/firmar/", WeeklyReportSign.as_view(), name="report-sign"),
    path("semanas/<int:pk>/rehacer/", WeeklyReportRedraft.as_view(), name="report-redraft"),
    path("semanas/<int:pk>/corregir/<int:drug>/", WeeklyReportCorrect.as_view(), name="report-correct"),
    path("semanas/<int:pk>/validar/", WeeklyReportValidate.as_view(), name="report-validate"),
    path("semanas/<int:pk>/observar/", WeeklyReportObserve.as_view(), name="report-observe"),
    # /lotes/
    path("lotes/", LotList.as_view(), name="lot-list"),
    path("lotes/<int:pk>/", LotDetail.as_view(), name="lot"),
    # /sugerencias/: while one types
    path("sugerencias/medicamentos/", SuggestDrugs.as_view(), name="suggest-drugs"),
    path("sugerencias/lugares/", SuggestPlaces.as_view(), name="suggest-places"),
    # Replenishment: one map per area, in supply/routes/
    *forecasting.urlpatterns,
    *levels.urlpatterns,
    *redistribution.urlpatterns,
    *requisitions.urlpatterns,
    *loans.urlpatterns,
    *purchasing.urlpatterns,
    *performance.urlpatterns,
    *recalls.urlpatterns,
]
