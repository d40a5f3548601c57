"""What journeys and fault tests are made of: the real programs in a folder of their own, a display, a visitor's hands
and eyes. Standard library only.

Everything waits on events (a line on a socket or pipe, a process's end) with a deadline; nothing sleeps for luck. When a
test fails its folder is kept under BUILD_DIR/journeys/, with a screenshot, the last screen as text, and all logs.
"""
import contextlib
import ctypes
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("LOBBY_BUILD_DIR", ROOT / "build")).resolve()
OFFICE = BUILD / "office" / "case-office"
DEMO_DATA = BUILD / "office" / "demo-data"
EMULATOR = BUILD / "platform" / "device-emulator"
KIOSK = BUILD / "kiosk" / "lobby-kiosk"

SERVICES = {"case_enquiry": ("案件查询", "Case enquiry", "A", "enquiry"),
            "lawyers": ("律师接待", "Lawyer reception", "B", "lawyers"),
            "documents": ("文书收送", "Documents in and out", "C", "documents")}
WINDOWS = {"1": ("1号窗口", "Window 1", "enquiry"), "2": ("2号窗口", "Window 2", "lawyers"),
           "3": ("3号窗口", "Window 3", "documents"), "4": ("4号窗口", "Window 4", "enquiry")}
HALL = '[queue]\nweekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\n' + "".join(
    f'[[queue.service]]\nid = "{id}"\nname_zh = "{zh}"\nname_en = "{en}"\nprefix = "{prefix}"\ngroups = ["{group}"]\n'
    'hours = []\n' for id, (zh, en, prefix, group) in SERVICES.items()) + "".join(
    f'[[queue.window]]\nid = "{id}"\nname_zh = "{zh}"\nname_en = "{en}"\nchairs_zh = "A区座椅"\nchairs_en = "chairs A"\n'
    f'group = "{group}"\n' for id, (zh, en, group) in WINDOWS.items())

PATIENCE = 20.0  # seconds; a deadline for what takes milliseconds on an idle machine


LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


