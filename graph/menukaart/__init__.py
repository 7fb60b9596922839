"""The menukaart: what can support a step, here and now, and who arranges it.

``rules`` weighs conditions in three values, ``offers`` puts the instruments for a step in order,
``costs`` says what is left to pay, ``arrangeur`` who must act first, ``learning`` whether somebody may
learn and keep a benefit. A situation goes in, is used, and is nowhere kept.
"""

from graph.menukaart.arrangeur import Arrangeurs, arrangeurs
from graph.menukaart.learning import may_learn
from graph.menukaart.offers import Menu
from graph.menukaart.situation import Situation, StepAsked

__all__ = ["Arrangeurs", "Menu", "Situation", "StepAsked", "arrangeurs", "may_learn"]
