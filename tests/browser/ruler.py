"""What is every page held to? axe, and a ruler for what axe does not measure."""

from __future__ import annotations

from typing import Any

from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Page

LOOKS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
HEIGHT = 900
# 400 % of a window of 1280 × 1024; and 200 % of letters on one of 1280, which leaves 640.
ZOOMED = {"width": 320, "height": 256}
DOUBLE_ROOT, DOUBLE_WIDTH = "225%", 640
MOST_COVERED = 0.4
BROUGHT_ALONG = ("heading-order", "landmark-unique")

SMALL_TARGETS = """() => [...document.querySelectorAll(
  'a, button, select, textarea, summary, input, label.check, label.pick')]
  .filter(e => e.type !== 'hidden' && e.checkVisibility() && !e.closest('.visually-hidden, .skip'))
  .filter(e => !(e.tagName === 'INPUT' && e.closest('label')))
  .filter(e => !(e.tagName === 'A' && getComputedStyle(e).display === 'inline'))
  .map(e => [e.outerHTML.slice(0, 120), e.getBoundingClientRect().width, e.getBoundingClientRect().height])
  .filter(([, w, h]) => w < 47.5 || h < 47.5)"""
SMALL_PRIMARY = """() => [...document.querySelectorAll('.button--primary, .button--urgent, .key')]
  .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 120), e.getBoundingClientRect().height])
  .filter(([, h]) => h < 59.5)"""
# Contrast of 7:1 asks more than 4.5:1, so it alone is measured. The dark pages have the same structure, so only their
# colours are asked about again.
AXE = """async (onlyColours) => {
  const options = {resultTypes: ['violations'], selectors: false,
    rules: {'color-contrast-enhanced': {enabled: true}, 'color-contrast': {enabled: false}}};
  if (onlyColours) Object.assign(options, {runOnly: {type: 'rule', values: ['color-contrast-enhanced']}, rules: {}});
  const found = await axe.run(document, options);
  return found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)
    + ' ' + (n.failureSummary || '').slice(0, 200)).join(' | '));
}"""
UNFOLD = "() => document.querySelectorAll('details').forEach(d => { d.open = true })"
WIDE = "document.documentElement.scrollWidth"
# What keeps its place over the page takes room that 400 % of zoom does not have.
COVERED = """() => [...document.querySelectorAll('body *')].filter(e => {
    const s = getComputedStyle(e);
    return ['fixed', 'sticky'].includes(s.position) && e.checkVisibility() && !e.closest('.specimen');
  }).reduce((sum, e) => sum + e.getBoundingClientRect().height, 0) / innerHeight"""
# Windows' own colours repaint every surface: what can be tapped keeps an edge, what is chosen is told by its shape.
EDGELESS = """() => [...document.querySelectorAll(
  '.button, .key, .quick__key, .help-button, .pick span, .zone > span, .menu a, select, textarea, input')]
  .filter(e => e.type !== 'hidden' && e.checkVisibility() && getComputedStyle(e).appearance === 'none'
    | !e.matches('input[type=checkbox], input[type=radio]'))
  .filter(e => !e.closest('.pick input, .visually-hidden') && !e.matches('.pick input'))
  .filter(e => { const s = getComputedStyle(e);
    return parseFloat(s.borderTopWidth) < 1 || s.borderTopStyle === 'none'
      || /^rgba.*, 0\\)$/.test(s.borderTopColor); })
  .map(e => e.outerHTML.slice(0, 120))"""
SHAPELESS = """() => [...document.querySelectorAll('[aria-pressed="true"], [aria-current], '
    + '.pick input:checked + span, .up__box:checked, .is-today, .step-list > .is-now')]
  .filter(e => e.checkVisibility() && !e.closest('.pick--open'))
  .filter(e => { const s = getComputedStyle(e);
    return Math.max(...['Top', 'Left', 'Bottom'].map(side => parseFloat(s[`border${side}Width`]))) < 3; })
  .map(e => e.outerHTML.slice(0, 120))"""
