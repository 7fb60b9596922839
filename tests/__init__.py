"""Tests; `kit` holds what they share."""
