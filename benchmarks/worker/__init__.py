"""Does everything ring in time when many are reminded at once? One worker, many people, days by a fake clock."""
