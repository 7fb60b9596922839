"""The process that ``test_faults`` kills: it adds notes to one plan, and says which were acknowledged."""

from __future__ import annotations

import sys

from api.werkplan import doing_help
from api.werkplan.acting import Actor
from api.werkplan.answering import Keyed
from api.werkplan.keeping import Werkplan
from api.werkplan.tables import Plan
from ontology.errors import StoreUnavailable


def main(url: str, plan_id: str, first: int) -> None:
    """Write until killed; a request whose answer was lost is sent again with the same key."""
    plans, actor, number = Werkplan(url), Actor("caseworker", "uwv-rijnmond"), first
    with plans.database.reading():
        sys.stdout.write("begin\n")
    sys.stdout.flush()
    while True:
        asked = Keyed.of(actor, f"note-{number:08}", "/notes", number)
        with plans.database.reading() as session:
            version = session.get_one(Plan, plan_id).version
        try:
            plans.change(asked, plan_id, version, lambda change, n=number: doing_help.add_note(change, f"{n}"))  # type: ignore[misc]
        except StoreUnavailable:
            continue
        sys.stdout.write(f"done {number}\n")
        sys.stdout.flush()
        number += 1


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
