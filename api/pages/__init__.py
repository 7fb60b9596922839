"""Pages for people, in plain Dutch; every page works without JavaScript."""
