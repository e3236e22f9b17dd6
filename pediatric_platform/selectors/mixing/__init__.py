from pediatric_platform.selectors.mixing.child import ChildMixing, child_mixing

__all__ = ["ChildMixing", "child_mixing"]
