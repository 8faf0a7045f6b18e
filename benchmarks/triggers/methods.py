"""Which methods are compared? Each with what it is given, how dear it is, and a version that follows its source."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from benchmarks.triggers.claims import Claim
from benchmarks.triggers.design import read
from benchmarks.triggers.people import BASE, LENGTHS, VARIANTS, Variant
from supple.model import DailyTable
from supple.simulate import Truth

HERE = Path(__file__).parent
ROOMS = HERE.parents[1] / "src" / "supple"
Ask = Callable[[DailyTable, Truth, Variant], list[Claim]]


def _nobody(_: Variant) -> bool:
    return False


def _no_trigger(variant: Variant) -> bool:
    return not variant.has_true_ones


def _no_stiffness_triggers(variant: Variant) -> bool:
    return _no_trigger(variant) or variant.settings.outcome != "stiffness"


def _only_usual_or_none(variant: Variant) -> bool:
    return variant not in {BASE, *LENGTHS} and variant.has_true_ones


def _only_base(variant: Variant) -> bool:
    return variant != BASE


def _only_where_behaviour_answers(variant: Variant) -> bool:
    return variant not in {BASE, VARIANTS["reverse causation doubled"]}


def _nameless(variant: Variant) -> bool:
    return variant.settings.anonymous


@dataclass(frozen=True)
class Method:
    """One way to find triggers.

    Attributes:
        name: as the tables show it.
        ask: what it says of one person.
        sources: the files (or rooms of Supple: "@insight") whose change voids its kept answers.
        given: what it is given, in words.
        is_slow: asked about fewer people in the variants.
        is_reference: told what nobody can know.
        is_supple: one of ours.
        needs: a package that only .venv-bench has.
        is_silent: of which kinds of people it has nothing to say.
    """

    name: str
    ask: Ask
    sources: tuple[str, ...]
    given: str
    is_slow: bool = False
    is_reference: bool = False
    is_supple: bool = False
    needs: str = ""
    is_silent: Callable[[Variant], bool] = _nobody

    @property
    def version(self) -> str:
        return source_hash(self.sources)


@cache
def source_hash(sources: tuple[str, ...]) -> str:
    whole = hashlib.sha256()
    for source in sources:
        path = ROOMS / source[1:] if source.startswith("@") else HERE / f"{source}.py"
        for file in [path] if path.is_file() else sorted([*path.glob("*.py"), *path.glob("*.toml")]):
            whole.update(_meaning(file))
    return whole.hexdigest()[:12]


def _meaning(file: Path) -> bytes:
    """What a file does, without its comments, docstrings and layout: better words void nothing."""
    if file.suffix != ".py":
        return file.read_bytes()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [
                line for line in body if not (isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant))
            ]
    return ast.dump(tree).encode()


def _function(module: str, name: str) -> Callable[..., list[Claim]]:
    """Imported when first asked, so that nothing needs every peer's packages."""
    return getattr(import_module(f"benchmarks.triggers.{module}"), name)


def _reads_design(module: str, name: str) -> Ask:
    return lambda table, truth, _: _function(module, name)(read(table, truth))


def _ours(name: str) -> Ask:
    def ask(table: DailyTable, truth: Truth, variant: Variant) -> list[Claim]:
        return _function("ours", name)(table, truth, variant)

    return ask


def _exact(name: str) -> Ask:
    return lambda table, truth, _: _function("exact", name)(table, truth)


def _same_day(table: DailyTable, truth: Truth, _: Variant) -> list[Claim]:
    return _function("correlations", "same_day")(table, truth.settings.column)


def _true_lags(table: DailyTable, truth: Truth, _: Variant) -> list[Claim]:
    lags = {effect.factor: effect.lags for effect in truth.effects}
    return _function("regressions", "told_the_lags")(read(table, truth), lags)


_ENGINE = ("claims", "ours", "@insight", "@knowledge", "@model")
_CORRELATION = ("claims", "design", "correlations")
_REGRESSION = (*_CORRELATION, "whiten", "regressions")
_SELECTION = ("claims", "design", "whiten", "selection")
_CAUSAL = (*_CORRELATION, "whiten", "causal")
_EXACT = ("claims", "design", "chains", "exact")
_GIVEN = "timing; weekday, bending drift and dated changes as covariates; factors’ blanks filled by expectation"

