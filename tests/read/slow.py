"""Readers that do what a hostile file makes a parser do."""

import os
import time

from kg.read.limits import Limits


def hang(content: bytes, name: str, limits: Limits) -> None:
    time.sleep(600)


def die(content: bytes, name: str, limits: Limits) -> None:
    os._exit(9)


def fill(content: bytes, name: str, limits: Limits) -> int:
    return len(bytes(10_000_000_000))


def fail(content: bytes, name: str, limits: Limits) -> None:
    raise IndexError(name)


def size(content: bytes, name: str, limits: Limits) -> int:
    return len(content)
