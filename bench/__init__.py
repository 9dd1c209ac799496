"""Benchmarks: each prints a table. `make bench`, or `make bench BENCH="create query"`."""
