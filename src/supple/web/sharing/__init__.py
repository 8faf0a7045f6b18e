"""How does Supple serve the home network? HTTPS in front, one page over HTTP to set a phone up, and a name to find it."""