RING = """() => { const e = document.activeElement;
  const s = getComputedStyle(e.matches('.pick input') ? e.nextElementSibling : e);
  return e === document.body ? 'nothing takes the focus' : s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2
    || /^rgba.*, 0\\)$/.test(s.outlineColor) ? e.outerHTML.slice(0, 120) : ''; }"""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
  return [s.transitionDuration, s.animationDuration].some(d => d.split(',').some(each => parseFloat(each) > 0.01))
    || s.scrollBehavior === 'smooth'; }).map(e => e.outerHTML.slice(0, 120))"""
# What comes and goes is read out; what a form says when the phone keeps it has its place before it has words.
UNSAID = """() => [
  ...[...document.querySelectorAll('.message')].filter(e => !e.closest('[role=status], [role=alert], [aria-live]')
    && !e.matches('form > .message') && !e.closest('.specimen')),
  ...[...document.querySelectorAll('form[data-outbox]')]
    .filter(e => !e.querySelector('.outbox-said[aria-live=polite]')),
  ...[...document.querySelectorAll('.outbox[id]')].filter(e => e.getAttribute('aria-live') !== 'polite'),
].map(e => e.outerHTML.slice(0, 120))"""


def faults(page: Page, *, is_huge: bool = False) -> dict[str, Any]:
    """Everything that is wrong with the page as it stands, by how it was looked at; nothing folded in.

    Args:
        is_huge: the page holds every component there is, so axe looks once at each theme, and does not mind that
            they bring their headings and regions along.
    """
    page.evaluate(UNFOLD)
    page.evaluate(AXE_SCRIPT)
    found = {
        **_looked_at(page, is_huge=is_huge),
        **_larger(page),
        **_own_colours(page),
        "moves in spite of it": page.evaluate(MOVING),
        "is not read out": page.evaluate(UNSAID),
    }
    return {name: said for name, said in found.items() if said}


def _looked_at(page: Page, *, is_huge: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for width, theme in LOOKS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
        here = f"{width} {theme}"
        if not is_huge or here in {"320 light", "1280 dark"}:
            said: list[str] = page.evaluate(AXE, theme == "dark")
            found[f"axe, {here}"] = [each for each in said if not (is_huge and each.startswith(BROUGHT_ALONG))]
        if theme == "light":
            found[f"small, {width}"] = page.evaluate(SMALL_TARGETS)
            found[f"small for the first, {width}"] = page.evaluate(SMALL_PRIMARY)
            found[f"sideways, {width}"] = _beyond(page, width)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return found


def _larger(page: Page) -> dict[str, Any]:
    """Letters of double size, Supple's own largest, either hand, and 400 % of zoom."""
    found: dict[str, Any] = {}
    page.set_viewport_size({"width": DOUBLE_WIDTH, "height": HEIGHT})
    page.evaluate("size => { document.documentElement.style.fontSize = size }", DOUBLE_ROOT)
    found["sideways, letters of double size"] = _beyond(page, DOUBLE_WIDTH)
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    page.set_viewport_size({"width": 320, "height": HEIGHT})
    page.evaluate("() => { document.documentElement.dataset.text = 'largest' }")
    found["sideways, the largest letters"] = _beyond(page, 320)
    page.evaluate("() => { delete document.documentElement.dataset.text }")
    for hand in ("left", "right"):
        page.evaluate("hand => { document.documentElement.dataset.hand = hand }", hand)
        found[f"sideways, the {hand} hand"] = _beyond(page, 320)
    page.evaluate("() => { delete document.documentElement.dataset.hand }")
    page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
    found["sideways, 400 % of zoom"] = _beyond(page, ZOOMED["width"])
    covered = page.evaluate(COVERED)
    found["covered, 400 % of zoom"] = covered if covered > MOST_COVERED else 0
    page.set_viewport_size({"width": 320, "height": HEIGHT})
    return found


def _own_colours(page: Page) -> dict[str, Any]:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.keyboard.press("Tab")
    found = {
        "no edge, forced colours": page.evaluate(EDGELESS),
        "chosen by colour alone, forced colours": page.evaluate(SHAPELESS),
        "no ring around the focus, forced colours": page.evaluate(RING),
    }
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    return found


def _beyond(page: Page, width: int) -> int:
    wide: int = page.evaluate(WIDE)
    return wide if wide > width else 0
