"""A kiosk's journal on its way to the office when everything breaks: programs are killed on either side, the line is cut in
the middle of a message, goes silent, is slow or takes nobody, disks fill up, clocks jump, the kiosk's file is damaged.

A model beside it knows what visitors were told. After each round it is compared with the office's ledger, deed by deed:
what was told is there, once, in its order; what is there was at least begun; what a damaged disk has lost is told as lost.

LOBBY_SEED repeats a run (it is printed), LOBBY_FAULT_ROUNDS says how many rounds (55; nightly 500).
"""
import collections
import os
import pathlib
import random
import select
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "journeys"))
from fault_proxy import FaultProxy  # noqa: E402
from lobby_journey import BUILD, Deadline, Journey, Office, Program, run  # noqa: E402

ROUNDS = int(os.environ.get("LOBBY_FAULT_ROUNDS", "55"))
CHILD = BUILD / "tests" / "faults" / "sync_child"
ENROL = BUILD / "tests" / "faults" / "registration_child"


class Model:
    """What is known of the deeds, by their numbers."""

    def __init__(self):
        self.tried = []
        self.told = set()
        self.refused = collections.Counter()

    def hear(self, line):
        word, deed = line.split()
        if word == "try":
            self.tried.append(int(deed))
        elif word == "told":
            self.told.add(int(deed))
        else:
            self.refused[word] += 1


