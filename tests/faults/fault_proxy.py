"""A line between two programs that breaks as lines do: it is cut, also in the middle of a message; it goes silent and stays
open; it is slow; it takes nobody. A thread of its own, TCP on loopback."""
import contextlib
import random
import select
import socket
import struct
import threading
import time

CHUNK = 16384


class Pipe:
    """Two connected sockets, and what is under way between them."""

    def __init__(self, near, far):
        self.ends = (near, far)
        self.waiting = {near: [], far: []}  # (due, bytes) for the socket
        for end in self.ends:
            end.setblocking(False)

    def other(self, end):
        return self.ends[1] if end is self.ends[0] else self.ends[0]


class FaultProxy:
    def __init__(self, target, seed=0):
        self.target = target
        self.chance = random.Random(seed)
        self.lock = threading.Lock()
        self.pipes = []
        self.silent = False  # takes and passes on nothing, and ends nothing
        self.refusing = False
        self.delay = 0.0  # up to so long, each piece
        self.bytes_until_cut = None
        self.server = socket.create_server(("127.0.0.1", 0))
        self.server.setblocking(False)
        self.port = self.server.getsockname()[1]
        self.wake_in, self.wake_out = socket.socketpair()
        self.ended = False
        self.thread = threading.Thread(target=self.work, daemon=True)
        self.thread.start()

    def close(self):
        self.ended = True
        self.wake()
        self.thread.join(10)
        self.cut()
        for one in (self.server, self.wake_in, self.wake_out):
            one.close()

    def wake(self):
        with contextlib.suppress(OSError):
            self.wake_in.send(b"x")

    # ---- faults
    def heal(self):
        with self.lock:
            self.silent = self.refusing = False
            self.delay = 0.0
            self.bytes_until_cut = None
        self.wake()

    def cut(self):
        """As a reset: neither side is told anything more."""
        with self.lock:
            pipes, self.pipes = self.pipes, []
        for pipe in pipes:
            self.end(pipe)

    def cut_after(self, count):
        with self.lock:
            self.bytes_until_cut = count

    def go_silent(self):
        with self.lock:
            self.silent = True

    def refuse(self):
        with self.lock:
            self.refusing = True
        self.cut()

    def slow_down(self, seconds):
        with self.lock:
            self.delay = seconds

    # ---- the thread
    @staticmethod
    def end(pipe):
        for end in pipe.ends:
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                end.close()

    def drop(self, pipe):
        if pipe in self.pipes:
            self.pipes.remove(pipe)
        self.end(pipe)

    def accept(self):
        try:
            near, _ = self.server.accept()
        except OSError:
            return
        if self.refusing:
            near.close()
            return
        try:
            far = socket.create_connection(("127.0.0.1", self.target), timeout=2)
        except OSError:
            near.close()
            return
        self.pipes.append(Pipe(near, far))

    def take(self, pipe, end):
        try:
            data = end.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            return self.drop(pipe)
        if self.bytes_until_cut is not None:
            data = data[:self.bytes_until_cut]
            self.bytes_until_cut -= len(data)
        due = time.monotonic() + self.chance.random() * self.delay
        queue = pipe.waiting[pipe.other(end)]
        queue.append((max(due, queue[-1][0] if queue else 0), data))

    def give(self, pipe, end, now):
        queue = pipe.waiting[end]
        while queue and queue[0][0] <= now:
            due, data = queue[0]
            try:
                sent = end.send(data)
            except BlockingIOError:
                return
            except OSError:
                return self.drop(pipe)
            if sent < len(data):
                queue[0] = (due, data[sent:])
                return
            queue.pop(0)
        if self.bytes_until_cut == 0 and not any(pipe.waiting.values()):
            self.bytes_until_cut = None
            self.drop(pipe)

    def work(self):
        while not self.ended:
            with self.lock:
                by_end = {} if self.silent else {end: pipe for pipe in self.pipes for end in pipe.ends}
            now = time.monotonic()
            due = [queue[0][0] for pipe in by_end.values() for queue in pipe.waiting.values() if queue]
            wait = max(0.0, min(due) - now) if due else 0.5
            try:
                ready, _, _ = select.select([self.server, self.wake_out, *by_end], [], [], wait)
            except (OSError, ValueError):  # one was cut meanwhile
                continue
            if self.wake_out in ready:
                self.wake_out.recv(64)
            with self.lock:
                if self.server in ready:
                    self.accept()
                if self.silent:
                    continue
                for end in ready:
                    pipe = by_end.get(end)
                    if pipe in self.pipes:
                        self.take(pipe, end)
                for pipe in list(self.pipes):
                    for end in pipe.ends:
                        if pipe in self.pipes:
                            self.give(pipe, end, time.monotonic())