def end_with_parent():
    """In a new process: CTest kills a test that is late, and what the test started has to go with it."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Late(AssertionError):
    """What was waited for did not happen in time."""


class Deadline:
    def __init__(self, seconds=PATIENCE):
        self.end = time.monotonic() + seconds

    def left(self, what):
        left = self.end - time.monotonic()
        if left <= 0:
            raise Late(f"not in time: {what}")
        return left


class Program:
    """A process of ours; its error output goes to a file, its output lines can be waited for."""

    def __init__(self, name, folder, arguments, env=None):
        self.name = name
        self.log = folder / f"{name}.err"
        self.errors = open(self.log, "ab")
        self.process = subprocess.Popen([str(a) for a in arguments], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=self.errors, cwd=folder,
                                        env={**os.environ, **(env or {})}, start_new_session=True,
                                        preexec_fn=end_with_parent)
        self.buffer = b""

    def line(self, deadline):
        """The next line of output."""
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], deadline.left(f"a line from {self.name}"))
            if ready:
                chunk = os.read(self.process.stdout.fileno(), 65536)
                if not chunk:
                    raise AssertionError(f"{self.name} ended with {self.process.wait()}: {self.said()}")
                self.buffer += chunk
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode()

    def said(self):
        return self.log.read_text(errors="replace")[-2000:]

    @property
    def pid(self):
        return self.process.pid

    def runs(self):
        return self.process.poll() is None

    def stop(self, how=signal.SIGTERM, seconds=10):
        """Ends it; the exit status. Kills what does not end, and says so."""
        if self.runs():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, how)
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self.process.wait(seconds)
            raise AssertionError(f"{self.name} did not end within {seconds} s of {how.name}") from None
        finally:
            self.process.stdout.close()
            self.errors.close()
        return status


def run(arguments, text=None, seconds=60, check=True):
    """A command that ends by itself."""
    done = subprocess.run([str(a) for a in arguments], input=text, capture_output=True, text=True, timeout=seconds,
                          check=False)
    if check and done.returncode != 0:
        raise AssertionError(f"{pathlib.Path(arguments[0]).name} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done


class Display(Program):
    """An X server of its own, on a number that it finds itself."""

    def __init__(self, folder, width, height):
        super().__init__("display", folder, ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24",
                                             "-nolisten", "tcp", "-noreset"])
        self.name_of_display = f":{self.line(Deadline()).strip()}"

    def touch(self, x, y):
        run(["env", f"DISPLAY={self.name_of_display}", "xdotool", "mousemove", round(x), round(y), "click", "1"])

    def picture(self, path):
        run(["import", "-display", self.name_of_display, "-window", "root", path], check=False)


class Office:
    """A case-office with its data in `folder`. Its ports stay the same when it is started again. The hall is open at any
    hour of any day, so that the tests do not depend on when they run."""

    def __init__(self, folder, **lookup):
        self.folder = folder / "office"
        self.folder.mkdir(mode=0o700)
        self.config = self.folder / "office.toml"
        self.data = self.folder / "data"
        self.lookup = lookup
        self.ports = (0, 0, 0)
        self.extra = ""  # more of the settings file
        self.program = None
        self.write_config()

    def write_config(self):
        rules = "\n".join(f"{key} = {value}" for key, value in self.lookup.items())
        self.config.write_text(
            '[office]\ndata_dir = "data"\nname_zh = "示范县人民检察院"\nname_en = "Demonstration Procuratorate"\n'
            'window_zh = "1 号窗口"\nwindow_en = "Window 1"\nphone = "0875-0000000"\n'
            f'[link]\nport = {self.ports[0]}\nenrol_port = {self.ports[1]}\n[lookup]\n{rules}\n'
            f'[console]\nport = {self.ports[2]}\n{self.extra}'
            + ("" if "[queue" in self.extra else HALL), encoding="utf-8")

    def start(self):
        self.program = Program("office", self.folder, [OFFICE, "--config", self.config, "serve"])
        ready = json.loads(self.program.line(Deadline()))
        self.ports = (ready["link_port"], ready["enrol_port"], ready["console_port"])
        self.write_config()
        return self

    def stop(self, how=signal.SIGTERM):
        program, self.program = self.program, None
        return program.stop(how) if program else None

    def command(self, *arguments, text=None, check=True, seconds=60):
        return run([OFFICE, "--config", self.config, *arguments], text=text, check=check, seconds=seconds)

    @property
    def pages(self):
        return f"https://localhost:{self.ports[2]}"

    def account(self, name, role, password="a password of the tests"):
        """A staff account that may be used at once."""
        self.command("staff", "add", name, "--role", role, "--password-stdin", text=password + "\n")
        return name, password

    def ledger(self, kind):
        return [json.loads(body) for body, in self.rows("office.db", "SELECT body FROM ledger WHERE kind = ? ORDER BY seq",
                                                        kind)]

    def ledger_of(self, kind, count):
        """So many entries of a kind: what a visitor was told is on the kiosk's disk first, and comes by its journal."""
        deadline = Deadline()
        while len(entries := self.ledger(kind)) < count:
            deadline.left(f"{count} of {kind} in the ledger, which has {len(entries)}")
            select.select([], [], [], 0.02)
        return entries

    def grant(self, person, case, role="party", principal=1, new_code=False, by="test"):
        """As window staff: the query code, or None where the person keeps his."""
        done = self.command("entitle", "grant", "--number", "-", "--name", person["name"], "--case", case,
                            "--role", role, "--principal", principal, "--proofs", "identity_card", "--by", by,
                            *(["--new-code"] if new_code else []), text=person["number"] + "\n")
        match = re.search(r"^query code (\d+)$", done.stdout, re.MULTILINE)
        return match.group(1) if match else None

    def enrolment_code(self, kiosk="test-1"):
        return self.command("enrol", "--kiosk", kiosk, "--label", "test").stdout.strip()

    def rows(self, database, query, *values):
        with contextlib.closing(sqlite3.connect(f"file:{self.data / database}?mode=ro", uri=True, timeout=10)) as db:
            return db.execute(query, values).fetchall()


class Printer:
    """The receipt printer's emulator: what it prints lies as pictures in `paper`."""

    def __init__(self, folder):
        self.folder = folder / "printer"
        self.folder.mkdir()
        self.paper = self.folder / "paper"
        self.paper.mkdir()
        self.device, self.control = self.folder / "tty", self.folder / "control"
        self.program = None

    def start(self):
        self.program = Program("printer", self.folder, [EMULATOR, "printer", "--tty", self.device, "--control", self.control,
                                                        "--out", self.paper])
        wait_for_file(self.control)
        wait_for_file(self.device)
        return self

    def say(self, *words):
        return run([EMULATOR, "control", self.control, *words]).stdout

    def sheets(self):
        return sorted(self.paper.glob("*.png"))

    def sheet(self, number, seconds=PATIENCE):
        """The picture of the sheet that was cut off as the `number`th, from 1."""
        deadline = Deadline(seconds)
        while len(self.sheets()) < number:
            deadline.left(f"sheet {number}")
            select.select([], [], [], 0.02)
        return self.sheets()[number - 1]

    def stop(self, how=signal.SIGTERM):
        program, self.program = self.program, None
        if program:
            program.stop(how)


