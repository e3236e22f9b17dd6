"""Forms of an agenda: a new matter, its words and minutes, what was said of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.actions.agenda import add_item, change_item, note_item, propose_item
from meetings.agenda_rights import may_keep, must_propose
from meetings.forms.agenda import MatterChangeForm, MatterForm, MinutesForm, NoteForm
from meetings.models import AgendaItem, AgendaKind
from meetings.views.agenda.base import OfAgenda, OfItem
from meetings.views.base import MeetingForm


class ItemNew(OfAgenda, MeetingForm):
    """A matter: whoever keeps the agenda adds it, whoever was called proposes it."""

    form_class = MatterForm

    def permit(self) -> None:
        super().permit()
        must_propose(self.person, self.meeting)

    @property
    def title(self) -> str:
        return _("Agregar un asunto") if may_keep(self.person) else _("Proponer un asunto")

    def edited(self) -> Any:
        """Nothing yet."""

    def subject(self) -> str:
        return str(self.meeting)

    def act(self, form: Any) -> str:
        do = add_item if may_keep(self.person) else propose_item
        item = do(meeting=self.meeting, by=self.person, **form.cleaned_data)
        if item.is_proposed:
            return _("La secretaría de la sesión verá su propuesta.")
        return _("Asunto agregado al final del orden del día.")

    def consequences(self) -> list[str]:
        if may_keep(self.person):
            return [_("Queda al final; desde el orden del día se mueve a su lugar.")]
        return [
            _("La secretaría decide si entra; hasta entonces solo ella y usted lo ven."),
            _("Si entra, lo lee todo el personal convocado."),
        ]


class OnItem(OfItem, MeetingForm):
    """A form about one matter."""

    def edited(self) -> AgendaItem:
        return self.item

    def subject(self) -> str:
        return f"{self.item.title} · {self.meeting}"


class ItemChange(OnItem):
    """Words and minutes of one's own matter; minutes of what the data put there."""

    title = gettext_lazy("Cambiar el asunto")
    submit = gettext_lazy("Guardar")

    def get_form_class(self) -> Any:
        return MatterChangeForm if self.item.kind == AgendaKind.FREE else MinutesForm

    def get_initial(self) -> dict[str, Any]:
        item = self.item
        return {**super().get_initial(), "title": item.title, "body": item.body, "minutes": item.minutes}

    def act(self, form: Any) -> str:
        change_item(item=self.item, by=self.person, **form.cleaned_data)
        return _("Guardado.")

    def consequences(self) -> list[str]:
        if self.item.kind == AgendaKind.FREE:
            return []
        return [_("Lo que dice este asunto sale de los datos y se actualiza cada noche hasta que empiece la sesión.")]


class ItemNote(OnItem):
    """What was said of a matter, for the minutes."""

    title = gettext_lazy("Anotar qué se dijo")
    submit = gettext_lazy("Guardar")
    form_class = NoteForm

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "state": self.item.state, "notes": self.item.notes}

    def act(self, form: Any) -> str:
        note_item(item=self.item, by=self.person, **form.cleaned_data)
        return _("Anotado.")

    def consequences(self) -> list[str]:
        return [_("Se puede corregir hasta que se firme la minuta.")]
