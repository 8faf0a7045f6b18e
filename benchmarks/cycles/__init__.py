"""Cycles laid over each other: how often is a course told that is not there, and is a wear-off week within its range?"""
