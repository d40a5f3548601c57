"""The two programs that are compared, as the probe starts and leads them. What differs between them is here; what is
measured is the same code for both."""
import shutil

import page
import people
from lobby_journey import KIOSK, Deadline

OFFICE = {"name_zh": "示范县人民检察院", "name_en": "Demonstration Procuratorate", "window_zh": "1 号窗口",
          "window_en": "Window 1", "phone": "0875-0000000"}
LINKS = {  # screen -> button -> screen that it opens, in the page
    "home": {"home.lookup": "identify", "home.lawyer": "lawyer_card"},
    "lawyer_card": {"nav.home": "home"},
    "identify": {"identify.card": "cases", "nav.back": "home", "nav.home": "home"},
    "cases": {"cases.item.1": "case", "nav.back": "identify", "nav.home": "home"},
    "case": {"nav.back": "cases", "nav.home": "home"},
}


class Screens:
    """What the kiosk shows on the way to a case: trees for the page, places of buttons, and pictures to compare with."""

    def __init__(self, kiosk, reader, probe):
        self.trees, self.probe = {}, probe
        self.learn(kiosk, "home", "home")
        hint = people.words("zh_CN")["home.card_hint"]  # what stands there when office and reader have answered
        kiosk.inspect.until("office and reader to answer", lambda screen: screen.label("home.notice") == hint)
        for button, screen, back in (("home.lawyer", "lawyer_card", "nav.home"), ("home.lookup", "identify", "nav.back")):
            kiosk.touch(button)
            self.learn(kiosk, screen, screen)
            kiosk.touch(back)
            kiosk.sees("home")
        self.learn(kiosk, "home", "home")
        reader.place(people.SEVERAL)
        self.learn(kiosk, "cases", "cases")
        kiosk.touch("cases.item.1")
        self.learn(kiosk, "case", "case")

    def learn(self, kiosk, screen, name):
        kiosk.sees(screen)
        self.probe.settle()
        self.trees[name] = kiosk.inspect.ask(op="tree")
        self.probe.keep(f"seen.{name}")

    def middle(self, screen, node_id):
        pending = list(self.trees[screen]["nodes"])
        while pending:
            node = pending.pop()
            if node["id"] == node_id:
                at = node["bounds"]
                return at["x"] + at["w"] / 2, at["y"] + at["h"] / 2
            pending += node.get("children", [])
        raise AssertionError(f"there is no {node_id} on the screen {screen}")

    def rows_of_home(self):
        """Down to the last of the three services; what comes below may wait for the reader."""
        bounds = [node["bounds"] for node in self.trees["home"]["nodes"][0].get("children", self.trees["home"]["nodes"])
                  if node["id"] in ("home.lookup", "home.lawyer", "home.ticket")]
        return int(max(at["y"] + at["h"] for at in bounds))


class App:
    """`name` prefixes what the probe keeps of this program's screens."""

    mark = ""  # in the command lines of helpers

    def __init__(self, name, probe, screens):
        self.name, self.probe, self.screens = name, probe, screens
        self.pid = None

    def kept(self, screen):
        return f"{self.name}.{screen}"

    def keep(self, screen):
        """Remembers the screen as this program shows it, once it stands."""
        self.probe.settle()
        self.probe.keep(self.kept(screen))

    def touch(self, screen, button, target):
        return self.probe.touch(self.screens.middle(screen, button), self.kept(target))

    def go(self, screen, button, target):
        """A touch that leads to a screen which is not known yet."""
        x, y = self.screens.middle(screen, button)
        self.probe.stage.touch(x, y)
        self.keep(target)

    def start(self):
        """From nothing to the start screen, and on by a touch to another one and back."""
        x, y = self.screens.middle("home", "home.lawyer")
        seen = self.probe.ask("start", argv=self.command(), home=self.kept("home"), rows=self.screens.rows_of_home(),
                              x=round(x), y=round(y), target=self.kept("lawyer_card"), within_ms=30_000)
        self.pid = seen["pid"]
        if not seen["ok"]:
            raise AssertionError(f"{self.name} did not start: {seen}")
        return seen

    def end(self):
        self.pid = None
        if not self.probe.ask("end", within_ms=10_000)["ok"]:
            raise AssertionError(f"{self.name} did not end by itself")
        self.probe.settle()

    def learn(self):
        """Shows each screen once, before anything is measured."""
        self.probe.ask("park")
        self.probe.ask("launch", argv=self.command())
        self.wait_for_home("seen.home")
        self.go("home", "home.lawyer", "lawyer_card")
        self.go("lawyer_card", "nav.home", "home")  # by now without a pointer
        for button, screen, back in (("home.lawyer", "lawyer_card", "nav.home"), ("home.lookup", "identify", "nav.back")):
            self.go("home", button, screen)
            self.touch(screen, back, "home")
        self.end()

    def wait_for_home(self, like):
        deadline = Deadline(30)
        while self.probe.shows(like) < self.likeness:
            deadline.left(f"the start screen of {self.name}")
            self.probe.settle(200)


class Ours(App):
    likeness = 1.0

    def __init__(self, probe, screens, kiosk, reader):
        super().__init__("ours", probe, screens)
        self.kiosk, self.reader = kiosk, reader

    def command(self):
        width, height = self.probe.stage.size
        return [str(KIOSK), "--config", str(self.kiosk.config), "--windowed", f"{width}x{height}"]

    def to_cases(self):
        self.reader.place(people.SEVERAL)
        self.arrive("cases")

    def from_cases(self):
        self.reader.take()
        self.wait_for_home(self.kept("home"))

    def arrive(self, screen):
        deadline = Deadline()
        while self.probe.shows(f"seen.{screen}") < 0.99:
            deadline.left(f"the screen {screen}")
            self.probe.settle(100)
        self.keep(screen)


class Theirs(App):
    likeness = 0.8  # another program draws the same screen: not each pixel alike

    def __init__(self, probe, screens, folder):
        super().__init__("theirs", probe, screens)
        self.folder, self.runs = folder, 0
        self.mark = str(folder / "chromium")
        page.write(folder / "page.html", screens.trees, OFFICE["name_zh"], LINKS, probe.stage.size)

    def command(self):
        shutil.rmtree(f"{self.mark}-{self.runs}", ignore_errors=True)
        self.runs += 1
        width, height = self.probe.stage.size
        return ["chromium", "--kiosk", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                f"--user-data-dir={self.mark}-{self.runs}", "--window-position=0,0", f"--window-size={width},{height}",
                f"file://{self.folder / 'page.html'}"]

    def to_cases(self):
        self.go("home", "home.lookup", "identify")
        self.go("identify", "identify.card", "cases")

    def from_cases(self):
        self.touch("cases", "nav.home", "home")
