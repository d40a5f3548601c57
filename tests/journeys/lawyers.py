"""A lawyer of the journeys: his papers as they lie on the document scanner, his client, and his way over the kiosk's
screens. Papers, names and numbers are made up (tests/support/certificates)."""
import json
import re

import people
from lobby_journey import BUILD, EMULATOR, Program, run, wait_for_file

MAKE_CERTIFICATE = BUILD / "tests" / "support" / "make-certificate"
READING = 90.0  # seconds for a page to be taken and read, beside builds
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"  # how pages begin


class Scanner:
    """The document camera's emulator, and hands that lay papers under it."""

    def __init__(self, folder):
        self.folder = folder / "scanner"
        self.folder.mkdir()
        self.socket, self.control = self.folder / "camera", self.folder / "control"
        self.program = Program("scanner", self.folder, [EMULATOR, "scanner", "--socket", self.socket, "--control",
                                                        self.control, "--empty"])
        wait_for_file(self.control)
        wait_for_file(self.socket)

    @property
    def device(self):
        return f"v4l2-socket:{self.socket}"

    def say(self, *words):
        return run([EMULATOR, "control", self.control, *words]).stdout

    def lay(self, page):
        self.say("scanner-page", page)

    def take(self):
        self.say("take")

    def stop(self):
        self.program.stop()


class Papers:
    """The three certificates of a made-up lawyer for one client and case; `seed` chooses the lawyer, `facts` are what stands
    on them otherwise."""

    def __init__(self, folder, client, case_number, seed=41, facts=None):
        self.folder = folder / f"papers-{seed}"
        self.folder.mkdir()
        self.facts = {}
        whose = {"client_name": client, "principal": client, "relation": "", "case_number": case_number,
                 **(facts or {})}
        for kind in ("practising_certificate", "firm_certificate", "power_of_attorney"):
            done = run([MAKE_CERTIFICATE, "--kind", kind, "--seed", seed, "--out", self.page(kind), "--fields",
                        json.dumps(whose, ensure_ascii=False)], seconds=120)
            self.facts |= json.loads(done.stdout)
        self.facts["case_number"] = whose["case_number"]

    def other_page(self):
        """A page that is no certificate at all."""
        run([MAKE_CERTIFICATE, "--kind", "other", "--out", self.page("other")], seconds=120)
        return self.page("other")

    def page(self, kind):
        return self.folder / f"{kind}.jpg"

    @property
    def name(self):
        return self.facts["licence_name"]

    @property
    def sex(self):
        # The eleventh digit of a practising certificate's number (its layout of 2010): 0 male, 1 female.
        return "女" if self.facts["licence_number"][10] == "1" else "男"


