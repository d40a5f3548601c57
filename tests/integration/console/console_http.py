"""The console's server against browsers that are broken, hostile or slow."""
import pathlib
import re
import socket
import ssl
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from web import PATIENCE, ConsoleTest, Deadline  # noqa: E402


class Http(ConsoleTest):
    pages = {"index.html": "<!doctype html><title>staff</title>", "board.html": "<!doctype html><title>board</title>",
             "ticket.html": "<!doctype html><title>ticket</title>", "assets/app.1a2b.js": "export {};",
             "assets/note.exe": "not served"}

    def prepare(self):
        secret = self.folder / "secret.txt"
        secret.write_text("a secret", encoding="utf-8")
        (self.folder / "pages" / "link.txt").symlink_to(secret)
        (self.folder / "pages" / "folder").symlink_to(self.folder)

    def raw(self, version=None):
        context = ssl.create_default_context(cafile=self.office.data / "pki" / "authority.pem")
        if version:
            context.minimum_version = context.maximum_version = version
        plain = socket.create_connection(("127.0.0.1", self.office.ports[2]), PATIENCE)
        self.addCleanup(plain.close)
        stream = context.wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=True)
        self.addCleanup(stream.close)
        return stream

    @staticmethod
    def all_of(stream):
        answer = b""
        try:
            while chunk := stream.recv(65536):
                answer += chunk
        except (ConnectionError, ssl.SSLError):
            pass
        return answer

    def alive(self):
        self.assertEqual(200, self.browser().get("/").status)
        self.assertTrue(self.office.program.runs())

    def test_pages_are_served_with_strict_headers_and_nothing_beside_them(self):
        browser = self.browser()
        for path, text in (("/", "staff"), ("/board", "board"), ("/t/" + "A" * 22, "ticket"), ("/index.html", "staff")):
            reply = browser.get(path)
            self.assertEqual(200, reply.status, path)
            self.assertIn(text, reply.body.decode())
            self.assertEqual("text/html; charset=utf-8", reply.headers["Content-Type"])
            policy = reply.headers["Content-Security-Policy"]
            self.assertTrue(policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';"), policy)
            self.assertNotIn("unsafe", policy)
            for name, value in (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
                                ("Cross-Origin-Opener-Policy", "same-origin"),
                                ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Frame-Options", "DENY")):
                self.assertEqual(value, reply.headers[name])
            self.assertIn("max-age=", reply.headers["Strict-Transport-Security"])
        script = browser.get("/assets/app.1a2b.js")
        self.assertEqual("text/javascript; charset=utf-8", script.headers["Content-Type"])
        self.assertIn("immutable", script.headers["Cache-Control"])
        again = browser.get("/assets/app.1a2b.js", If_None_Match=script.headers["ETag"])
        self.assertEqual((304, b""), (again.status, again.body))
        self.assertEqual("no-store", browser.get("/api/board").headers["Cache-Control"])
        head = browser.ask("HEAD", "/")
        self.assertEqual((200, b""), (head.status, head.body))
        for path in ("/link.txt", "/folder/secret.txt", "/assets/note.exe", "/assets", "/api/", "/api/x", "/no.html"):
            self.assertEqual(404, browser.get(path).status, path)

    def test_no_path_leads_out_of_the_pages(self):
        for path in ("/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
                     "/assets/..%5c..%5csecret.txt", "//secret.txt", "/./index.html", "/assets/%00", "/\\..\\secret.txt",
                     str(self.folder / "secret.txt")):
            stream = self.raw()
            stream.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            answer = self.all_of(stream)
            self.assertRegex(answer, rb"^HTTP/1.1 (400|404) ", path)
            self.assertNotIn(b"a secret", answer)
        self.alive()

    def test_requests_that_are_none_are_refused_and_harm_nothing(self):
        for request, status in (
                (b"GET / HTTP/1.1\r\n\r\n", 400),
                (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
                (b"\x16\x03\x01 garbage\r\n\r\n", 400),
                (b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400),
                (b"GET http://evil/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
                (b"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
                (b"PUT /api/queue HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", 405),
                (b"DELETE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 405),
                (b"GET /api/sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 405),
                (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 20000 + b"\r\n\r\n", 431),
                (b"POST /api/sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n", 413),
                (b"POST /api/sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
                (b"POST /api/sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                 400),
                (b"POST /api/sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400)):
            stream = self.raw()
            stream.sendall(request)
            stream.settimeout(PATIENCE)
            answer = stream.recv(4096)
            self.assertRegex(answer, rb"^HTTP/1.1 %d " % status, request[:60])
        self.alive()

    def test_hostile_bodies_are_malformed(self):
        browser = self.browser()
        for body in ("", "[", "[]", "null", '{"name":"x"}', '{"name":"x","password":5}', "{" * 30000, '{"a":' * 5000,
                     '{"name":"\\ud800","password":"x"}', b'{"name":"\xff","password":"x"}', '{"name":"x","password":"y","z":1}',
                     '{"name":"a","name":"b","password":"c"}' * 2, "\0" * 100):
            reply = browser.ask("POST", "/api/sign-in", body)
            self.assertEqual((400, "malformed"), (reply.status, reply.error), body[:40])
        self.alive()

    def test_what_is_sent_ahead_is_answered_in_its_turn(self):
        stream = self.raw()
        stream.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /board HTTP/1.1\r\nHost: a\r\n\r\n"
                       b"GET /no HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answer = self.all_of(stream)
        self.assertEqual([b"200", b"200", b"404"], re.findall(rb"HTTP/1.1 (\d+) ", answer))
        self.assertLess(answer.index(b"staff"), answer.index(b"board"))

    def test_old_tls_is_refused(self):
        with self.assertRaises(ssl.SSLError):
            self.raw(ssl.TLSVersion.TLSv1_1)
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            self.raw(version)

    def test_a_request_that_never_ends_is_dropped_and_so_is_a_watcher_that_reads_nothing(self):
        slow = self.raw()
        slow.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        dripping = self.raw()
        dripping.sendall(b"POST /api/sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{")
        slow.settimeout(PATIENCE)
        dripping.settimeout(PATIENCE)
        self.assertEqual(b"", self.all_of(slow))
        self.assertEqual(b"", self.all_of(dripping))
        self.alive()

    def test_a_stream_whose_watcher_stops_reading_is_dropped_and_the_others_go_on(self):
        clerk = self.browser("window")
        for _ in range(60):
            clerk.queue("take", service="case_enquiry")
        plain = socket.socket()
        self.addCleanup(plain.close)
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plain.settimeout(PATIENCE)
        plain.connect(("127.0.0.1", self.office.ports[2]))
        context = ssl.create_default_context(cafile=self.office.data / "pki" / "authority.pem")
        slow = context.wrap_socket(plain, server_hostname="localhost")
        self.addCleanup(slow.close)
        slow.sendall(f"GET /api/queue/events HTTP/1.1\r\nHost: a\r\nCookie: __Host-lobby={clerk.cookie}\r\n\r\n".encode())
        good = clerk.events("/api/queue/events")
        good.next()
        peer = slow.getsockname()

        def connected():
            # The server's end: local port ours, state ESTABLISHED (01), /proc/net/tcp of the kernel's documentation.
            wanted = f":{self.office.ports[2]:04X} 0100007F:{peer[1]:04X} 01 "
            return wanted in pathlib.Path("/proc/net/tcp").read_text(encoding="ascii")

        self.assertTrue(connected())
        deadline = Deadline(60)
        versions = []
        while connected():  # each change is some 30 KB to each watcher
            deadline.left("the slow watcher to be dropped")
            clerk.queue("take", service="case_enquiry")
            versions.append(good.until(lambda s: True)[0])
        self.assertEqual(sorted(versions), versions)
        good.close()
        self.alive()

    def test_one_address_cannot_take_every_connection(self):
        held = [socket.create_connection(("127.0.0.1", self.office.ports[2]), PATIENCE) for _ in range(400)]
        one_more = socket.create_connection(("127.0.0.1", self.office.ports[2]), PATIENCE)
        one_more.settimeout(PATIENCE)
        self.assertEqual(b"", one_more.recv(1))
        for connection in [*held, one_more]:
            connection.close()
        while True:
            try:
                self.alive()
                break
            except (ConnectionError, ssl.SSLError):
                continue


if __name__ == "__main__":
    unittest.main()
