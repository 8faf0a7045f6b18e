"""Where does a member begin, and where do they land after saving? On a page that they may open."""

from __future__ import annotations

from supple import actions
from supple.model import Scope


def first_page(person: actions.PersonCard) -> str:
    """Today; for somebody who was let in to less: the report, or the page on which they may write."""
    if Scope.LOOK in person.scopes:
        return "today"
    return "report" if Scope.REPORT in person.scopes else "add_entry"
