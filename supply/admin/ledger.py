"""The ledger in the administration: looked at, never written. Its rows come from actions alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from delegations.admin import ReadOnlyAdmin
from supply.models import Balance, Document, Lot, Movement, PlaceClosure, Transfer, TransferLine


class MovementInline(admin.TabularInline):
    """The lines of a document."""

    model = Movement
    fk_name = "document"
    extra = 0
    can_delete = False
    fields = readonly_fields = ("place", "lot", "quantity", "reason", "occurred_on", "true_date", "reverses")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Movement]:
        return super().get_queryset(request).select_related("place", "lot", "reverses")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Postings and their idempotency keys."""

    list_display = ("id", "kind", "place", "occurred_on", "posted_at", "posted_by", "source", "reference", "reverses")
    list_filter = ("kind", "source", "place__delegation")
    list_select_related = ("place", "posted_by", "reverses")
    search_fields = ("=id", "=idempotency_key", "reference", "place__code")
    date_hierarchy = "occurred_on"
    inlines = (MovementInline,)


@admin.register(Movement)
class MovementAdmin(ReadOnlyAdmin):
    """Every fact of the ledger, newest first."""

    list_display = ("id", "occurred_on", "place", "lot", "quantity", "reason", "document", "true_date", "reverses")
    list_filter = ("reason", "place__delegation")
    list_select_related = ("place", "lot", "document", "reverses")
    search_fields = ("=id", "lot__number", "place__code")
    ordering = ("-id",)


@admin.register(Balance)
class BalanceAdmin(ReadOnlyAdmin):
    """What each place has of each lot: the sum of its movements, kept by the database."""

    list_display = ("place", "drug", "lot", "on_hand", "last_on")
    list_filter = ("place__kind", "place__delegation")
    list_select_related = ("place", "lot__drug")
    search_fields = ("lot__number", "place__code", "lot__drug__generic_name", "lot__drug__code")
    ordering = ("-id",)

    @admin.display(description=Lot._meta.get_field("drug").verbose_name)
    def drug(self, balance: Balance) -> str:
        """The drug of the lot."""
        return balance.lot.drug.label


@admin.register(Lot)
class LotAdmin(ReadOnlyAdmin):
    """Lots; their state is changed on the lot's own page, with its reason."""

    list_display = ("number", "drug", "expires_on", "maker", "state", "state_reason")
    list_filter = ("state", "drug__drug_class")
    list_select_related = ("drug",)
    search_fields = ("number", "gtin", "drug__generic_name", "drug__code")
    date_hierarchy = "expires_on"


class TransferLineInline(admin.TabularInline):
    """What was sent and what came."""

    model = TransferLine
    extra = 0
    can_delete = False
    fields = readonly_fields = ("lot", "sent", "received", "shortfall_reason")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Transfer)
class TransferAdmin(ReadOnlyAdmin):
    """Transfers and their state."""

    list_display = ("id", "from_place", "to_place", "state", "dispatched_on", "expected_on", "accepted_on")
    list_filter = ("state", "to_place__delegation")
    list_select_related = ("from_place", "to_place")
    search_fields = ("=id", "from_place__code", "to_place__code")
    date_hierarchy = "dispatched_on"
    inlines = (TransferLineInline,)


@admin.register(PlaceClosure)
class PlaceClosureAdmin(ReadOnlyAdmin):
    """Through which day each place's ledger is closed."""

    list_display = ("place", "closed_through")
    list_select_related = ("place",)
    search_fields = ("place__code", "place__name")
