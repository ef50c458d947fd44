"""Executors: the same shard function in one process, in a pool of processes, on a Ray cluster."""

from kg.run.bisect import map_bisecting
from kg.run.contract import Executor, WorkerLost
from kg.run.executors import InProcess, ProcessPool, executor_for

__all__ = ["Executor", "InProcess", "ProcessPool", "WorkerLost", "executor_for", "map_bisecting"]
