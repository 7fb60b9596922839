"""How many draws: ``ci`` on every run, ``soak`` when ``HYPOTHESIS_PROFILE`` says so."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile("ci", max_examples=150, deadline=None, derandomize=True, suppress_health_check=CALM)
settings.register_profile("soak", max_examples=5_000, deadline=None, suppress_health_check=CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
