"""Measures: what a change gains and loses, and what things cost."""
