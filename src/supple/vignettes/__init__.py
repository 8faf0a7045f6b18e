"""Short cases as data: what was noted and agreed, seen from one moment, and what the rules should say to it."""

from supple.vignettes.case import NONE, TIERS, Case, Expected, read_case, rule_ids
from supple.vignettes.files import ARRAY, LINES, ONE, CaseFile, CaseFileError, read_cases
from supple.vignettes.judging import Tally, Verdict, judge, tally, upper_bound, verdict_to_json
from supple.vignettes.names import names_of
from supple.vignettes.problems import CaseError

__all__ = [
    "ARRAY",
    "LINES",
    "NONE",
    "ONE",
    "TIERS",
    "Case",
    "CaseError",
    "CaseFile",
    "CaseFileError",
    "Expected",
    "Tally",
    "Verdict",
    "judge",
    "names_of",
    "read_case",
    "read_cases",
    "rule_ids",
    "tally",
    "upper_bound",
    "verdict_to_json",
]
