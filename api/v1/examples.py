"""The worked examples of the documentation: real answers on the starter set, shortened where long.

They stand in ``examples.json``; a test makes them anew and refuses ones that no longer fit the types.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import orjson

_ALL: Final[dict[str, Any]] = orjson.loads((Path(__file__).parent / "examples.json").read_bytes())

ROUTES: Final = _ALL["routes"]
WHY_NOT: Final = _ALL["whyNot"]
TARGETS: Final = _ALL["targets"]
SOURCES: Final = _ALL["sources"]
GROUPS: Final = _ALL["groups"]
IMPACT: Final = _ALL["impact"]
OPENINGS: Final = _ALL["openings"]
CONCEPT: Final = _ALL["concept"]
MENUKAART: Final = _ALL["menukaart"]
SEARCH: Final = _ALL["search"]
PROPOSALS: Final = _ALL["proposals"]
STATUS: Final = _ALL["status"]
CHANGES_ASK: Final = _ALL["changesAsk"]
CHANGES: Final = _ALL["changes"]
