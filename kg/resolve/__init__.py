"""From mentions to entities: `resolve` maps them, with reasons; observations stay as they were read."""

from kg.resolve.resolution import resolve

__all__ = ["resolve"]
