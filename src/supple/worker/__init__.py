"""What rings, in time: the loop that sends reminders, and the ways by which they reach somebody."""
