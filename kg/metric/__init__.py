"""Figures as observations: what was counted (Metric), how much, when, and what about."""

from kg.metric.audit import PercentageCheck, percentage_checks
from kg.metric.observe import Observed, observe

__all__ = ["Observed", "PercentageCheck", "observe", "percentage_checks"]
