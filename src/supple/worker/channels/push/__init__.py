"""How does a phone or a browser ring? By Web Push (RFC 8030, 8291, 8292), with nothing in it about anybody.

What is sent holds a number of things due and whether it is a firmer call: no name, no medicine, no link to a diary.
The browser's maker carries it and must learn nothing from it. The words on the lock screen are in the page's own
service worker.
"""

from supple.worker.channels.push.sending import push_sender

__all__ = ["push_sender"]
