"""/api/v1/: guides."""

from django.urls import URLPattern, path

from pediatric_platform.api import guides

VERSION = "guide-versions/<int:pk>/"

urlpatterns: list[URLPattern] = [
    # guides/
    path("guides/", guides.GuideList.as_view(), name="api-guides"),
    path("guides/<slug:key>/", guides.GuideOne.as_view(), name="api-guide"),
    path("guides/<slug:key>/readers/", guides.GuideReaders.as_view(), name="api-guide-readers"),
    path("guides/<slug:key>/versions/", guides.GuideVersionNew.as_view(), name="api-guide-version-new"),
    # guide-versions/
    path("guide-versions/", guides.GuideVersionList.as_view(), name="api-guide-versions"),
    path(VERSION, guides.GuideVersionOne.as_view(), name="api-guide-version"),
    path(f"{VERSION}changes-since/<int:earlier>/", guides.GuideVersionCompare.as_view(), name="api-guide-compare"),
    path(f"{VERSION}statements/", guides.GuideStatementAdd.as_view(), name="api-guide-statements"),
    path(f"{VERSION}publication/", guides.GuidePublication.as_view(), name="api-guide-publication"),
    path(f"{VERSION}withdrawal/", guides.GuideWithdrawal.as_view(), name="api-guide-withdrawal"),
    path(f"{VERSION}reading/", guides.GuideAcknowledgement.as_view(), name="api-guide-reading"),
]
