"""`/reuniones/<n>/acuerdos/nuevo/`: an agreement as it is taken; a page of its own, or a dialog over the review."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.errors import NotAllowed, Refusal
from delegations.row_numbers import row_number
from delegations.selectors.holidays import rest_days
from delegations.views.acting import ActForm
from delegations.working_time import is_working_day, next_working_day
from meetings.actions.agreements import agree
from meetings.agreement_rights import must_agree
from meetings.forms.agreements import AgreementForm
from meetings.models import AgendaItem, Agreement, Meeting, MeetingState, Review
from meetings.selectors.agreements.owners import Around, owner_choices
from meetings.selectors.agreements.places import place_choices, place_text
from meetings.views.agreements.base import Staff

A_WEEK = timedelta(days=7)


class AgreementNew(Staff, ActForm):
    """For whoever writes agreements. Asked for by a script (`HX-Request`) it is the form alone."""

    template_name = "meetings/agreement_new.html"
    form_class = AgreementForm
    title = gettext_lazy("Anotar un acuerdo")
    submit = gettext_lazy("Anotar el acuerdo")
    made: Agreement | None = None

    def allow(self) -> None:
        seen = Meeting.objects.visible_to(self.person).select_related("series")
        self.meeting = get_object_or_404(seen, pk=self.kwargs["pk"])
        super().allow()
        must_agree(self.person)

    @cached_property
    def review(self) -> Review | None:
        """Of which delegation or hospital it is taken, if it is."""
        return self._asked("revision", Review.objects.visible_to(self.person).select_related("delegation", "unit"))

    @cached_property
    def item(self) -> AgendaItem | None:
        """With which matter of the agenda, if with one."""
        return self._asked("asunto", AgendaItem.objects.visible_to(self.person))

    def _asked(self, name: str, rows: Any) -> Any:
        number = row_number(self.request.GET.get(name, ""))
        return rows.filter(meeting=self.meeting, pk=number).first() if number is not None else None

    @cached_property
    def around(self) -> Around:
        return Around(self.review.delegation, self.review.unit) if self.review is not None else Around()

    @cached_property
    def in_dialog(self) -> bool:
        return "HX-Request" in self.request.headers

    def get_form_kwargs(self) -> dict[str, Any]:
        today = timezone.localdate()
        # Any post and any place may be named; around a review only its own are offered first.
        return {
            **super().get_form_kwargs(),
            "person": self.person,
            "owners": owner_choices(today, self.around),
            "places": place_choices(today, self.around),
        }

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET
        place = self.around.delegation or self.around.unit
        given = {
            "place": place_text(place) if place is not None else "",
            "case": asked.get("caso", "")[:14],
            "drug": asked.get("medicamento", "")[:120],
        }
        return {name: value for name, value in given.items() if value} | {"due_on": self.usual_day()}

    def usual_day(self) -> Any:
        """When the series meets next, as far as it is planned; else a week on, on a working day."""
        coming = Meeting.objects.standing().filter(
            series=self.meeting.series_id, starts_at__gt=max(self.meeting.starts_at, timezone.now())
        )
        following = coming.filter(state=MeetingState.PLANNED).select_related("series").order_by("starts_at").first()
        if following is not None:
            return following.on
        day = self.meeting.on + A_WEEK
        rest = rest_days(day, day + A_WEEK)
        return day if is_working_day(day, rest) else next_working_day(day, rest)

    def act(self, form: Any) -> str:
        self.made = agree(
            meeting=self.meeting, review=self.review, agenda_item=self.item, by=self.person, **form.told()
        )
        return _("Acuerdo %(folio)s anotado.") % {"folio": self.made.folio}

    def form_valid(self, form: Any) -> HttpResponse:
        if not self.in_dialog:
            return super().form_valid(form)
        try:
            self.act(form)
        except NotAllowed:
            raise
        except Refusal as refusal:
            self.refused(form, refusal)
            return self.form_invalid(form)
        answer = render(self.request, "meetings/_agreement_noted.html", {"agreement": self.made})
        answer["HX-Trigger"] = "agreement-noted"
        return answer

    def get_template_names(self) -> list[str]:
        return ["meetings/_agreement_form.html"] if self.in_dialog else [self.template_name]

    def here(self) -> str:
        if self.made is not None:
            return self.made.get_absolute_url()
        return reverse("meetings:meeting", args=[self.meeting.pk])

    def action(self) -> str:
        """Back to itself, with the review and the matter it was opened from."""
        asked = {name: row.pk for name, row in (("revision", self.review), ("asunto", self.item)) if row is not None}
        here = reverse("meetings:agreement-new", args=[self.meeting.pk])
        return f"{here}?{urlencode(asked)}" if asked else here

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        crumbs = [
            (_("Sesiones"), reverse("meetings:meeting-list")),
            (str(self.meeting), reverse("meetings:meeting", args=[self.meeting.pk])),
            (str(self.title), ""),
        ]
        return context | {
            "meeting": self.meeting,
            "action": self.action(),
            "in_dialog": self.in_dialog,
            "owner_choices": form.owners,
            "place_choices": form.places,
            "crumbs": crumbs,
            "subject": str(self.meeting),
        }
