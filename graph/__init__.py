"""Keep, compile, search, explain: the knowledge graph and the questions it answers."""
