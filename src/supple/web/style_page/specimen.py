"""How is one component shown alone? The real template with invented words; its links and forms go nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.base import Template
from django.template.context import make_context
from django.template.loader import get_template, render_to_string
from django.template.loader_tags import ExtendsNode
from django.utils.safestring import SafeString, mark_safe

_IDS = re.compile(r'(?<=\s)(id|for|list|aria-labelledby|aria-describedby)="([^"]+)"')
_INNER_LINK = re.compile(r'(href="#|url\(#)')
_LEADS_ON = re.compile(r'href="(?!#)[^"]*"')
_SENDS = re.compile(r'\s(?:method|action|data-outbox)(?:="[^"]*")?(?=[\s>])')


@dataclass(frozen=True)
class Specimen:
    """One state of one component.

    Attributes:
        title: which component, in which state.
        template: a part, or a page.
        context: the invented words and numbers that the template needs.
        block: of a page, the block that is shown; "" shows the whole template.
        frame: classes that stand around it on its own page.
    """

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    block: str = ""
    frame: str = ""


@dataclass(frozen=True)
class Shown:
    """A specimen as it stands on the style page."""

    title: str
    classes: str
    html: SafeString


@dataclass(frozen=True)
class Group:
    """Specimens of one kind. `id`: where it stands on the page."""

    id: str
    title: str
    specimens: tuple[Specimen, ...]


def shown(specimen: Specimen, number: str, base: Mapping[str, Any], request: HttpRequest) -> Shown:
    """The specimen drawn; `number` keeps its ids apart from those of the others."""
    context = {**base, **specimen.context}
    classes = specimen.frame
    if specimen.block:
        html = _block(specimen.template, specimen.block, context, request)
        if specimen.block == "main":
            classes = f"page {_block(specimen.template, 'page_class', context, request)} {specimen.frame}"
    else:
        html = render_to_string(specimen.template, context, request)
    # Only our own templates wrote it, and they escape what they are given.
    return Shown(specimen.title, " ".join(classes.split()), mark_safe(_harmless(html, number)))  # noqa: S308


def _block(name: str, block: str, context: Mapping[str, Any], request: HttpRequest) -> str:
    """One block of a page, without the frame around it; a block that neither it nor its parents fill is empty."""
    template: Template = get_template(name).template  # type: ignore[attr-defined]
    filled = make_context(dict(context), request)
    with filled.render_context.push_state(template), filled.bind_template(template):
        inner = template
        while extends := inner.nodelist.get_nodes_by_type(ExtendsNode):
            node = extends[0]
            assert isinstance(node, ExtendsNode)
            if block in node.blocks:
                return str(node.blocks[block].render(filled))
            inner = node.get_parent(filled)
    return ""


def _harmless(html: str, number: str) -> str:
    """Its ids are its own, its links lead nowhere, its forms send nothing, and no phone rings."""
    html = _LEADS_ON.sub('href="#main"', html)
    html = _IDS.sub(lambda m: f'{m[1]}="{" ".join(f"{number}-{each}" for each in m[2].split())}"', html)
    html = _INNER_LINK.sub(rf"\g<1>{number}-", html)
    html = _SENDS.sub("", html)
    # A choice of one belongs to the choices of its own form.
    return html if "<form" in html else f"<form>{html}</form>"
