"""What plans and pages read about regimens."""

from pediatric_platform.selectors.regimens.shapes import contents_of, shape_of, shapes_of
from pediatric_platform.selectors.regimens.standards import standard_for, usable_versions

__all__ = ["contents_of", "shape_of", "shapes_of", "standard_for", "usable_versions"]
