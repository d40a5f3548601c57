"""The display on which both programs are measured, with the probe that touches it and looks at it."""
import json
import os
import select
import shutil
import subprocess
import tempfile

from lobby_journey import BUILD, Deadline, Program, end_with_parent

PROBE = BUILD / "bench" / "terminal-probe"
HOLD_MS = 60    # how long a finger stays down
PAUSE_MS = 25   # between touches, nothing being drawn


class Stage(Program):
    """An X server whose frame buffer lies in memory where the probe can read it."""

    def __init__(self, folder, width, height):
        self.shown = tempfile.mkdtemp(prefix="lobby.", dir="/dev/shm")
        super().__init__("display", folder, ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24",
                                             "-nolisten", "tcp", "-noreset", "-fbdir", self.shown])
        self.name_of_display = f":{self.line(Deadline()).strip()}"
        self.environment = {"DISPLAY": self.name_of_display, "SDL_VIDEODRIVER": "x11", "HOME": str(folder)}
        self.size = (width, height)

    def touch(self, x, y):
        subprocess.run(["xdotool", "mousemove", str(round(x)), str(round(y)), "click", "1"], check=True, timeout=20,
                       env={"DISPLAY": self.name_of_display, "PATH": "/usr/bin:/bin"})

    def picture(self, path):
        subprocess.run(["import", "-display", self.name_of_display, "-window", "root", str(path)], check=False, timeout=20)

    def stop(self, *arguments, **named):
        try:
            return super().stop(*arguments, **named)
        finally:
            shutil.rmtree(self.shown, ignore_errors=True)


class Probe:
    """The program terminal-probe: see probe.cpp for its commands."""

    def __init__(self, stage, folder):
        self.stage = stage
        self.errors = open(folder / "probe.err", "ab")
        self.process = subprocess.Popen([PROBE, f"{stage.shown}/Xvfb_screen0"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=self.errors, text=True, bufsize=1,
                                        env={**os.environ, **stage.environment}, preexec_fn=end_with_parent)

    def ask(self, do, **more):
        self.process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], 120)
        answer = self.process.stdout.readline() if ready else ""
        if not answer:
            raise AssertionError("the probe ended: " + open(self.errors.name, encoding="utf-8").read())
        return json.loads(answer)

    def settle(self, calm_ms=400, within_ms=20_000):
        if not self.ask("quiet", calm_ms=calm_ms, within_ms=within_ms)["ok"]:
            raise AssertionError("the screen does not come to rest")

    def keep(self, name):
        self.ask("keep", name=name)

    def shows(self, name):
        return self.ask("share", name=name)["share"]

    def touch(self, at, target, within_ms=5000):
        self.ask("quiet", calm_ms=PAUSE_MS, within_ms=2000)
        seen = self.ask("touch", x=round(at[0]), y=round(at[1]), hold_ms=HOLD_MS, target=target, within_ms=within_ms)
        if not seen["ok"]:
            raise AssertionError(f"a touch at {at} did not lead to the screen {target}: {seen}")
        return seen

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()
        self.errors.close()
