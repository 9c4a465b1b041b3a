"""Every read of correspondence: what this actor may see."""

from motcua.areas.correspondence.queries import incoming, outgoing

__all__ = ["incoming", "outgoing"]
