"""/api/v1/: what was decided, one map per area, in meetings/api/routes/."""

from meetings.api.routes import (
    agenda,
    agreements,
    families,
    minutes,
    presence,
    reviews,
    series,
)

urlpatterns = [
    *series.urlpatterns,
    *presence.urlpatterns,
    *agenda.urlpatterns,
    *reviews.urlpatterns,
    *agreements.urlpatterns,
    *minutes.urlpatterns,
    *families.urlpatterns,
]
