"""How much JavaScript does a phone get, and is it what is written? At most 40 kB; only comments are left out."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

from supple.web import looks, outbox_code
from supple.web.scripts import as_sent

STATIC = Path(looks.__file__).parent / "static"
ON_ITS_OWN = {"style.js"}  # of the page that shows every component, which only whoever builds Supple ever sees
WRITTEN = sorted(path for path in STATIC.rglob("*.js"))
MOST_BYTES = 40_000


def _get(path: str) -> bytes:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"].startswith("text/javascript")
    return answer.content


def sent() -> dict[str, bytes]:
    """Every script of every page, by the address from which a phone takes it."""
    found = {f"/static/{path.name}": b"" for path in STATIC.glob("*.js") if path.name not in ON_ITS_OWN}
    found.update({outbox_code.url_of(path.stem): b"" for path in (STATIC / "outbox").glob("*.js")})
    return {address: _get(address) for address in found}


def test_the_pages_scripts_stay_below_40_kb_in_all() -> None:
    """Unpacked, every page's together. Over the wire, and for a page, it is a part of that."""
    pages = sum(len(script) for script in sent().values())
    assert 20_000 < pages <= MOST_BYTES
    packed = sum(len(gzip.compress(script)) for script in (*sent().values(), _get("/worker.js")))
    assert packed <= MOST_BYTES / 2, "with the worker, as it goes over the wire"


def test_a_phone_gets_what_is_written_without_the_comments() -> None:
    for address, script in sent().items():
        name = address.rsplit("/", 1)[-1]
        written = next(path for path in WRITTEN if path.name == name).read_text("utf-8")
        assert script.decode() == as_sent(written)
        assert not re.search(r"/\*|^\s*//|@ts-check", script.decode(), re.MULTILINE), name
    assert "// " not in _get("/worker.js").decode().replace("https://", "")


@pytest.mark.parametrize("path", [*WRITTEN, STATIC.parent / "templates/on_phone/worker.js"], ids=lambda p: p.name)
def test_comments_stand_where_they_can_be_taken_out(path: Path) -> None:
    """On lines of their own: nothing in a text may look like one, and no text may go over several lines."""
    source = path.read_text("utf-8")
    left = as_sent(source)
    assert "/*" not in left
    assert all(line.count("`") % 2 == 0 for line in source.splitlines()), "a text over several lines"
    code = [line.strip() for line in source.splitlines()]
    kept = left.splitlines()
    gone = [line for line in code if line and line not in kept]
    assert all(re.match(r"//|/\*\*|\*|.*/\*\* @type \{", line) for line in gone), gone


def test_what_is_no_comment_stays() -> None:
    source = (
        "// Gone.\n/** Gone too. @param {string} a */\nfunction f(a) {\n"
        '  const there = "http://x//y"; // stays\n\n'
        "  /**\n   * All of it.\n   */\n  return /** @type {HTMLElement} */ (a) ?? `/${a}/`;\n}\n"
    )
    assert as_sent(source) == 'function f(a) {\nconst there = "http://x//y"; // stays\nreturn (a) ?? `/${a}/`;\n}\n'
