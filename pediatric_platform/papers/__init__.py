"""What the mixing centre prints: labels and the record of preparation, as tagged PDF."""

from pediatric_platform.papers.label import labels_pdf
from pediatric_platform.papers.record import record_pdf

__all__ = ["labels_pdf", "record_pdf"]
