"""What an upgrade does whose facts are counted otherwise than before: all are forgotten, and the follower begins again.

Nothing but the journal can say facts as they should stand. Nothing is counted while an upgrade runs, so one that passes
several versions forgets what the first finds, the others find nothing, and the journal is counted once.
"""

from typing import Any

from motcua.areas.indicators.models import guards

FOLLOWER = "facts"


def forgetting(**where: Any) -> Any:
    """What ``RunPython`` runs: forgets every fact, if there is one whose dimensions are so."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        if not apps.get_model("indicators", "Dimensions").objects.filter(**where).exists():
            return
        for statement in guards.emptying(schema_editor.connection.vendor):
            schema_editor.execute(statement)
        apps.get_model("indicators", "Measure").objects.update(built_through=None)
        apps.get_model("journal", "Cursor").objects.filter(name=FOLLOWER).delete()

    return forwards