METHODS = (
    Method("Supple", _ours("alone"), _ENGINE, "timing, dated changes", is_supple=True),
    Method(
        "Supple, cohort prior",
        _ours("with_prior"),
        (*_ENGINE, "@cohort"),
        "the same, and a prior learnt from the diaries of 200 other people",
        is_supple=True,
        is_silent=_nameless,
    ),
    Method(
        "Supple, wrong prior",
        _ours("misled"),
        (*_ENGINE, "@cohort"),
        "the same prior dealt out to other factors, a quarter of the directions turned round",
        is_supple=True,
        is_silent=_only_usual_or_none,
    ),
    Method(
        "same-day correlation, p < .05",
        _same_day,
        _CORRELATION,
        "every column, symptoms too; no timing: what consumer apps do",
    ),
    Method(
        "correlation over lags, BH",
        _reads_design("correlations", "over_lags"),
        _CORRELATION,
        "timing; pairs of days that were both noted; Benjamini-Hochberg 10 % over factors and lags",
    ),
    Method(
        "HAC regression, BH",
        _reads_design("regressions", "robust_errors"),
        _REGRESSION,
        f"{_GIVEN}; Newey-West errors over 1.3 √n days; best lag or neighbouring pair of each factor, all together;"
        " Bonferroni over lags, Benjamini-Hochberg 10 % over factors",
        needs="statsmodels",
    ),
    Method(
        "AR-errors regression, BH",
        _reads_design("regressions", "errors_with_memory"),
        _REGRESSION,
        f"{_GIVEN}; AR(1) plus noise over calendar days by restricted likelihood; best lags as above",
    ),
    Method(
        "whitened lasso, 1-SE",
        _reads_design("selection", "lasso"),
        _SELECTION,
        f"{_GIVEN}; whitened by the same errors; cross-validation over ten blocks of days",
        needs="sklearn",
    ),
    Method(
        "stability selection",
        _reads_design("selection", "stability"),
        _SELECTION,
        f"{_GIVEN}; whitened lasso paths on 100 halves of the diary, drawn in weeks",
        needs="sklearn",
    ),
    Method(
        "PCMCI",
        _reads_design("causal", "pcmci"),
        _CAUSAL,
        "timing as link assumptions; weekday, drift and dated changes taken out of the outcome first; blank outcomes"
        " filled where they are conditions and left out where they are targets; Benjamini-Hochberg 10 %",
        is_slow=True,
        needs="tigramite",
    ),
    Method("PCMCI+", _reads_design("causal", "pcmci_plus"), _CAUSAL, "as PCMCI", is_slow=True, needs="tigramite"),
    Method(
        "horseshoe posterior",
        _reads_design("horseshoe", "horseshoe"),
        (*_SELECTION, "horseshoe"),
        f"{_GIVEN}; whitened by the same errors; four chains of 800 sweeps; told where the sum over some lags lies"
        " 1.96 posterior spreads from zero",
        is_slow=True,
        needs="numba",
    ),
    Method(
        "told the true lags, BH",
        _true_lags,
        _REGRESSION,
        "as AR-errors regression, and the true lags of what is true (of the rest, the commonest)",
        is_reference=True,
        is_silent=_no_trigger,
    ),
    Method(
        "exact posterior, as noted",
        _exact("exact_as_noted"),
        _EXACT,
        "the generator’s errors, reading noise, lags and sizes; of background and exposures no more than peers have;"
        " told at 0.8",
        is_slow=True,
        is_reference=True,
        needs="numba",
        is_silent=_no_stiffness_triggers,
    ),
    Method(
        "exact posterior, as noted, cohort",
        _exact("exact_as_noted_with_cohort"),
        _EXACT,
        "the same, and how often each factor matters and which way",
        is_slow=True,
        is_reference=True,
        needs="numba",
        is_silent=_only_base,
    ),
    Method(
        "exact posterior, all exposures, cohort",
        _exact("exact_with_all_exposures"),
        _EXACT,
        "the same, and every exposure, noted or not: more than could be made of the blanks",
        is_slow=True,
        is_reference=True,
        needs="numba",
        is_silent=_only_base,
    ),
    Method(
        "exact posterior, one alone",
        _exact("exact_for_one_alone"),
        _EXACT,
        "as noted, and the background and every exposure, noted or not",
        is_slow=True,
        is_reference=True,
        needs="numba",
        is_silent=_only_base,
    ),
    Method(
        "exact posterior",
        _exact("exact"),
        _EXACT,
        "the same, and how often each factor matters and which way: the ceiling",
        is_slow=True,
        is_reference=True,
        needs="numba",
        is_silent=_only_base,
    ),
    Method(
        "exact posterior, symptoms too",
        _exact("exact_with_symptoms"),
        _EXACT,
        "the same, and how symptoms and behaviour answer to the stiffness, which makes them further witnesses of it",
        is_slow=True,
        is_reference=True,
        needs="numba",
        is_silent=_only_where_behaviour_answers,
    ),
)
BY_NAME = {method.name: method for method in METHODS}
