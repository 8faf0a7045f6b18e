"""Supple: a diary, a trigger finder and a call-when-needed guide for people living with MS spasticity."""

__version__ = "0.1.0"
