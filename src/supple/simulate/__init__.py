"""People with known truth, for the demo, the tests and the benchmarks. All invented."""

from supple.simulate.generate import SimulatedPerson, generate, people_from_seed
from supple.simulate.people import DAYS, LIVES, SamplePerson, TrueEffect, sample_people, sample_person
from supple.simulate.priors import prior_from_truths, wrong_prior
from supple.simulate.truth import PlantedEffect, Settings, Truth
from supple.simulate.writing import truth_to_json, write_people

__all__ = [
    "DAYS",
    "LIVES",
    "PlantedEffect",
    "SamplePerson",
    "Settings",
    "SimulatedPerson",
    "TrueEffect",
    "Truth",
    "generate",
    "people_from_seed",
    "prior_from_truths",
    "sample_people",
    "sample_person",
    "truth_to_json",
    "write_people",
    "wrong_prior",
]