def codes_on(picture):
    """What a phone's camera reads on a picture."""
    return run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture], check=False).stdout.split()


class Reader:
    """The card reader's emulator, and a hand that lays cards on it."""

    def __init__(self, folder):
        self.folder = folder / "reader"
        self.folder.mkdir()
        self.device = self.folder / "tty"
        self.control = self.folder / "control"
        self.program = Program("reader", self.folder, [EMULATOR, "idcard", "--tty", self.device, "--control", self.control])
        wait_for_file(self.control)
        wait_for_file(self.device)

    def say(self, *words):
        return run([EMULATOR, "control", self.control, *words]).stdout

    def place(self, card):
        path = self.folder / "card.json"
        path.write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")
        self.say("place", path)

    def take(self):
        self.say("take")

    def stop(self):
        self.program.stop()


def wait_for_file(path, seconds=PATIENCE):
    """Until `path` exists. Watches its folder's change time: the standard library has no inotify."""
    deadline = Deadline(seconds)
    while not os.path.lexists(path):
        deadline.left(f"{path} to appear")
        select.select([], [], [], 0.01)


class Inspect:
    """The kiosk's semantic tree socket: what a visitor would read."""

    def __init__(self, path):
        wait_for_file(path)
        self.path = str(path)
        self.asking = self.connect()
        self.changes = self.connect()
        self.send(self.changes, {"op": "subscribe"})
        self.buffers = {self.asking: b"", self.changes: b""}

    def connect(self):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE)
        connection.connect(self.path)
        return connection

    @staticmethod
    def send(connection, message):
        connection.sendall(json.dumps(message).encode() + b"\n")

    def receive(self, connection, seconds):
        connection.settimeout(max(seconds, 0.001))
        while b"\n" not in self.buffers[connection]:
            chunk = connection.recv(1 << 16)
            if not chunk:
                raise AssertionError("the kiosk closed its inspect socket")
            self.buffers[connection] += chunk
        line, self.buffers[connection] = self.buffers[connection].split(b"\n", 1)
        return json.loads(line)

    def ask(self, **message):
        self.send(self.asking, message)
        return self.receive(self.asking, PATIENCE)

    def screen(self):
        return Screen(self.ask(op="tree"))

    def until(self, what, holds, seconds=PATIENCE):
        """The first screen for which `holds`, looking again at each published change."""
        deadline = Deadline(seconds)
        while True:
            screen = self.screen()
            if holds(screen):
                return screen
            try:
                self.receive(self.changes, deadline.left(what))
            except (TimeoutError, Late):
                raise Late(f"not in time: {what}; on the screen: {screen.text()}") from None

    def close(self):
        self.asking.close()
        self.changes.close()


class Screen:
    """One published state of the semantic tree."""

    def __init__(self, tree):
        self.name = tree["screen"]
        self.generation = tree["generation"]
        self.nodes = {}
        self.order = []
        self.add(tree["nodes"])

    def add(self, nodes):
        for node in nodes:
            self.nodes[node["id"]] = node
            self.order.append(node)
            self.add(node.get("children", []))

    def __contains__(self, node_id):
        return node_id in self.nodes

    def value(self, node_id):
        return self.nodes[node_id].get("value")

    def label(self, node_id):
        return self.nodes[node_id].get("label")

    def hidden(self, node_id):
        """The button that brings the middle of a node into sight; None: it is."""
        node = self.nodes[node_id]
        top, bottom = node["bounds"]["y"], node["bounds"]["y"] + node["bounds"]["h"]
        for down in [n for n in self.nodes if n.endswith(".down")]:
            up = down.removesuffix(".down") + ".up"
            area_top, area = self.nodes[up]["bounds"]["y"], self.nodes[down]["bounds"]
            area_bottom, middle = area["y"] + area["h"], (top + bottom) / 2
            seen = node.get("state", {}).get("visible", True)
            if middle > area_bottom and (top < area_bottom or not seen):
                return down
            if middle < area_top and (bottom > area_top or not seen):
                return up
        return None

    def said(self, node_id):
        """Label and value together."""
        return " ".join(filter(None, [self.label(node_id), self.value(node_id)]))

    def words(self):
        """Everything that can be read, in order; without ids, so that two screens can be compared as a visitor would."""
        return [(node["role"], node.get("label"), node.get("value")) for node in self.order]

    def text(self):
        return f"{self.name}: " + " | ".join(
            " ".join(filter(None, [node.get("label"), node.get("value")])) for node in self.order)


