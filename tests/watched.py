"""Patterns that tell how hard they worked: time is no measure for a test."""

from __future__ import annotations

from typing import Any

import regex


class Watched:
    """A pattern that notes how far it had to look each time it was searched."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self.pattern, self.looked_through = pattern, 0

    def search(self, text: str, start: int = 0, stop: int | None = None) -> regex.Match[str] | None:
        match = self.pattern.search(text, start, stop)
        self.looked_through += (match.end() if match else min(len(text), stop or len(text))) - start
        return match

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pattern, name)
