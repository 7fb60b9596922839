"""The benchmark: ``python -m bench`` measures on real data, as ratios to named peers in the same run."""
