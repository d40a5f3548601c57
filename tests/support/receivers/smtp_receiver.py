"""A mail relay (RFC 5321) as an office's network has one, which misbehaves when told. It listens on this machine only.

A program prints {"port": N}, then a line for every mail that it takes in, before it answers; on standard input it reads
lines of JSON: {"mode": "ok"|"refuse_rcpt"|"refuse_mail"|"busy"|"mute"|"drop"|"garbage", "login": ["user", "password"],
"certificate": FILE, "key": FILE, "tls": "at_once"|"starttls"}: with a certificate it speaks TLS, from the first byte or
after STARTTLS (RFC 3207), and then takes no mail before it.
Tests in Python use the class.
"""
import base64
import email
import email.policy
import pathlib
import socketserver
import ssl
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from sms_receiver import serve  # noqa: E402


class Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        receiver = self.server.receiver
        self.sender, self.recipients, self.signed_in, self.secured = None, [], False, False
        if receiver.mode.get("tls") == "at_once":
            self.secure()
        if receiver.mode["mode"] == "garbage":
            self.wfile.write(b"\x00\xff\xfe what is this\r\n" * 20)
            return
        self.say("220 relay.test ready")
        while True:
            line = self.rfile.readline(2000)
            if not line:
                return
            verb, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            if not getattr(self, "on_" + verb.lower(), self.unknown)(rest):
                return

    def secure(self):
        mode = self.server.receiver.mode
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(mode["certificate"], mode["key"])
        self.request = context.wrap_socket(self.request, server_side=True)
        self.setup()
        self.secured = True

    def offers_tls(self):
        return self.server.receiver.mode.get("tls") == "starttls" and not self.secured

    def unknown(self, _):
        self.say("502 not here")
        return True

    def on_ehlo(self, _):
        self.say("250-relay.test")
        if self.offers_tls():
            self.say("250-STARTTLS")
        elif "login" in self.server.receiver.mode:
            self.say("250-AUTH PLAIN")
        self.say("250 SIZE 100000")
        return True

    def on_starttls(self, _):
        if not self.offers_tls():
            return self.unknown(_)
        self.say("220 go ahead")
        self.secure()  # what was said before does not count (RFC 3207, section 4.2)
        return True

    def on_helo(self, _):
        self.say("250 relay.test")
        return True

    def on_auth(self, rest):
        kind, _, given = rest.partition(" ")
        if not given:
            self.say("334 ")
            given = self.rfile.readline(2000).decode().strip()
        wanted = "\0" + "\0".join(self.server.receiver.mode["login"])
        self.signed_in = kind.upper() == "PLAIN" and base64.b64decode(given).decode() == wanted
        self.say("235 welcome" if self.signed_in else "535 who are you")
        return True

    def on_mail(self, rest):
        mode = self.server.receiver.mode
        if self.offers_tls():
            self.say("530 STARTTLS first")
        elif "login" in mode and not self.signed_in:
            self.say("530 sign in first")
        else:
            self.sender = rest
            self.say("250 go on")
        return True

    def on_rcpt(self, rest):
        if self.server.receiver.mode["mode"] == "refuse_rcpt":
            self.say("550 nobody of that name")
        else:
            self.recipients.append(rest)
            self.say("250 go on")
        return True

    def on_data(self, _):
        receiver = self.server.receiver
        self.say("354 write")
        lines = []
        while (line := self.rfile.readline(10000)) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        receiver.take({"from": self.sender, "to": self.recipients, "subject": message["Subject"], "tls": self.secured,
                       "id": message["Message-ID"], "text": message.get_content().strip(),
                       "raw": b"".join(lines).decode("ascii")})
        mode = receiver.mode["mode"]
        if mode == "mute":
            self.rfile.read(1)  # until the other side has had enough
        if mode in ("mute", "drop"):
            return False
        self.say({"busy": "451 later", "refuse_mail": "554 not this one"}.get(mode, "250 taken"))
        return True

    def on_rset(self, _):
        self.sender, self.recipients = None, []
        self.say("250 done")
        return True

    def on_noop(self, _):
        self.say("250 yes")
        return True

    def on_quit(self, _):
        self.say("221 goodbye")
        return False


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        pass  # who sends may be killed in the middle


class SmtpReceiver:
    def __init__(self, took_in=None):
        self.received = []
        self.mode = {"mode": "ok"}
        self.changed = threading.Condition()
        self.took_in = took_in
        self.server = Server(("127.0.0.1", 0), Session)
        self.server.receiver = self
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def take(self, mail):
        with self.changed:
            self.received.append(mail)
            self.changed.notify_all()
        if self.took_in:
            self.took_in(mail)

    def set_mode(self, **mode):
        with self.changed:
            self.mode = mode

    def wait_for(self, count, patience):
        with self.changed:
            if not self.changed.wait_for(lambda: len(self.received) >= count, patience):
                raise AssertionError(f"{len(self.received)} of {count} mails arrived in {patience} s")
            return list(self.received)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


if __name__ == "__main__":
    serve(SmtpReceiver)
