"""A gateway for text messages as an office's network has one: takes an HTTP POST for each, and misbehaves when told.

A program prints {"port": N}, then one line for every request that it takes in, before it answers; on standard input it
reads lines of JSON: {"mode": "ok"|"status"|"mute"|"drop"|"endless", "status": 500, "headers": {...}, "body": "..."}.
`mute` takes the request in and never answers; `drop` closes instead of answering. Tests in Python use the class.
"""
import http.server
import json
import socket
import sys
import threading


class SmsReceiver:
    def __init__(self, took_in=None):
        self.received = []
        self.mode = {"mode": "ok"}
        self.changed = threading.Condition()
        self.took_in = took_in
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                length = int(self.headers.get("Content-Length", "0"))
                body = self.rfile.read(length).decode("utf-8", "replace")
                receiver.take({"path": self.path, "headers": {k.lower(): v for k, v in self.headers.items()},
                               "body": body})
                receiver.answer(self)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                pass  # who sends may be killed in the middle

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def take(self, request):
        with self.changed:
            self.received.append(request)
            self.changed.notify_all()
        if self.took_in:
            self.took_in(request)

    def answer(self, handler):
        with self.changed:
            mode = dict(self.mode)
        if mode["mode"] == "mute":
            handler.connection.settimeout(600)
            try:
                handler.rfile.read(1)  # until the other side has had enough
            except OSError:
                pass
        if mode["mode"] in ("mute", "drop"):
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        if mode["mode"] == "endless":
            handler.send_response(200)
            handler.end_headers()
            handler.close_connection = True
            try:
                while True:
                    handler.wfile.write(b"x" * 65536)
            except OSError:
                return
        body = mode.get("body", '{"code":0}').encode()
        handler.send_response(mode.get("status", 200))
        for name, value in mode.get("headers", {}).items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    def set_mode(self, **mode):
        with self.changed:
            self.mode = mode

    def wait_for(self, count, patience):
        """The requests, as soon as there are so many; fails loudly otherwise."""
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.received) >= count, patience):
                raise AssertionError(f"{len(self.received)} of {count} notices arrived in {patience} s")
            return list(self.received)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def serve(receiver_class):
    """The program: what is taken in goes to standard output, what is to be done comes from standard input."""
    lock = threading.Lock()

    def say(value):
        with lock:
            print(json.dumps(value, ensure_ascii=True), flush=True)

    receiver = receiver_class(say)
    say({"port": receiver.port})
    for line in sys.stdin:
        receiver.set_mode(**json.loads(line))
        say({"done": True})


if __name__ == "__main__":
    serve(SmsReceiver)
