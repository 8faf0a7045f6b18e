"""How often is Supple right about triggers, beside other methods, on the same people with known truth?

    python -m benchmarks.triggers          # or: make bench-triggers

Read in this order: `people` (who), `claims` (what a method says), `design` (what every peer is given), the peers
(`correlations`, `regressions`, `selection`, `causal`, `horseshoe`), the references (`references`, `exact`),
`methods` (all of them, with their versions), `scoring`, `tuning`, `tables`, `cache` and `run`.
"""
