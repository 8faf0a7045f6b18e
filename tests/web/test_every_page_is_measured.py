"""Is every page in the list of those that a browser looks at? One that nobody added fails here, without a browser."""

from __future__ import annotations

import pytest
from tests.browser.places import HELD_BY, NO_PAGE, PAGES, SIGNED_OUT, VIEWS

from supple.web import urls
from supple.web.guard import DECLARED


def test_every_address_that_shows_a_page_is_measured() -> None:
    assert urls.urlpatterns, "the addresses are declared when this is loaded"
    shown = {name for name, declared in DECLARED.items() if "GET" in declared.methods}
    assert shown - NO_PAGE == set(PAGES), "add it to tests/browser/places.py"
    assert shown >= NO_PAGE
    assert set(PAGES) >= SIGNED_OUT
    assert not set(VIEWS) & set(PAGES)


@pytest.mark.parametrize("template", HELD_BY)
def test_a_page_held_elsewhere_is_there(template: str) -> None:
    from tests.browser.test_accessible import TEMPLATES

    assert (TEMPLATES / template).is_file()
