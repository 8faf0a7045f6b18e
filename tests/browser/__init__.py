"""Journeys in a real Chromium against a real serving process. A package, so that its fixtures end with it: an open
Playwright keeps an event loop in the thread, which Django's database layer in other tests would trip over."""
