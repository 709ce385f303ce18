"""How good the answers are, and where the ranker's numbers come from."""
