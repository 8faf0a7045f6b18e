"""Accuracy and speed, measured beside peers. Nothing here is part of Supple when it runs."""
