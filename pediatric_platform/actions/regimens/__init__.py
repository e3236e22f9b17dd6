"""The only writers of diagnoses, protocols, regimens and safety rules."""

from pediatric_platform.actions.regimens.load import Loaded, load_diagnoses, load_guards, load_regimens

__all__ = ["Loaded", "load_diagnoses", "load_guards", "load_regimens"]
