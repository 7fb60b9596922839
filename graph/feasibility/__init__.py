"""How near two jobs are: features of a move, one fitted model over them, and what it says in words."""
