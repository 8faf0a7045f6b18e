"""What can a factor be, if it is on? One option for each lag shape and component of the size, in flat arrays."""

from __future__ import annotations

import numpy as np

from supple.insight.beliefs import Beliefs


class Options:
    """Each factor's options are its lag shapes times the components of the size, component by component."""

    def __init__(self, beliefs: Beliefs) -> None:
        counts = [len(weights) for weights in beliefs.shape_weights]
        components = beliefs.component_weight.shape[1]
        self.first_column = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.first = components * self.first_column
        column, log_weight, of_component, mean, spread = [], [], [], [], []
        for factor, weights in enumerate(beliefs.shape_weights):
            for component in range(components):
                column.append(np.arange(len(weights)) + self.first_column[factor])
                log_weight.append(np.log(weights))
                of_component.append(np.full(len(weights), component))
                mean.append(np.full(len(weights), beliefs.mean[component, factor]))
                spread.append(np.full(len(weights), beliefs.spread[component, factor]))
        self.column = np.concatenate(column)
        self.component = np.concatenate(of_component)
        self.precision = np.concatenate(spread) ** -2.0
        self.pull = np.concatenate(mean) * self.precision
        self.offset = np.concatenate(log_weight) + 0.5 * (np.log(self.precision) - np.concatenate(mean) * self.pull)
