"""A worker and whoever waits for it: what becomes of a unit when its worker crashes, hangs or has too little memory."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from ordagrant.archive.orders import Job, Order, said_of_memory
from ordagrant.archive.steps import Steps
from ordagrant.errors import RequestError

# What was made of a unit: `ledger`, the file of its rows, `parts` by their paths, `skipped` files by suffix.
Outcome: TypeAlias = dict[str, Any]


class FullError(Exception):
    """A run cannot go on for a reason that is not its own, such as a full disk."""


class StoppedError(Exception):
    """Nobody wants the unit any more."""


_LOOKS = 0.5  # seconds between two looks at what a worker is at
_ALONE = " alone"


@dataclass
class _Ended:
    """How an attempt ended: with an outcome, or at a step, for a reason."""

    outcome: Outcome | None = None
    step: str = ""
    status: str = "damaged"
    reason: str = ""


class Isolated:
    """Makes units in a process of its own, which is started anew after each that a document has brought down."""

    def __init__(self, job: Job, timeout: float) -> None:
        self._job = job
        self._timeout = timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._steps: Steps | None = None
        self._stopped = False

    def make(self, order: Order) -> Outcome:
        """What is made of a unit; a document that cannot be worked on is a row with the reason.

        Raises RequestError for a column that a named table lacks, FullError, StoppedError after `stop`, and
        RuntimeError for a fault of ours.
        """
        while True:
            ended = self._attempt(order)
            if self._stopped:
                raise StoppedError
            if ended.outcome is not None:
                return ended.outcome
            kind, _, at = ended.step.partition(" ")
            if ended.status == "too large" and not order.singly:
                order = replace(order, singly=True)  # the process may have been large before
                continue
            if kind not in ("read", "work"):
                raise RuntimeError(f"unit {order.key}: the worker ended: {ended.reason}")
            if kind == "work" and not (order.singly or at.endswith(_ALONE)):
                order = replace(order, singly=True)  # to know which of them it is
                continue
            at = at.removesuffix(_ALONE) if kind == "work" else at
            if at in order.refused:
                raise RuntimeError(f"unit {order.key}: the worker ended again at {at}: {ended.reason}")
            order = replace(order, refused={**order.refused, at: (ended.status, ended.reason)})

    def _attempt(self, order: Order) -> _Ended:
        try:
            if self._process is None:
                self._start()
            assert self._steps is not None
            self._steps.set("")
            self._send(order.line())
            message = self._answer()
        except EOFError:
            step = "" if self._steps is None else self._steps.last()
            return _Ended(None, step, "damaged", f"the process that read it ended: {self._end()}")
        step = self._steps.last()
        if message is None:
            self.close()
            return _Ended(None, step, "timed out", f"it took longer than {self._timeout:g} seconds")
        if "full" in message:
            raise FullError(message["full"])
        if "wrong" in message:
            raise RequestError(message["wrong"])
        if "failed" in message:
            raise RuntimeError(f"unit {order.key}: {message['failed']}")
        if "memory" in message:
            self.close()
            return _Ended(None, step, "too large", said_of_memory(self._job.memory))
        return _Ended(message["done"])

    def _start(self) -> None:
        # The sizes of what libraries keep for themselves would else differ from machine to machine.
        environment = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1"}
        descriptor = Steps.shared()
        command = [sys.executable, "-m", "ordagrant.archive.worker", str(os.getpid()), str(descriptor)]
        try:
            self._steps = Steps(descriptor)
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                pass_fds=[descriptor],
            )
        finally:
            os.close(descriptor)
        self._send(self._job.line())

    def _send(self, line: str) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line.encode())
            self._process.stdin.flush()
        except BrokenPipeError:
            raise EOFError from None

    def _answer(self) -> dict[str, Any] | None:
        """What is said of the unit, or None if a document takes too long. Raises EOFError if nothing will be said."""
        assert self._process is not None
        assert self._process.stdout is not None
        assert self._steps is not None
        descriptor = self._process.stdout.fileno()
        number, since = -1, 0.0
        read: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            while not (read and read[-1].endswith(b"\n")):
                if selector.select(min(_LOOKS, self._timeout)):
                    read.append(os.read(descriptor, 1 << 20))
                    if not read[-1]:
                        raise EOFError
                elif self._steps.number != number:
                    number, since = self._steps.number, time.monotonic()
                # What is written, or started, takes as long as it takes.
                elif self._steps.last().startswith(("read", "work")) and time.monotonic() - since > self._timeout:
                    return None
        message: dict[str, Any] = json.loads(b"".join(read))
        return message

    def _end(self) -> str:
        """How the process ended, which it has."""
        process, self._process = self._process, None
        assert process is not None
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        if self._steps is not None:
            self._steps.close()
            self._steps = None
        code = process.wait()
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    def close(self) -> None:
        """End the process, if there is one; the next unit is made by another one."""
        if self._process is not None:
            self._process.kill()
            self._end()

    def stop(self) -> None:
        """End the process, from another thread, for good."""
        self._stopped = True
        if (process := self._process) is not None:
            process.kill()
