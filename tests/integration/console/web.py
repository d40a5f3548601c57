"""A browser's part in the console's tests: HTTPS to a running office, cookies, CSRF, server-sent events."""
import http.client
import json
import pathlib
import ssl
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "journeys"))
from lobby_journey import DEMO_DATA, PATIENCE, Deadline, Journey, Office, run  # noqa: E402, F401

PASSWORD = "correct horse"


class Reply:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def error(self):
        return self.json["error"]


class Browser:
    """One person at one machine: a cookie jar with one cookie in it, and the token that his page keeps."""

    def __init__(self, office):
        self.port = office.ports[2]
        self.context = ssl.create_default_context(cafile=office.data / "pki" / "authority.pem")
        self.cookie = self.csrf = None

    def connect(self, timeout=PATIENCE):
        return http.client.HTTPSConnection("localhost", self.port, context=self.context, timeout=timeout)

    def headers(self, more, post):
        headers = {"Cookie": f"__Host-lobby={self.cookie}"} if self.cookie else {}
        if post:
            headers |= {"Content-Type": "application/json", "Origin": f"https://localhost:{self.port}",
                        "Sec-Fetch-Site": "same-origin"}
            if self.csrf:
                headers["X-CSRF-Token"] = self.csrf
        return {k: v for k, v in (headers | more).items() if v is not None}

    def ask(self, method, path, body=None, **more):
        connection = self.connect()
        more = {name.replace("_", "-"): value for name, value in more.items()}
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        try:
            connection.request(method, path, body, self.headers(more, method == "POST"))
            reply = Reply(connection.getresponse())
        finally:
            connection.close()
        given = reply.headers.get("Set-Cookie", "")
        if given.startswith("__Host-lobby="):
            self.cookie = given.split(";")[0].split("=", 1)[1]
        return reply

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.ask("POST", path, {} if body is None else body, **more)

    def sign_in(self, name, password=PASSWORD):
        reply = self.post("/api/sign-in", {"name": name, "password": password})
        if reply.status == 200:
            self.csrf = reply.json["csrf"]
        return reply

    def queue(self, verb, **body):
        return self.post(f"/api/queue/{verb}", body)

    def events(self, path):
        return Events(self, path)


class Events:
    """A stream of server-sent events: the next one, within a deadline."""

    def __init__(self, browser, path):
        self.connection = browser.connect()
        self.connection.request("GET", path, headers=browser.headers({}, False))
        self.response = self.connection.getresponse()
        self.status = self.response.status

    def next(self):
        """The next event's id, name and data; None when the stream has ended."""
        event = {}
        while line := self.response.readline().decode().rstrip("\n"):
            pass_over = line.startswith((":", "retry:"))
            if pass_over:
                continue
            name, value = line.split(": ", 1)
            event[name] = value
        if event:
            return int(event["id"]), event["event"], json.loads(event["data"])
        return self.next() if self.response.fp and not self.response.isclosed() and self.peek() else None

    def peek(self):
        return bool(self.response.fp.peek(1))

    def until(self, holds):
        while (event := self.next()) is not None:
            if holds(event[2]):
                return event
        raise AssertionError("the stream ended")

    def close(self):
        self.response.close()
        self.connection.close()


class ConsoleTest(Journey):
    """An office with one member of staff of each role."""

    pages = {}

    def setUp(self):
        super().setUp()
        self.office = Office(self.folder)
        folder = self.folder / "pages"
        for name, text in self.pages.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        if self.pages:
            self.office.extra += f'pages_dir = "{folder}"\n'
        self.office.extra += self.settings()
        self.office.write_config()
        for role in ("window", "supervisor", "technician", "administrator"):
            self.add_staff(role, role)
        self.prepare()
        self.office.start()
        self.addCleanup(lambda: self.office.stop())

    def settings(self):
        """More of the settings file; begins in [console]. The hall is always open."""
        return ('[[queue.service]]\nid = "case_enquiry"\nname_zh = "案件查询"\nname_en = "Case enquiry"\nprefix = "A"\n'
                'groups = ["enquiry"]\n[queue]\nhours = ["00:00-24:00"]\nweekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\n')

    def prepare(self):
        """Before the office starts."""

    def add_staff(self, name, role, password=PASSWORD):
        self.office.command("staff", "add", name, "--role", role, "--password-stdin", text=password + "\n")

    def browser(self, name=None):
        browser = Browser(self.office)
        if name:
            self.assertEqual(200, browser.sign_in(name).status)
        return browser

    def kinds(self):
        return [kind for kind, in self.office.rows("office.db", "SELECT kind FROM ledger ORDER BY seq")]
