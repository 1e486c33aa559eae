"""What a worker is at, where the process that waits for it can look even when the worker is dead: shared memory.

A pipe would do, but two messages a document cost as much as reading a short one.
"""

from __future__ import annotations

import mmap
import os

_SLOT = 1 << 14  # bytes: a path is at most 4,096 characters
_NUMBER = 8
_LENGTH = 4


class Steps:
    """The last step that was set, and how many there were: `descriptor` is of a file in memory that both have open."""

    def __init__(self, descriptor: int) -> None:
        self._memory = mmap.mmap(descriptor, _NUMBER + 2 * _SLOT)

    @staticmethod
    def shared() -> int:
        """A new file in memory."""
        descriptor = os.memfd_create("steps")
        os.ftruncate(descriptor, _NUMBER + 2 * _SLOT)
        return descriptor

    def set(self, step: str) -> None:
        """The step that begins now."""
        written = step.encode("utf-8", "backslashreplace")[: _SLOT - _LENGTH]
        number = self.number + 1
        # The step before stays whole until the number says that this one is.
        begin = _NUMBER + number % 2 * _SLOT
        self._memory[begin : begin + _LENGTH + len(written)] = len(written).to_bytes(_LENGTH, "little") + written
        self._memory[:_NUMBER] = number.to_bytes(_NUMBER, "little")

    @property
    def number(self) -> int:
        """How many steps there were."""
        return int.from_bytes(self._memory[:_NUMBER], "little")

    def last(self) -> str:
        """The last step; empty, if there was none."""
        begin = _NUMBER + self.number % 2 * _SLOT
        length = int.from_bytes(self._memory[begin : begin + _LENGTH], "little")
        return self._memory[begin + _LENGTH : begin + _LENGTH + length].decode("utf-8", "replace")

    def close(self) -> None:
        """Let go of the memory."""
        self._memory.close()
