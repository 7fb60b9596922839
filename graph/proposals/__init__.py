"""From a CV or some sentences to proposals: what they seem to say somebody can do, with the words that say so.

Nothing here decides anything: a proposal counts once a person has confirmed it.
The rules stand in ``docs/proposals.md``.
"""

from __future__ import annotations

from graph.proposals.proposing import MOST_CHARACTERS, Proposer

__all__ = ["MOST_CHARACTERS", "Proposer"]
