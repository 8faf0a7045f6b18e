"""How quick is Supple on a phone? A real server, five years of dense notes, a real Chromium."""