class Kiosk:
    """A lobby-kiosk on a display, and the hands of a visitor."""

    def __init__(self, folder, office, reader, display, size=(1080, 1920), printer=None, scanner=None, name="test-1",
                 cache=True, **session):
        self.folder = folder / f"kiosk-{name}"
        self.folder.mkdir(mode=0o700)
        self.display, self.size = display, size
        self.config = self.folder / "kiosk.toml"
        self.log = self.folder / "kiosk.log"
        times = "\n".join(f"{key} = {value}" for key, value in session.items())
        self.config.write_text(
            f'[office]\nhost = "localhost"\nlink_port = {office.ports[0]}\nenrol_port = {office.ports[1]}\n'
            f'identity_dir = "identity"\n[reader]\ndevice = "{reader.device}"\n[session]\n{times}\n'
            + ("" if cache else "[cache]\nenabled = false\n")
            + (f'[printer]\ndevice = "{printer.device}"\n' if printer else "")
            + (f'[scanner]\ndevice = "{scanner.device}"\n' if scanner else "") + '[store]\ndir = "store"\n'
            '[log]\nfile = "kiosk.log"\n', encoding="utf-8")
        run([KIOSK, "--config", self.config, "--enrol", office.enrolment_code(name)])
        self.program = self.inspect = None

    def start(self):
        path = self.folder / "inspect"
        path.unlink(missing_ok=True)
        self.program = Program("kiosk", self.folder,
                               [KIOSK, "--config", self.config, "--inspect", path,
                                "--windowed", f"{self.size[0]}x{self.size[1]}"],
                               env={"DISPLAY": self.display.name_of_display, "SDL_VIDEODRIVER": "x11"})
        self.inspect = Inspect(path)
        self.sees("home")
        return self

    def stop(self, how=signal.SIGTERM):
        if self.inspect:
            self.inspect.close()
        program, self.program, self.inspect = self.program, None, None
        return program.stop(how) if program else None

    def sees(self, name, seconds=PATIENCE):
        return self.inspect.until(f"the screen {name}", lambda screen: screen.name == name, seconds)

    def sees_one_of(self, *names, seconds=PATIENCE):
        return self.inspect.until(f"one of the screens {names}", lambda screen: screen.name in names, seconds)

    def touch(self, node_id, seconds=PATIENCE):
        """Touches the middle of a node as soon as it is there and can be used."""
        def usable(screen):
            node = screen.nodes.get(node_id)
            return node is not None and node.get("state", {}).get("enabled", True)
        screen = self.inspect.until(f"{node_id} to be usable", usable, seconds)
        while way := screen.hidden(node_id):
            self.touch(way)
            before = screen.nodes[node_id]["bounds"]
            screen = self.inspect.until(f"{node_id} to move", lambda s, b=before: usable(s) and s.nodes[node_id]["bounds"] != b)
        bounds = screen.nodes[node_id]["bounds"]
        x, y = bounds["x"] + bounds["w"] / 2, bounds["y"] + bounds["h"] / 2
        if not (0 <= x < self.size[0] and 0 <= y < self.size[1]):
            raise AssertionError(f"{node_id} lies outside of the screen: {bounds}")
        self.display.touch(x, y)

    def finish_drawing(self):
        """What the semantic tree says stands on the display: a picture asked for is made after the frame."""
        self.inspect.ask(op="screenshot", path=str(self.folder / "frame.png"))

    def logged(self, event, seconds=PATIENCE):
        """Until a line of this event stands in the kiosk's log."""
        deadline = Deadline(seconds)
        while f'"event":"{event}"' not in self.log.read_text(errors="replace").replace(": ", ":"):
            deadline.left(f"{event} in the kiosk's log")
            select.select([], [], [], 0.02)

    def type(self, screen_name, characters):
        """On the keypad, waiting after each key until the field has taken it ("5/18": what was typed is not told)."""
        for count, character in enumerate(characters, 1):
            self.touch(f"{screen_name}.key.{character.lower()}")
            if count < len(characters):
                self.inspect.until(f"{count} characters typed", lambda screen, n=count:
                                   (screen.value(f"{screen_name}.field") or "").startswith(f"{n}/"))

    def forgets(self, needles):
        """Waits until none of `needles` is left in memory: the last buffers are overwritten by an exchange with the
        office after the session's end. What is still there after that time."""
        deadline = time.monotonic() + 5
        while (left := self.memory_holds(needles)) and time.monotonic() < deadline:
            pass
        return left

    def memory_holds(self, needles):
        """Which of `needles` (name -> text) stand anywhere in the program's writable memory, as UTF-8 or UTF-16."""
        forms = {}
        for name, text in needles.items():
            forms[name] = [text.encode(), text.encode("utf-16-le"), text.encode("utf-32-le")]
        longest = max(len(form) for some in forms.values() for form in some)
        found = set()
        with open(f"/proc/{self.program.pid}/maps", encoding="ascii", errors="replace") as maps, \
                open(f"/proc/{self.program.pid}/mem", "rb", buffering=0) as memory:
            for line in maps:
                match = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
                if not match:
                    continue
                at, end = (int(bound, 16) for bound in match.groups())
                tail = b""
                while at < end:
                    try:
                        memory.seek(at)
                        block = memory.read(min(end - at, 1 << 22))
                    except OSError:
                        break  # device memory
                    if not block:
                        break
                    at += len(block)
                    window = tail + block
                    found.update(name for name, some in forms.items() if any(form in window for form in some))
                    tail = window[-(longest - 1):]
        return found


