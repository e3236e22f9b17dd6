"""The administration of what there is. Importing this package registers its pages."""

from supply.admin.assortment import AssortmentAdmin
from supply.admin.drug import DrugAdmin
from supply.admin.presentation import GtinAdmin, PresentationAdmin

__all__ = ["AssortmentAdmin", "DrugAdmin", "GtinAdmin", "PresentationAdmin"]
