"""A real Chromium for journeys: the window clerk's, the board's and the visitor's pages, each as on a machine of its own."""
import json
import os
import pathlib
import signal
import subprocess

from lobby_journey import ROOT, Deadline, Program, end_with_parent

HERE = pathlib.Path(__file__).resolve().parent
# Long: a browser that starts beside a build takes its time.
PATIENCE = 60.0


class Browser(Program):
    def __init__(self, folder):
        self.name = "browser"
        self.log = folder / "browser.err"
        self.errors = open(self.log, "ab")
        modules = ROOT / "office" / "console" / "pages" / "node_modules"
        self.process = subprocess.Popen(["node", HERE / "browser.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.errors, cwd=folder, start_new_session=True, preexec_fn=end_with_parent,
                                        env={**os.environ, "LOBBY_NODE_MODULES": str(modules)})
        self.buffer = b""

    def ask(self, what, **command):
        self.process.stdin.write(json.dumps({"do": what, **command}).encode() + b"\n")
        self.process.stdin.flush()
        answer = json.loads(self.line(Deadline(PATIENCE)))
        if "error" in answer:
            raise AssertionError(f"browser, {what} {command}: {answer['error']}")
        return answer["ok"]

    def page(self, name, url, **how):
        self.ask("open", page=name, url=url, **how)
        return Page(self, name)

    def stop(self, how=signal.SIGTERM, seconds=20):
        self.process.stdin.close()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
        return super().stop(how, seconds)


class Page:
    """One of the browser's pages; each verb of browser.mjs as a method."""

    def __init__(self, browser, name):
        self.browser, self.name = browser, name

    def __getattr__(self, verb):
        return lambda **how: self.browser.ask(verb, page=self.name, **how)
