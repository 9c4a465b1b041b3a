"""How the code comes into a process: garbage collections leave it alone, then and later."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """While modules are loaded collect nothing, and leave them out of every collection to come.

    Looking for garbage among code that stays is a third of every start; later, a full collection of it would hold up
    whoever is being answered by a fifth of a second.
    """
    gc.disable()
    try:
        yield
        gc.collect()
        gc.freeze()
    finally:
        gc.enable()
