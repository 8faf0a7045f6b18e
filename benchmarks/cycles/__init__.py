"""Cycles laid over each other: is a course told that is not there, and is the true week within its range?"""
