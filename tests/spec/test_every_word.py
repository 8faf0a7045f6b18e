"""Does any word that a person may read advise a dose, reassure, name a cause, name an illness or blame?

The other word tests read what the rooms make; this one reads the sources, so that a page, a message or a help text
that nobody thought of is read as well: templates, scripts, styles, the PDF's text, the data files, every text in the
code, the commands' help and the guides. A text put together from parts is read with its gaps as "X". Pages and whole
sentences must also be easy to read.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.spec.words import MAX_GRADE, problems, reading_grade

HOUSE = Path(__file__).resolve().parents[2]
SOURCE = HOUSE / "src/supple"
# What people write, not what Supple says: the note reader's words, and other names for things.
READ_NOT_SAID = SOURCE / "diary/notes/words"
NOT_SAID = {"aliases", "brands", "ingredient", "id", "source", "number", "unit"}
# Exact phrases that may stand, and where: each tells what somebody noted.
MAY_STAND = {
    "diary/notes/say_back.py": {"extra dose"},  # a dose that the person noted as taken besides the plan
    # What people and laboratories write, read and never said.
    "diary/notes/clinic_numbers.py": {"normal"},
    "vignettes/in_words.py": {"normal"},
    "vignettes/words.toml": {"safe"},
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
    text = re.sub(r'{%\s*translate "([^"]*)"[^%]*%}', r"\1", text)
    text = text.replace("{% plural %}", ". ")
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
            yield re.sub(r"{\w+[^{}]*}", "X", node.value)  # a message with its gaps


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


@pytest.mark.parametrize("path", of(".css"), ids=name_of)
def test_no_style_says_it(path: Path) -> None:
    assert found_in(path, iter(re.findall(r'content:\s*"([^"]*)"', path.read_text(encoding="utf-8")))) == []


GUIDES = [HOUSE / "README.md", *sorted((HOUSE / "docs/how-to").glob("*.md"))]


@pytest.mark.parametrize("path", GUIDES, ids=name_of)
def test_no_guide_says_it(path: Path) -> None:
    assert found_in(path, iter([path.read_text(encoding="utf-8")])) == []


def test_every_kind_of_file_is_read() -> None:
    """A new kind of file could carry words that nothing looks at."""
    kinds = {path.suffix for path in SOURCE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    wordless = {".svg", ".typed"}
    assert kinds - wordless == {".html", ".py", ".toml", ".typ", ".js", ".css"}


@pytest.mark.parametrize("path", of(".html"), ids=name_of)
def test_every_page_reads_at_age_twelve_or_below(path: Path) -> None:
    for text in template_texts(path.read_text(encoding="utf-8")):
        if len(text.split()) >= FEWEST_WORDS:
            assert reading_grade(text) <= MAX_GRADE, text


FEWEST_WORDS = 8  # fewer are too few to grade
# Whole sentences that are harder, by their beginning: of the terminal's help, of files, and of how a number is made.
STILL_HARD = (
    "A diary, a trigger finder and a call-when-needed guide",
    "Take everything along: every entry",
    "walking, transfers, standing",
    "Injections with their days",
    "Stretching and positioning agreed",
    "Write invented diaries",
    "Supple takes tables as CSV files",
    "The size of a finding adds up",
    "About half of the difference was gone",
    ", allowing for dated changes",
    "The data folder (database, secrets)",
)


@pytest.mark.parametrize("path", of(".py"), ids=name_of)
def test_every_whole_sentence_of_the_code_reads_at_age_twelve_or_below(path: Path) -> None:
    hard = [
        text
        for text in code_texts(path)
        if len(text.split()) >= FEWEST_WORDS
        and text.strip()[-1:] in ".?!"
        and not text.startswith(STILL_HARD)
        and reading_grade(text) > MAX_GRADE
    ]
    assert hard == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("html", "<p>You are <b>safe</b>.</p>"),
        ("html", '<img alt="All clear">'),
        ("html", "<p>It was caused\n  by {{ factor }}.</p>"),
        ("html", '{% load i18n %}<p>{% translate "You are safe." %}</p>'),
        ("html", '<img alt="{% translate "All clear" %}">'),
        ("html", "<p>{% blocktranslate with x=y %}You are <b>{{ x }}</b> and safe{% endblocktranslate %}</p>"),
        ("py", 'def f(x):\n    return f"Take more {x}"\n'),
        ("py", 'WORDS = ("Nothing "\n  "to worry about")\n'),
    ],
)
def test_it_would_be_seen(kind: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / f"page.{kind}"
    path.write_text(text, encoding="utf-8")
    texts = list(template_texts(text) if kind == "html" else code_texts(path))
    assert any(problems(each) for each in texts)
