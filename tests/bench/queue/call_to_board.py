"""From a clerk's "next" to the board: how long until a watching board has been told, over HTTPS on loopback, with a real
office. Everything that the call costs is inside: session, CSRF, decision, ledger entry on disk, the event stream.

call_to_board.py CALLS   JSON on standard output.
"""
import http.client
import json
import pathlib
import socket
import ssl
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "journeys"))
import lobby_journey as lobby  # noqa: E402


class Client:
    """One connection to the office, kept open. Its certificate is of an authority that only the office knows."""

    def __init__(self, port):
        self.tls = ssl.create_default_context()
        self.tls.check_hostname, self.tls.verify_mode = False, ssl.CERT_NONE
        self.connection = http.client.HTTPSConnection("localhost", port, context=self.tls, timeout=20)
        self.connection.connect()
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.headers = {}

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body)
        self.connection.request(method, path, data, {**self.headers, "Content-Type": "application/json"})
        response = self.connection.getresponse()
        text = response.read()
        if response.status >= 300:
            raise RuntimeError(f"{path}: {response.status} {text!r}")
        if cookie := response.getheader("Set-Cookie"):
            self.headers["Cookie"] = cookie.split(";")[0]
        return json.loads(text) if text else None


class Board(threading.Thread):
    """Watches as the television does; notes when each number was seen first."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.client = Client(port)
        self.seen, self.changed = {}, threading.Condition()
        self.client.connection.request("GET", "/api/board/events", headers={"Accept": "text/event-stream"})
        self.stream = self.client.connection.getresponse()
        self.ready = threading.Event()
        self.start()

    def run(self):
        for line in self.stream:
            if not line.startswith(b"data:"):
                continue
            now = time.perf_counter()
            board = json.loads(line[5:])
            with self.changed:
                for call in board["calls"]:
                    self.seen.setdefault(call["number"], now)
                self.changed.notify_all()
            self.ready.set()

    def when(self, number):
        with self.changed:
            if not self.changed.wait_for(lambda: number in self.seen, 20):
                raise RuntimeError(f"{number} never came to the board")
            return self.seen[number]


def main(calls):
    with tempfile.TemporaryDirectory(prefix="board.") as folder:
        office = lobby.Office(pathlib.Path(folder)).start()
        try:
            user, password = office.account("clerk", "window")
            clerk = Client(office.ports[2])
            clerk.headers["X-CSRF-Token"] = clerk.ask("POST", "/api/sign-in", {"name": user, "password": password})["csrf"]
            clerk.ask("POST", "/api/queue/open-window", {"window": "1"})
            board = Board(office.ports[2])
            board.ready.wait(20)
            times, answers = [], []
            for _ in range(calls):
                clerk.ask("POST", "/api/queue/take", {"service": "case_enquiry"})
                before = time.perf_counter()
                called = clerk.ask("POST", "/api/queue/next", {"window": "1", "finish_current": True})
                answers.append(time.perf_counter() - before)
                times.append(board.when(called["ticket"]["number"]) - before)
        finally:
            office.stop()
    times.sort()
    answers.sort()
    print(json.dumps({"board_p50_ms": times[len(times) // 2] * 1e3, "board_p99_ms": times[int(len(times) * 0.99)] * 1e3,
                      "answer_p50_ms": answers[len(answers) // 2] * 1e3}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
