"""Whole answers as text: rewritten only by ``make golden``, and reviewed as text."""
