"""Does any word that a person may read advise a dose, reassure, name a cause, name an illness or blame?

The other word tests read what the rooms make; this one reads the sources, so that a page, a message or a help text
that nobody thought of is read as well: templates, scripts, the PDF's text, the data files, every text in the code,
and the commands' help. A text put together from parts is read with its gaps as "X".
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.spec.words import problems

HOUSE = Path(__file__).resolve().parents[2]
SOURCE = HOUSE / "src/supple"
# What people write, not what Supple says: the note reader's words, and other names for things.
READ_NOT_SAID = SOURCE / "diary/notes/words"
NOT_SAID = {"aliases", "brands", "ingredient", "id", "source", "number", "unit"}
# Exact phrases that may stand, and where: each tells what somebody noted.
MAY_STAND = {
    "diary/notes/say_back.py": {"extra dose"},  # a dose that the person noted as taken besides the plan
}
SAID_IN_ATTRIBUTES = re.compile(r'\b(?:alt|title|aria-label|placeholder|content|value)="([^"]*)"')


def of(suffix: str, folder: Path = SOURCE) -> list[Path]:
    found = sorted(path for path in folder.rglob(f"*{suffix}") if READ_NOT_SAID not in path.parents)
    assert found, f"no {suffix} files: has the house moved?"
    return found


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE if SOURCE in path.parents else HOUSE).as_posix()


def found_in(path: Path, texts: Iterator[str]) -> list[str]:
    allowed = MAY_STAND.get(name_of(path), set())
    return sorted({problem for text in texts for problem in problems(text, allow=allowed)})


def template_texts(text: str) -> Iterator[str]:
    text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", " ", text, flags=re.DOTALL)
    text = re.sub(r"{%.*?%}", " ", text, flags=re.DOTALL)
    text = re.sub(r"{{.*?}}", "X", text, flags=re.DOTALL)
    for tag in re.findall(r"<[^>]*>", text):
        yield from SAID_IN_ATTRIBUTES.findall(tag)
    inside = re.sub(r"</?(?:b|i|em|strong|code|span|a|abbr|small|time)\b[^>]*>", "", text)
    yield re.sub(r"\s+", " ", re.sub(r"<[^>]*>", ". ", inside))


def code_texts(path: Path) -> Iterator[str]:
    """Every text of a module; its docstrings only where they are shown, as the commands' help is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    is_shown = path.parent.name == "cli"
    docs = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not is_shown:
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                docs.add(id(first.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def data_texts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for name, inner in node.items():
            if name not in NOT_SAID:
                yield from data_texts(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from data_texts(inner)
    elif isinstance(node, str):
        yield node


@pytest.mark.parametrize("path", of(".html"), ids=name_of)
def test_no_template_says_it(path: Path) -> None:
    assert found_in(path, template_texts(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", of(".py"), ids=name_of)
def test_no_code_says_it(path: Path) -> None:
    assert found_in(path, code_texts(path)) == []


@pytest.mark.parametrize("path", of(".toml"), ids=name_of)
def test_no_data_says_it(path: Path) -> None:
    assert found_in(path, data_texts(tomllib.loads(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", [*of(".typ"), *of(".js")], ids=name_of)
def test_no_script_and_no_pdf_says_it(path: Path) -> None:
    text = re.sub(r"{{.*?}}", "X", path.read_text(encoding="utf-8"))
    kept = (line for line in text.splitlines() if not line.lstrip().startswith("//"))
    assert found_in(path, kept) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("html", "<p>You are <b>safe</b>.</p>"),
        ("html", '<img alt="All clear">'),
        ("html", "<p>It was caused\n  by {{ factor }}.</p>"),
        ("py", 'def f(x):\n    return f"Take more {x}"\n'),
        ("py", 'WORDS = ("Nothing "\n  "to worry about")\n'),
    ],
)
def test_it_would_be_seen(kind: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / f"page.{kind}"
    path.write_text(text, encoding="utf-8")
    texts = list(template_texts(text) if kind == "html" else code_texts(path))
    assert any(problems(each) for each in texts)
