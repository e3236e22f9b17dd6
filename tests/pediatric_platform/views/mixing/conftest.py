from tests.pediatric_platform.mixing_world import *  # noqa: F403
