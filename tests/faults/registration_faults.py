"""Lawyers' papers when the power goes, at the kiosk or at the office, at any moment of capture, sealing, upload and
acknowledgement: no page is lost once it is held, none is doubled, none is ever in clear on a disk.

The moments are random; LOBBY_SEED repeats a run (it is printed). LOBBY_KILLS says how many.
"""
import collections
import json
import os
import pathlib
import random
import re
import select
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "journeys"))
from lobby_journey import BUILD, Deadline, Journey, Office, Program, run  # noqa: E402

CHILD = BUILD / "tests" / "faults" / "registration_child"
KILLS = int(os.environ.get("LOBBY_KILLS", "210"))
IN_CLEAR = [b"SCANNED-PAGE-IN-CLEAR", "赵明远".encode(), b"31011219900101001"]


class Said:
    """What the kiosk said that has happened."""

    def __init__(self):
        self.kept = {}  # page: the number in its picture
        self.held = []  # pages of the draft
        self.submitted = {}  # registration: its pages
        self.done = set()
        self.last = "start"
        self.where = collections.Counter()  # what was the last word before a kill

    def hear(self, line):
        word, *rest = line.split()
        self.last = word
        if word == "kept":
            self.kept[rest[0]] = rest[1]
        elif word == "drafted":
            self.held = rest
        elif word == "submitted":
            self.submitted[rest[0]] = rest[1:]
            self.held = []
        elif word == "done":
            self.done.add(rest[0])
        elif word == "start":
            at = rest.index("waiting")
            return rest[1:at], rest[at + 1:]
        return None


class RegistrationFaults(Journey):
    def setUp(self):
        super().setUp()
        self.office = Office(self.folder).start()
        self.addCleanup(lambda: self.office.stop())
        self.store = self.folder / "kiosk-store"
        self.identity = self.folder / "kiosk-identity"
        code = self.office.enrolment_code("papers")
        run([CHILD, "enrol", self.identity, "localhost", self.office.ports[1]], text=code + "\n")
        self.said = Said()
        self.child = None
        self.addCleanup(self.end_child)

    def end_child(self):
        child, self.child = self.child, None
        if child:
            child.stop(signal.SIGKILL)

    def start_child(self, how="run"):
        self.child = Program("papers", self.folder, [CHILD, how, self.store, self.identity, "localhost",
                                                     self.office.ports[0]])
        draft, waiting = self.said.hear(self.child.line(Deadline(60)))
        # Whatever was held before is held now, or was handed in without a word any more.
        for page in self.said.held:
            self.assertTrue(page in draft or page in waiting or page in self.said.done,
                            f"page {page} was held and is not there")
        for pages in self.said.submitted.values():
            for page in pages:
                self.assertTrue(page in waiting or page in self.on_office_disk(), f"page {page} was handed in and is lost")
        self.said.held = draft

    def on_office_disk(self):
        return {path.stem for path in (self.office.data / "scans").glob("*.sealed")}

    def hear_lines(self, count, seconds=30):
        """So many more lines, or fewer where nothing happens any more."""
        deadline = Deadline(seconds)
        for _ in range(count):
            self.said.hear(self.child.line(deadline))

    def drain_lines(self):
        """What it had said when it was killed."""
        output = self.child.process.stdout
        while True:
            ready, _, _ = select.select([output], [], [], 0)
            chunk = os.read(output.fileno(), 65536) if ready else b""
            if not chunk:
                break
            self.child.buffer += chunk
        *lines, self.child.buffer = self.child.buffer.split(b"\n")
        for line in lines:
            self.said.hear(line.decode())

    def kill_child(self):
        os.killpg(self.child.pid, signal.SIGKILL)
        self.child.process.wait(20)
        self.drain_lines()
        self.said.where[self.said.last] += 1
        self.end_child()

    def assert_nothing_in_clear(self):
        for folder in (self.store, self.office.data):
            for path in folder.rglob("*"):
                if not path.is_file():
                    continue
                content = path.read_bytes()
                for text in IN_CLEAR:
                    self.assertNotIn(text, content, f"{path} has it in clear")

    def kill_the_office(self):
        self.office.stop(signal.SIGKILL)
        self.said.where["office"] += 1
        self.office.start()

    def test_killed_at_any_moment_no_page_is_lost_doubled_or_in_clear(self):
        seed = int(os.environ.get("LOBBY_SEED", random.SystemRandom().randrange(1 << 32)))
        print(f"seed {seed}, {KILLS} kills", flush=True)
        chance = random.Random(seed)
        kills = 0
        self.start_child()
        while kills < KILLS:
            # A moment: so many events from now, and up to some milliseconds.
            self.hear_lines(chance.randrange(1, 24))
            pause = chance.random() * 0.012
            end = time.monotonic() + pause
            while time.monotonic() < end:
                pass
            if chance.random() < 0.2:
                self.kill_the_office()
                kills += 1
            self.kill_child()
            kills += 1
            if kills % 10 == 0:
                self.assert_nothing_in_clear()
            self.start_child()
        self.kill_child()
        self.start_child("drain")
        deadline = Deadline(120)
        while self.said.last != "drained":
            self.said.hear(self.child.line(deadline))
        self.assertEqual(0, self.child.process.wait(20))
        print(f"last words before the kills: {dict(self.said.where)}", flush=True)
        self.assert_all_is_at_the_office_once()
        self.assert_nothing_in_clear()

    def assert_all_is_at_the_office_once(self):
        self.assertEqual([], list((self.store / "scans").iterdir()), "the kiosk keeps what the office has")
        self.assertGreater(len(self.said.submitted), 5)
        pages = dict(line.split()[1:] for line in run([CHILD, "pages", self.office.data]).stdout.splitlines())
        self.assertNotIn("-", pages.values(), "a page at the office is not whole")
        for registration, its in self.said.submitted.items():
            for page in its:
                self.assertEqual(self.said.kept[page], pages[page], f"page {page} of {registration}")
        self.assertEqual(len(set(pages.values())), len(pages), "one picture stands under two ids")
        # A registration that nobody heard of any more was handed in whole, and no page came that none names.
        rows = self.office.rows("office.db", "SELECT lower(hex(id)), arrived_at IS NOT NULL FROM scans")
        self.assertCountEqual(pages, [page for page, _ in rows])
        self.assertTrue(all(arrived for _, arrived in rows))
        self.assertEqual(0, self.office.command("verify", check=False).returncode)
        self.assert_registrations(pages)

    def assert_registrations(self, pages):
        known = self.office.rows("office.db", "SELECT lower(hex(id)) FROM registrations")
        ids = [row[0] for row in known]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertLessEqual(set(self.said.submitted), set(ids))
        named = [row[0] for row in self.office.rows("office.db", "SELECT lower(hex(page_id)) FROM registration_pages")]
        self.assertCountEqual(pages, named)


if __name__ == "__main__":
    unittest.main(verbosity=2)
