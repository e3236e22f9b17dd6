"""The only writers of guides, their versions, recommendations, links and readings."""

from pediatric_platform.actions.guides.guides import add_guide, change_guide, link_guide, unlink_guide
from pediatric_platform.actions.guides.load import load_guides
from pediatric_platform.actions.guides.papers import Paper, paper_of
from pediatric_platform.actions.guides.readings import acknowledge
from pediatric_platform.actions.guides.rights import may_manage
from pediatric_platform.actions.guides.statements import remove_statement, write_statement
from pediatric_platform.actions.guides.versions import change_version, draft_version, publish, withdraw

__all__ = [
    "Paper",
    "acknowledge",
    "add_guide",
    "change_guide",
    "change_version",
    "draft_version",
    "link_guide",
    "load_guides",
    "may_manage",
    "paper_of",
    "publish",
    "remove_statement",
    "unlink_guide",
    "withdraw",
    "write_statement",
]
