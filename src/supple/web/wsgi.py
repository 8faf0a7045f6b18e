"""Which application does a WSGI server of one's own run? `supple.web.wsgi:application`."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from supple import actions

actions.open_data()
application = get_wsgi_application()
