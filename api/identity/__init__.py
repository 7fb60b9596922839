"""Who asks: roles, signing in, and the proof of it. It knows nothing of plans or of the graph."""
