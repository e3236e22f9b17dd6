"""Addresses of mixing orders and the trace."""

from django.urls import path

from pediatric_platform.views.mixing import acts, day, hand_out, mixture, orders, papers, review, session, trace, vials
from pediatric_platform.views.recalls import RecallExposed

urlpatterns = [
    # /mezclas/: a day of a mixing centre, its papers, its open vials
    path("mezclas/", day.MixingDayPage.as_view(), name="mixing-day"),
    path("mezclas/preparar/", day.MixturesPrepare.as_view(), name="mixtures-prepare"),
    path("mezclas/etiquetas.pdf", papers.MixingLabels.as_view(), name="mixing-labels"),
    path("mezclas/frascos/", vials.VialList.as_view(), name="vial-list"),
    path("mezclas/frascos/<int:pk>/desechar/", vials.VialDiscard.as_view(), name="vial-discard"),
    # what a label's code opens
    path("mezclas/etiqueta/<uuid:label>/", mixture.MixtureScan.as_view(), name="mixture-scan"),
    # /mezclas/pedir/<session>/, /mezclas/orden/<folio>/
    path("mezclas/pedir/<int:pk>/", session.MixingRequest.as_view(), name="mixing-request"),
    path("mezclas/orden/<str:folio>/", orders.MixingOrderDetail.as_view(), name="mixing-order"),
    path("mezclas/orden/<str:folio>/cancelar/", orders.MixingOrderCancel.as_view(), name="mixing-order-cancel"),
    path("mezclas/orden/<str:folio>/nuevo-dia/", orders.MixingOrderFollow.as_view(), name="mixing-order-follow"),
    # /mezclas/<mixture>/: the mixture, its steps, its papers
    path("mezclas/<int:pk>/", mixture.MixtureDetail.as_view(), name="mixture"),
    path("mezclas/<int:pk>/revisar/", review.MixtureValidate.as_view(), name="mixture-validate"),
    path("mezclas/<int:pk>/preparar/", acts.MixturePrepare.as_view(), name="mixture-prepare"),
    path("mezclas/<int:pk>/enviar/", acts.MixtureDispatch.as_view(), name="mixture-dispatch"),
    path("mezclas/<int:pk>/recibir/", acts.MixtureReceive.as_view(), name="mixture-receive"),
    path("mezclas/<int:pk>/aplicar/", acts.MixtureAdminister.as_view(), name="mixture-administer"),
    path("mezclas/<int:pk>/rechazar/", acts.MixtureReject.as_view(), name="mixture-reject"),
    path("mezclas/<int:pk>/devolver/", acts.MixtureReturn.as_view(), name="mixture-return"),
    path("mezclas/<int:pk>/deshacer/", acts.MixtureUndo.as_view(), name="mixture-undo"),
    path("mezclas/<int:pk>/etiqueta.pdf", papers.MixtureLabel.as_view(), name="mixture-label"),
    path("mezclas/<int:pk>/registro.pdf", papers.MixtureRecord.as_view(), name="mixture-record"),
    # what is not mixed
    path("dosis/<int:pk>/entregar/", hand_out.DoseHandOut.as_view(), name="dose-hand-out"),
    path("dosis/<int:pk>/entregar/deshacer/", hand_out.DoseTakeBack.as_view(), name="dose-take-back"),
    # /trazabilidad/
    path("trazabilidad/lote/<int:pk>/", trace.TraceLot.as_view(), name="trace-lot"),
    path("trazabilidad/nino/<str:folio>/", trace.TraceChild.as_view(), name="trace-child"),
    # /retiros/<n>/: the recall itself is of the floor below
    path("retiros/<int:pk>/expuestos/", RecallExposed.as_view(), name="recall-exposed"),
]