class Journey(unittest.TestCase):
    """A folder a test; what is made through `keep` ends in the reverse order."""

    size = (1080, 1920)
    session = {}
    lookup = {}

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lobby."))  # short: Unix sockets have 107 characters
        self.addCleanup(self.put_away)
        self.office = self.reader = self.display = self.kiosk = None

    def failed(self):
        result = self._outcome.result
        return any(test is self for test, _ in result.failures + result.errors)

    def put_away(self):
        if self.failed():
            place = BUILD / "journeys" / self.id()
            shutil.rmtree(place, ignore_errors=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(self.folder, place, symlinks=True,
                            ignore=lambda folder, names: [n for n in names if not is_plain(os.path.join(folder, n))])
            print(f"kept: {place}")
        shutil.rmtree(self.folder, ignore_errors=True)

    def look_at_the_end(self):
        """Before anything is stopped: what the visitor had before him."""
        if not self.failed():
            return
        self.display.picture(self.folder / "screen.png")
        if self.kiosk.inspect:
            with contextlib.suppress(OSError, AssertionError, ValueError):
                (self.folder / "screen.txt").write_text(self.kiosk.inspect.screen().text(), encoding="utf-8")

    def picture(self, name):
        """Of the kiosk's screen, for people to look at: kept where LOBBY_PICTURES names a folder."""
        if "LOBBY_PICTURES" in os.environ:
            self.kiosk.inspect.ask(op="screenshot", path=str(pathlib.Path(os.environ["LOBBY_PICTURES"]) / f"{name}.png"))

    def start_system(self, data):
        """Office with `data` imported, reader, display, kiosk; all running and connected."""
        self.office = Office(self.folder, **self.lookup)
        self.office.extra = self.office_settings()
        self.office.write_config()
        self.office.command("import", data, seconds=120)
        self.office.start()
        self.addCleanup(lambda: self.office.stop())
        self.reader = Reader(self.folder)
        self.addCleanup(lambda: self.reader.stop())
        self.display = Display(self.folder, *self.size)
        self.addCleanup(lambda: self.display.stop())
        self.kiosk = Kiosk(self.folder, self.office, self.reader, self.display, self.size, **self.kiosk_parts(),
                           **self.session)
        self.kiosk.start()
        self.addCleanup(lambda: self.kiosk.stop())
        self.addCleanup(self.look_at_the_end)

    def office_settings(self):
        """More sections of the office's settings file."""
        return ""

    def kiosk_parts(self):
        """What else hangs on the kiosk."""
        return {}

    def assert_logs_hold_none_of(self, secrets):
        for path in [*self.folder.rglob("*.log*"), *self.folder.rglob("*.err")]:
            text = path.read_text(errors="replace")
            for name, secret in secrets.items():
                self.assertNotIn(secret, text, f"{path.name} holds a {name}")


def is_plain(path):
    return os.path.isdir(path) or (os.path.isfile(path) and not os.path.islink(path))
