"""Which page answers which address? The pages add theirs here."""

from __future__ import annotations

from django.urls import path

from supple.web import sync

handler404 = "supple.web.errors.not_found"
handler500 = "supple.web.errors.server_error"

urlpatterns = [path("sync/events", sync.events, name="sync-events")]
