"""What do many people's diaries have in common? From evidence to sums to a prior, without anybody's diary leaving.

One person's days become evidence (`insight.weigh_factors`). A site turns its people's evidence into sums
(`sums_of`), sums of several sites add (`add`), and one round maps sums to the next prior (`next_prior`). `learn`
does all rounds where the evidence is at hand. Everything here is a pure function over nouns.
"""

from supple.cohort.files import prior_from_text, prior_to_text, sums_from_text, sums_to_text
from supple.cohort.learning import MIN_EXPOSED, ROUNDS, learn, next_prior
from supple.cohort.sums import MIN_PEOPLE, add, may_leave, name_of, publishable, sums_of

__all__ = [
    "MIN_EXPOSED",
    "MIN_PEOPLE",
    "ROUNDS",
    "add",
    "learn",
    "may_leave",
    "name_of",
    "next_prior",
    "prior_from_text",
    "prior_to_text",
    "publishable",
    "sums_from_text",
    "sums_of",
    "sums_to_text",
]