class LawyerAtTheKiosk:
    """What the lawyer does with his hands, screen by screen, until everything is confirmed."""

    # In the order in which the documents are asked for.
    DOCUMENTS = ("practising_certificate", "firm_certificate", "power_of_attorney")

    def __init__(self, kiosk, scanner, papers, phone, language="zh_CN"):
        self.kiosk, self.scanner, self.papers, self.phone = kiosk, scanner, papers, phone
        self.language = language
        self.ready = people.words(language)["lawyer.guide.ready"]
        self.left = list(self.DOCUMENTS)
        self.typed = {}  # fields that the machine did not read right, by hand
        self.touches = 0

    def touch(self, node, seconds=READING):
        self.kiosk.touch(node, seconds)
        self.touches += 1

    def fill_in(self, until="lawyer_summary", left=None):
        """From the screen that is shown to `until`: the summary, the list of what is lacking, or one on the way; with `left`
        only until no more than so many documents are left to be taken."""
        handlers = {"lawyer_capture": self.capture, "lawyer_fields": self.fields, "lawyer_typing": self.type_field,
                    "lawyer_authorisation": lambda _: self.touch("lawyer_authorisation.power_of_attorney"),
                    "lawyer_principal": lambda _: self.touch("lawyer_principal.party_himself"),
                    "lawyer_case": lambda _: self.choose("lawyer_case.by_number", "case_number"),
                    "lawyer_phone": self.give_phone}
        ends = {"lawyer_summary", "lawyer_findings", until}
        screen = self.kiosk.sees_one_of(*handlers, *ends)
        while screen.name not in ends:
            if screen.name == "lawyer_capture" and len(self.left) == left:
                return screen
            handlers[screen.name](screen)
            before = screen
            screen = self.kiosk.inspect.until(
                f"something after {before.text()}",
                lambda s, b=before: s.words() != b.words() and (s.name in handlers or s.name in ends), READING)
        if screen.name != until:
            raise AssertionError(screen.text())
        return screen

    def choose(self, node, field):
        self.asked = field
        self.touch(node)

    def capture(self, _):
        self.take_page(self.papers.page(self.left.pop(0)))

    def take_page(self, page):
        self.scanner.lay(page)
        # As the screen says: where the camera was too slow, once more.
        tries = 5
        while self.take_picture() != "lawyer_fields":
            tries -= 1
            if tries == 0:
                raise AssertionError(f"no picture: {self.kiosk.inspect.screen().text()}")

    def take_picture(self):
        """The screen that comes of it."""
        self.kiosk.inspect.until("the page to lie well", lambda s: "lawyer_capture.guide" in s and self.ready in s.said(
            "lawyer_capture.guide"), READING)
        self.touch("lawyer_capture.take")
        self.kiosk.inspect.until("the picture to be taken", lambda s: not may_take(s), READING)
        return self.kiosk.inspect.until("what comes of the picture", lambda s: s.name == "lawyer_fields" or may_take(s),
                                        READING).name

    def fields(self, screen):
        """Each is compared with the paper; what was misread is typed."""
        for node in [n for n in screen.nodes if n.startswith("lawyer_fields.name.")]:
            field = node.rsplit(".", 1)[1]
            shown = screen.said(f"lawyer_fields.value.{field}") if f"lawyer_fields.value.{field}" in screen else ""
            right = plain(shown) == plain(self.shown(self.papers.facts[field]))
            confirm = f"lawyer_fields.confirm.{field}"
            if right and confirm in screen:
                self.touch(confirm)
                screen = self.kiosk.inspect.until(f"{field} to be confirmed", lambda s, c=confirm: c not in s)
            elif not right:
                self.asked = field
                self.typed[field] = shown
                self.touch(f"lawyer_fields.change.{field}")
                return
        self.touch("lawyer_fields.next")

    def shown(self, fact):
        return people.shown_date(fact, self.language) if re.fullmatch(r"\d{4}-\d\d-\d\d", fact) else fact

    def type_field(self, screen):
        value = self.papers.facts[self.asked]
        digits = re.sub(r"\D", "", value) if re.fullmatch(r"[\d-]+", value) else value
        if not re.fullmatch(r"[0-9A-Z]+", digits):
            raise AssertionError(f"{self.asked} was read wrongly, and has to be written: {screen.text()}")
        for left in range(int(screen.value("lawyer_typing.field").split("/")[0]), 0, -1):  # what was misread
            self.touch("lawyer_typing.key.erase")
            self.kiosk.inspect.until("one erased", lambda s, n=left: s.value("lawyer_typing.field") != screen.value(
                "lawyer_typing.field") and s.value("lawyer_typing.field").startswith(f"{n - 1}/"))
        self.kiosk.type("lawyer_typing", digits)
        self.touch("lawyer_typing.confirm")

    def give_phone(self, screen):
        if screen.value("lawyer_phone.field").startswith("0/"):  # otherwise it is known from before
            self.kiosk.type("lawyer_phone", self.phone)
        self.touch("lawyer_phone.confirm")


def may_take(screen):
    """Not while a picture is being taken, nor while the scanner is away."""
    button = screen.nodes.get("lawyer_capture.take")
    return button is not None and button.get("state", {}).get("enabled", True)


def plain(text):
    """Without the groups in which numbers are shown."""
    return re.sub(r"\s", "", text)


def kept_in_clear(folder, needles):
    """Which of the needles (name -> bytes) stand in any file below the folder."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            found.update(f"{name} in {path.name}" for name, bytes_ in needles.items() if bytes_ in content)
    return found
