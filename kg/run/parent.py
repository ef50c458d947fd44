"""What a worker process does when the program that began it is gone."""

import multiprocessing
import os
import threading


def end_with_parent() -> None:
    """End this process at once when its parent is gone, however it went: a killed one could not say so."""
    threading.Thread(target=_watch_parent, daemon=True).start()


def _watch_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
