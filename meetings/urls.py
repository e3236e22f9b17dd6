"""Pages about what was decided: one map per area, in meetings/routes/.

Meetings live under `reuniones/`: `sesiones/<n>/` is a child's day of chemotherapy (pediatric_platform/routes/plans.py).
"""

from meetings.routes import (
    agenda,
    agreements,
    families,
    minutes,
    presence,
    reviews,
    series,
)

app_name = "meetings"

urlpatterns = [
    *series.urlpatterns,
    *presence.urlpatterns,
    *agenda.urlpatterns,
    *reviews.urlpatterns,
    *agreements.urlpatterns,
    *minutes.urlpatterns,
    *families.urlpatterns,
]
