"""Sudden worsening: Supple beside its peers, on invented people in whom known things happen."""
