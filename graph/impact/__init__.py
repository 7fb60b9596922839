"""What a training would open, or its going would close; and which skills, if somebody taught them, would open most."""
