"""How does Supple serve the home network? HTTPS in front, one HTTP page to set a phone up, and a name."""
