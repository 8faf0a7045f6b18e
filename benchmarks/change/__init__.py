"""How often is "did this change help?" right? Invented people with a change of known effect."""
