"""Pages that write guides: what one is, its versions, publication and withdrawal, what it is about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pediatric_platform.actions.guides import (
    add_guide,
    change_guide,
    change_version,
    draft_version,
    link_guide,
    paper_of,
    publish,
    remove_statement,
    unlink_guide,
    withdraw,
    write_statement,
)
from pediatric_platform.forms.guides import (
    EditionForm,
    GuideForm,
    LinkForm,
    NewGuideForm,
    StatementForm,
    VersionForm,
    WithdrawForm,
)
from pediatric_platform.models import GuideLink, GuideStatement, GuideVersion, GuideVersionState
from pediatric_platform.views.editing import number_in
from pediatric_platform.views.guides.managed import Managed


class GuideNew(Managed):
    """A guide that the platform did not have."""

    form_class = NewGuideForm
    title = gettext_lazy("Agregar una guía")
    submit = gettext_lazy("Agregar")

    def act(self, form: NewGuideForm) -> str:
        self.guide = add_guide(by=self.person, **form.cleaned_data)
        return _("Quedó «%(title)s». Falta su documento: agregue una versión.") % {"title": self.guide.title}


class GuideChange(Managed):
    """What it is called, whose it is, who must read it, whether families see it."""

    form_class = GuideForm
    title = gettext_lazy("Cambiar los datos de la guía")

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.guide, name) for name in GuideForm.base_fields}

    def act(self, form: GuideForm) -> str:
        assert self.guide is not None
        change_guide(guide=self.guide, by=self.person, **form.cleaned_data)
        return _("Datos guardados.")


class _Versioned(Managed):
    form_class = VersionForm

    def told(self, form: VersionForm) -> dict[str, Any]:
        """What the form says, as the actions take it. Whether the file may be kept is asked here."""
        data = dict(form.cleaned_data)
        data.pop("edition")
        file = data.pop("file")
        return data | {"paper": paper_of(file.name, file.read()) if file else None}


class GuideVersionNew(_Versioned):
    """A new version, with the recommendations of the one in force to begin from."""

    title = gettext_lazy("Agregar una versión")
    submit = gettext_lazy("Hacer el borrador")

    def consequences(self) -> list[str]:
        return [
            _("Queda en borrador: nadie más la ve hasta que se publique."),
            _("Empieza con las recomendaciones de la versión vigente, para cambiar sólo lo que cambió."),
        ]

    def act(self, form: VersionForm) -> str:
        assert self.guide is not None
        self.version = draft_version(guide=self.guide, by=self.person, **self.told(form))
        return _("Quedó en borrador la versión %(number)s.") % {"number": self.version.number}


class GuideVersionChange(_Versioned):
    """A draft is corrected."""

    title = gettext_lazy("Cambiar el borrador")

    def get_initial(self) -> dict[str, Any]:
        names = [name for name in VersionForm.base_fields if name != "file"]
        return {name: getattr(self.version, name) for name in names}

    def act(self, form: VersionForm) -> str:
        assert self.version is not None
        change_version(version=self.version, edition=form.cleaned_data["edition"], by=self.person, **self.told(form))
        return _("Borrador guardado.")


class GuidePublish(Managed):
    """From now on this is the version in force."""

    form_class = EditionForm
    title = gettext_lazy("Publicar la versión")
    submit = gettext_lazy("Publicar")

    def consequences(self) -> list[str]:
        assert self.version is not None
        assert self.guide is not None
        told = [_("Desde ese momento nadie cambia sus palabras, ni en la base de datos.")]
        before = GuideVersion.objects.filter(guide=self.guide, state=GuideVersionState.CURRENT).defer("file").first()
        if before is not None:
            told.append(_("Sustituye a la versión %(number)s, que se sigue pudiendo leer.") % {"number": before.number})
        if self.guide.must_read:
            told.append(_("Se avisa a quienes deben leerla, y empieza en cero la cuenta de quién la leyó."))
        if self.guide.is_public:
            told.append(_("La ven las familias, sin cuenta."))
        return told

    def act(self, form: EditionForm) -> str:
        assert self.version is not None
        publish(version=self.version, by=self.person, **form.cleaned_data)
        return _("Versión %(number)s publicada.") % {"number": self.version.number}


class GuideWithdraw(Managed):
    """Nobody works by it any more."""

    form_class = WithdrawForm
    title = gettext_lazy("Retirar la versión")
    submit = gettext_lazy("Retirar")
    kind = "danger"

    def consequences(self) -> list[str]:
        told = [
            _("No se deshace: para volver a usarla se publica otra versión. Se sigue pudiendo leer, con el motivo.")
        ]
        if self.version is not None and self.version.state == GuideVersionState.CURRENT:
            told.append(
                _("La guía se queda sin versión vigente: la anterior no vuelve sola, se publica como otra versión.")
            )
        return told

    def act(self, form: WithdrawForm) -> str:
        assert self.version is not None
        withdraw(version=self.version, by=self.person, **form.cleaned_data)
        return _("Versión %(number)s retirada.") % {"number": self.version.number}


class StatementAdd(Managed):
    """One more recommendation of a draft."""

    form_class = StatementForm
    title = gettext_lazy("Agregar una recomendación")

    def act(self, form: StatementForm) -> str:
        assert self.version is not None
        write_statement(version=self.version, by=self.person, **form.cleaned_data)
        return _("Recomendación guardada.")


class StatementChange(StatementAdd):
    """A recommendation in other words, or taken out."""

    title = gettext_lazy("Cambiar una recomendación")
    statement: GuideStatement

    def load(self, kwargs: dict[str, Any]) -> None:
        super().load(kwargs)
        rows = GuideStatement.objects.filter(version=self.version).select_related("version")
        self.statement = get_object_or_404(rows, pk=kwargs["statement"])

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | StatementForm.of(self.statement)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("quitar"):
            form = self.get_form(EditionForm)
            if form.is_valid():
                self.removing = True
                return self.form_valid(form)
        return super().post(request, *args, **kwargs)

    removing = False

    def act(self, form: Any) -> str:
        if self.removing:
            remove_statement(statement=self.statement, by=self.person, **form.cleaned_data)
            return _("Recomendación quitada.")
        assert self.version is not None
        write_statement(version=self.version, statement=self.statement, by=self.person, **form.cleaned_data)
        return _("Recomendación guardada.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.version is not None
        return super().get_context_data(removes=_("Quitar la recomendación"), **kwargs)


class GuideLinks(Managed):
    """What the guide is about: shown on those pages."""

    form_class = LinkForm
    template_name = "pediatric_platform/guide_links.html"
    title = gettext_lazy("De qué trata la guía")
    submit = gettext_lazy("Agregar")

    def here(self) -> str:
        assert self.guide is not None
        return reverse("pediatric:guide-links", args=[self.guide.code])

    def links(self) -> Any:
        return GuideLink.objects.filter(guide=self.guide).select_related("protocol", "diagnosis", "drug")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (pk := number_in(request, "quitar")) is not None:
            unlink_guide(link=get_object_or_404(self.links(), pk=pk), by=self.person)
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def act(self, form: LinkForm) -> str:
        assert self.guide is not None
        link_guide(guide=self.guide, by=self.person, **form.cleaned_data)
        return _("La guía se muestra ahora en esa página.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.guide is not None
        context = super().get_context_data(links=self.links(), **kwargs)
        return context | {"cancel": reverse("pediatric:guide", args=[self.guide.code])}
