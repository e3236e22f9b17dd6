"""Addresses of guides."""

from django.urls import URLPattern, path

from pediatric_platform.views.guides import public, reading, writing

ONE = "guias/<slug:key>/"
VERSION = f"{ONE}v/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # guias/
    path("guias/", reading.GuideList.as_view(), name="guide-list"),
    path("guias/nueva/", writing.GuideNew.as_view(), name="guide-new"),
    # guias/familias/: open to everybody
    path("guias/familias/", public.PublicGuides.as_view(), name="guide-public-list"),
    path("guias/familias/<slug:key>/", public.PublicGuide.as_view(), name="guide-public"),
    path("guias/familias/<slug:key>/archivo/", public.PublicGuideFile.as_view(), name="guide-public-file"),
    # guias/<clave>/
    path(ONE, reading.GuideDetail.as_view(), name="guide"),
    path(f"{ONE}cambiar/", writing.GuideChange.as_view(), name="guide-change"),
    path(f"{ONE}comparar/", reading.GuideCompare.as_view(), name="guide-compare"),
    path(f"{ONE}lecturas/", reading.GuideReaders.as_view(), name="guide-readers"),
    path(f"{ONE}de-que-trata/", writing.GuideLinks.as_view(), name="guide-links"),
    path(f"{ONE}version-nueva/", writing.GuideVersionNew.as_view(), name="guide-version-new"),
    # guias/<clave>/v/<versión>/
    path(VERSION, reading.GuideVersionDetail.as_view(), name="guide-version"),
    path(f"{VERSION}archivo/", reading.GuideFile.as_view(), name="guide-file"),
    path(f"{VERSION}cambiar/", writing.GuideVersionChange.as_view(), name="guide-version-change"),
    path(f"{VERSION}publicar/", writing.GuidePublish.as_view(), name="guide-publish"),
    path(f"{VERSION}retirar/", writing.GuideWithdraw.as_view(), name="guide-withdraw"),
    path(f"{VERSION}leida/", reading.GuideRead.as_view(), name="guide-read"),
    path(f"{VERSION}puntos/nuevo/", writing.StatementAdd.as_view(), name="guide-statement-add"),
    path(f"{VERSION}puntos/<int:statement>/", writing.StatementChange.as_view(), name="guide-statement"),
]
