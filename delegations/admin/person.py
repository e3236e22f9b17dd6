from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from delegations.admin.base import AuditedAdmin
from delegations.models import Person, Posting


class PersonCreation(AdminUserCreationForm):
    class Meta:
        model = Person
        fields = ("email", "full_name")
        field_classes = {"email": forms.EmailField}


class PersonChange(UserChangeForm):
    class Meta:
        model = Person
        fields = "__all__"
        field_classes = {"email": forms.EmailField}


class PostingInline(admin.TabularInline):
    """The person's postings, to look at; they are given and ended on their own page."""

    model = Posting
    fields = ("role", "holding", "is_national", "delegation", "unit", "starts_on", "ends_on")
    extra = 0
    can_delete = False
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("delegation", "unit")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Person)
class PersonAdmin(AuditedAdmin, UserAdmin):
    """Accounts. What a person may do on the site comes from the postings, not from here."""

    form = PersonChange
    add_form = PersonCreation
    inlines = (PostingInline,)
    ordering = ("full_name",)
    list_display = ("full_name", "email", "is_active", "is_staff", "is_simulated", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "is_simulated")
    search_fields = ("full_name", "email")
    filter_horizontal = ("groups", "user_permissions")
    readonly_fields = ("last_login", "date_joined", "is_simulated")
    fieldsets = (
        (None, {"fields": ("email", "password", "full_name")}),
        (_("Acceso"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Fechas"), {"fields": ("last_login", "date_joined", "is_simulated")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("email", "full_name", "usable_password", "password1", "password2")}),
    )
