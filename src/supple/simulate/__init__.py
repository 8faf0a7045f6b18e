"""People with known truth, for the demo, the tests and the benchmarks. All invented."""

from supple.simulate.people import DAYS, LIVES, SamplePerson, TrueEffect, sample_people, sample_person

__all__ = ["DAYS", "LIVES", "SamplePerson", "TrueEffect", "sample_people", "sample_person"]
