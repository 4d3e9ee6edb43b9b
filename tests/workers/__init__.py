"""Several workers behind one address: real processes, real PostgreSQL, a balancer of a few lines."""

from __future__ import annotations
