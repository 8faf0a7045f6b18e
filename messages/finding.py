"""Which messages are there? Read from the templates, the code and the safety data, each as it is looked up later."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog

from supple import words

SOURCE = Path(words.__file__).parent
TEMPLATES = SOURCE / "web" / "templates"
KNOWLEDGE = SOURCE / "knowledge"
SEEN_BY_NOBODY = ("style/",)  # every component in every state, for whoever builds Supple

# What tells somebody when to call, what to do, or what a medicine may do: said in another language only when a named
# reviewer signed the translation. Data first; then the pages and modules that say such things in words of their own.
SAFETY_DATA = (
    *("red_flags", "signs", "card", "calling", "emergency_numbers", "checks", "traits", "too_much", "timing"),
    *("interactions", "side_effects", "other_medicines", "immune_medicines", "blood_tests", "stretches"),
)
NOT_SAID = {"id", "source", "number", "unit", "aliases", "brands", "ingredient", "date_checked", "reviewed_by"}
SAFETY_PLACES = (
    *("web/templates/help/", "web/templates/up/", "web/templates/when_to_call/", "web/templates/alerts/"),
    *("web/templates/card/", "web/templates/signs/", "web/templates/why/", "web/templates/today/alert.html"),
    *(
        "web/templates/today/fall.html",
        "web/templates/parts/call",
        "web/templates/parts/alert",
        "web/templates/base.html",
    ),
    *("web/templates/parts/unanswered.html", "web/templates/check/", "web/templates/stretches/advice.html"),
    *("web/templates/doses/told.html", "watch/", "web/alert", "web/up.py", "web/pages/when_to_call.py"),
    *("web/pages/help.py", "report/card", "report/script.py", "report/alerts.py", "knowledge/"),
)
_NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # a day of its own would change every catalogue every day

SAFETY_NOTE = "safety text: needs “reviewed_by: name, role, date” in a comment"


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its words, for several things their other form, where it stands, and whether it is safety text."""

    one: str
    many: str
    place: str
    context: str = ""

    @property
    def is_safety(self) -> bool:
        return self.context == words.SAFETY or self.place.startswith(SAFETY_PLACES)


def everything() -> tuple[list[Message], list[str]]:
    """Every message, and what could not be read, a line each."""
    found: list[Message] = []
    wrong: list[str] = []
    for read in (of_templates, of_code, of_safety_data):
        for each in read():
            (wrong if isinstance(each, str) else found).append(each)  # type: ignore[arg-type]
    return found, wrong


def template() -> Catalog:
    """The catalogue with no translations. Safety text is marked in a comment, for the eye and for the gate."""
    catalogue = Catalog(project="Supple", charset="utf-8", fuzzy=False, creation_date=_NO_DAY, revision_date=_NO_DAY)
    for one in everything()[0]:
        catalogue.add(
            (one.one, one.many) if one.many else one.one,
            locations=[(one.place, 0)],
            context=one.context or None,
            auto_comments=[SAFETY_NOTE] if one.is_safety else [],
            flags=flags_of(one.one),
        )
    return catalogue


def flags_of(text: str) -> list[str]:
    return ["python-format"] if re.search(r"%\(\w+\)s", text) else []


def of_templates() -> Iterator[Message | str]:
    """As Django's own tags will look them up."""
    from django.template import Engine
    from django.template.base import Node
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    engine = Engine.get_default()
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(TEMPLATES).as_posix()
        if name.startswith(SEEN_BY_NOBODY):
            continue
        place = path.relative_to(SOURCE).as_posix()
        text = path.read_text(encoding="utf-8")
        for node in engine.from_string(text).nodelist.get_nodes_by_type(Node):
            if isinstance(node, TranslateNode):
                literal = node.filter_expression.var.literal
                yield Message(str(literal).replace("%", "%%"), "", place)
            elif isinstance(node, BlockTranslateNode):
                one, _names = node.render_token_list(node.singular)
                many = node.render_token_list(node.plural)[0] if node.plural else ""
                yield Message(one, many, place)
        for token in re.findall(r"{%.*?%}|{{.*?}}", text, re.DOTALL):
            for said in re.findall(r'[=:|(\s]_\("([^"]*)"\)', token):
                yield Message(said.replace("%", "%%"), "", place)


def of_code() -> Iterator[Message | str]:
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "supple.words import" not in text:
            continue
        place = path.relative_to(SOURCE).as_posix()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "n_", "N_"}:
                yield from _of_call(node, f"{place}:{node.lineno}", place)


def _of_call(node: ast.Call, where: str, place: str) -> Iterator[Message | str]:
    assert isinstance(node.func, ast.Name)
    asked = node.args[: 2 if node.func.id == "n_" else 1]
    said = [each.value for each in asked if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if len(said) == len(asked):
        yield Message(said[0], said[1] if len(said) > 1 else "", place)
    elif any(isinstance(each, ast.JoinedStr | ast.BinOp) for each in asked) or node.func.id != "_":
        yield f"{where}: a message is put together before it is looked up; write {{name}}, and fill it after"


def of_safety_data() -> Iterator[Message | str]:
    for name in SAFETY_DATA:
        path = KNOWLEDGE / f"{name}.toml"
        for text in _texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield Message(text, "", path.relative_to(SOURCE).as_posix(), words.SAFETY)


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for name, inner in node.items():
            if name not in NOT_SAID:
                yield from _texts(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _texts(inner)
    elif isinstance(node, str) and " " in node.strip():
        yield node