class SmallDisk:
    """A file system of a few megabytes in a folder; where none can be mounted, the folder alone."""

    def __init__(self, folder, megabytes):
        folder.mkdir(mode=0o700)
        self.folder, self.ballast = folder, folder / "ballast"
        self.mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", folder],
                                      capture_output=True, check=False).returncode == 0

    def fill(self):
        with open(self.ballast, "ab", buffering=0) as out:
            block = bytes(65536)
            while block:
                try:
                    out.write(block)
                except OSError:
                    block = block[:len(block) // 2]

    def clear(self):
        self.ballast.unlink(missing_ok=True)

    def unmount(self):
        if self.mounted:
            subprocess.run(["umount", "-l", self.folder], check=False)


class SyncFaults(Journey):
    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("LOBBY_SEED", random.SystemRandom().randrange(1 << 32)))
        print(f"seed {self.seed}", flush=True)
        self.chance = random.Random(self.seed)
        self.office_disk = SmallDisk(self.folder / "office-disk", 96)
        self.addCleanup(self.office_disk.unmount)
        self.kiosk_disk = SmallDisk(self.folder / "kiosk-disk", 48)
        self.addCleanup(self.kiosk_disk.unmount)
        self.office = Office(self.office_disk.folder).start()
        self.addCleanup(lambda: self.office.stop(signal.SIGKILL))
        self.store = self.kiosk_disk.folder / "store"
        self.identity = self.folder / "kiosk-identity"
        run([ENROL, "enrol", self.identity, "localhost", self.office.ports[1]],
            text=self.office.enrolment_code("broken") + "\n")
        self.proxy = FaultProxy(self.office.ports[0], self.seed)
        self.addCleanup(self.proxy.close)
        self.model = Model()
        self.faults = collections.Counter()
        self.damaged = False
        self.child = None
        self.addCleanup(self.kill_kiosk)

    # ---- the two sides
    def start_kiosk(self):
        first = self.model.tried[-1] + 1 if self.model.tried else 1
        self.child = Program("kiosk", self.folder, [CHILD, self.store, self.identity, self.proxy.port, first])

    def hear(self, seconds):
        """What the kiosk says in so long; visitors come all the time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.child.process.stdout], [], [], left)
            if ready and not self.take_lines():
                raise AssertionError(f"the kiosk ended by itself with {self.child.process.wait()}: {self.child.said()}")

    def take_lines(self):
        chunk = os.read(self.child.process.stdout.fileno(), 65536)
        self.child.buffer += chunk
        *lines, self.child.buffer = self.child.buffer.split(b"\n")
        for line in lines:
            self.model.hear(line.decode())
        return chunk

    def hear_all(self):
        while select.select([self.child.process.stdout], [], [], 0)[0]:
            if not self.take_lines():
                return

    def kill_kiosk(self):
        child, self.child = self.child, None
        if not child:
            return
        os.killpg(child.pid, signal.SIGKILL)
        child.process.wait(20)
        self.child = child
        while self.take_lines():
            pass
        self.child = None
        child.process.stdout.close()
        child.errors.close()

    def kill_office(self):
        self.office.stop(signal.SIGKILL)
        self.hear(self.chance.random() * 0.2)
        self.office.start()

    # ---- faults
    def power_cut_at_the_kiosk(self):
        self.kill_kiosk()
        self.start_kiosk()

    def power_cut_on_both_sides(self):
        self.kill_kiosk()
        self.office.stop(signal.SIGKILL)
        self.office.start()
        self.start_kiosk()

    def line_cut(self):
        self.proxy.cut()

    def line_cut_in_a_message(self):
        self.proxy.cut_after(self.chance.randrange(1, 3000))

    def line_silent(self):
        self.proxy.go_silent()
        self.hear(self.chance.random() * 1.2)
        self.proxy.heal()

    def line_slow(self):
        self.proxy.slow_down(self.chance.random() * 0.3)

    def line_takes_nobody(self):
        self.proxy.refuse()
        self.hear(self.chance.random() * 0.4)
        self.proxy.heal()

    def kiosk_disk_full(self):
        self.kiosk_disk.fill()
        self.hear(self.chance.random() * 0.4)
        if self.chance.random() < 0.5:
            self.power_cut_at_the_kiosk()
            self.hear(0.1)
        self.kiosk_disk.clear()

    def office_disk_full(self):
        self.office_disk.fill()
        self.hear(self.chance.random() * 0.4)
        self.office_disk.clear()

    def clock_jumps(self):
        os.kill(self.child.pid, self.chance.choice([signal.SIGUSR1, signal.SIGUSR2]))

    def kiosk_file_damaged(self):
        self.kill_kiosk()
        path = self.chance.choice([p for p in (self.store / "kiosk.db", self.store / "kiosk.db-wal") if p.exists()])
        content = bytearray(path.read_bytes())
        if content and self.chance.random() < 0.5:
            for _ in range(3):
                content[self.chance.randrange(len(content))] ^= 1 << self.chance.randrange(8)
        elif content:  # a page that was torn
            page = self.chance.randrange(len(content) // 4096 + 1) * 4096
            content[page + 1024:page + 4096] = bytes(len(content[page + 1024:page + 4096]))
        path.write_bytes(content)
        self.damaged = True
        self.start_kiosk()

    # ---- the comparison
    def at_the_office(self):
        rows = self.office.rows("office.db", "SELECT kind, json_extract(body, '$.record') FROM ledger WHERE kind IN "
                                             "('offline_lookup', 'journal_entry_lost') ORDER BY seq")
        return [int(record, 16) for kind, record in rows if kind == "offline_lookup"], sum(
            1 for kind, _ in rows if kind == "journal_entry_lost")

    def compare(self, context):
        """Everything that visitors were told so far has to come; a damaged disk may lose, and says what."""
        told = set(self.model.told)
        deadline = Deadline(60)
        while True:
            came, lost = self.at_the_office()
            missing = told - set(came)
            if not missing or self.damaged and len(missing) <= lost:
                break
            self.hear(0.05)
            deadline.left(f"{context}: {len(missing)} deeds at the office, the first of them {min(missing)}, {lost} told as lost")
        self.hear_all()  # the office may have been told more than we have heard
        self.assertFalse([deed for deed, times in collections.Counter(came).items() if times > 1], f"{context}: came twice")
        self.assertFalse(set(came) - set(self.model.tried), f"{context}: came, and nobody did that")
        self.assertFalse([b for a, b in zip(came, came[1:]) if b < a], f"{context}: came after a later deed")

    def rounds(self, count, faults):
        self.start_kiosk()
        self.hear(0.2)
        for number in range(count):
            fault = self.chance.choice(faults)
            context = f"seed {self.seed}, round {number}, {fault.__name__}"
            self.faults[fault.__name__] += 1
            self.hear(self.chance.random() * 0.25)
            fault()
            self.hear(self.chance.random() * 0.15)
            self.proxy.heal()
            self.compare(context)
        self.kill_kiosk()
        self.assertEqual(0, self.office.command("verify", check=False).returncode)
        print(f"{len(self.model.told)} deeds told, {dict(self.model.refused)} refused, {dict(self.faults)}", flush=True)

    def test_nothing_is_lost_or_doubled_whatever_breaks(self):
        faults = [self.power_cut_at_the_kiosk, self.kill_office, self.power_cut_on_both_sides, self.line_cut,
                  self.line_cut_in_a_message, self.line_silent, self.line_slow, self.line_takes_nobody, self.clock_jumps]
        if self.kiosk_disk.mounted:
            faults += [self.kiosk_disk_full, self.office_disk_full]
        self.rounds(ROUNDS, faults)

    def test_what_a_damaged_disk_loses_is_told_as_lost(self):
        self.rounds(ROUNDS // 2, [self.kiosk_file_damaged, self.kiosk_file_damaged, self.power_cut_at_the_kiosk, self.line_cut])


if __name__ == "__main__":
    unittest.main(verbosity=2)
