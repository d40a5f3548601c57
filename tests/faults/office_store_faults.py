"""The office's store when things break at the worst moment: what was confirmed stays, what is damaged is named."""
import os
import pathlib
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "journeys"))
from lobby_journey import OFFICE, Journey, Office, Program, Deadline  # noqa: E402


class OfficeStoreFaults(Journey):
    def setUp(self):
        super().setUp()
        self.office = Office(self.folder)
        self.office.start()
        self.office.stop()

    def codes_on_record(self):
        return self.office.rows("office.db", "SELECT count(*) FROM enrolment_codes")[0][0]

    def ledger(self):
        done = self.office.command("verify", check=False)
        return done.returncode, done.stdout

    def assert_sound(self):
        status, words = self.ledger()
        self.assertEqual(0, status, words)

    def test_a_command_killed_at_any_moment_leaves_a_sound_store_and_what_it_confirmed(self):
        arguments = [OFFICE, "--config", self.office.config, "enrol", "--kiosk"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*arguments, "whole"], capture_output=True, timeout=20, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        whole_life = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        confirmed = killed = 0
        for step in range(400):  # the file has free pages first
            command = subprocess.Popen([*arguments, f"k{step}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            # Ever later moments of its life, counted in the processor time that it has used.
            moment = whole_life * step / 36
            while command.poll() is None and cpu_seconds(command.pid) < moment:
                os.sched_yield()
            command.kill()
            confirmed += bool(re.match(rb"[0-9A-Z]{5}-", command.communicate(timeout=20)[0]))
            killed += command.returncode == -signal.SIGKILL
        self.assertGreater(killed, 0)
        self.assertGreaterEqual(self.codes_on_record(), confirmed + 1)
        self.assert_sound()

    def test_serve_killed_comes_back_sound(self):
        for _ in range(5):
            self.office.start()
            self.office.enrolment_code("k")
            self.assertEqual(-signal.SIGKILL, self.office.stop(signal.SIGKILL))
        self.assertEqual(5, self.codes_on_record())
        self.assert_sound()

    def test_serve_ends_in_order_on_request(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            self.office.start()
            self.assertEqual(0, self.office.stop(how))

    def test_a_full_disk_is_said_and_loses_nothing(self):
        self.office.enrolment_code("before")
        limit = os.path.getsize(self.office.data / "office.db")

        def no_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        statuses = []
        for step in range(400):  # the file has free pages first
            done = subprocess.run([OFFICE, "--config", self.office.config, "enrol", "--kiosk", f"k{step}"],
                                  capture_output=True, text=True, timeout=20, preexec_fn=no_room, check=False)
            statuses.append(done.returncode)
            if done.returncode != 0:
                self.assertEqual("", done.stdout, "a code was given that is not on record")
                self.assertRegex(done.stderr, "case-office: .+")
                break
        self.assertGreater(statuses[-1], 0, "the limit was never reached, or the program crashed")
        self.assertEqual(len(statuses), self.codes_on_record())
        self.assert_sound()
        self.office.enrolment_code("after")

    def test_an_altered_a_missing_and_a_cut_off_ledger_entry_are_each_named(self):
        before = self.office.rows("office.db", "SELECT count(*) FROM ledger")[0][0]  # the start's own
        for step in range(5):
            self.office.enrolment_code(f"k{step}")
        whole = (self.office.data / "office.db").read_bytes()
        altered, older, missing, last = (before + step for step in (3, 2, 4, 5))
        for change, entry in ((f"UPDATE ledger SET body = replace(body, 'k2', 'k9') WHERE seq = {altered}", altered),
                              (f"UPDATE ledger SET at = at + 1 WHERE seq = {older}", older),
                              (f"DELETE FROM ledger WHERE seq = {missing}", missing),
                              (f"DELETE FROM ledger WHERE seq = {last}", None)):
            with self.subTest(change):
                with sqlite3.connect(self.office.data / "office.db") as db:
                    self.assertEqual(1, db.execute(change).rowcount)
                db.close()
                status, words = self.ledger()
                self.assertEqual(1, status, words)
                self.assertRegex(words, f"ledger: entry {entry} " if entry else "ledger: entry")
                for leftover in ("office.db-wal", "office.db-shm"):
                    (self.office.data / leftover).unlink(missing_ok=True)
                (self.office.data / "office.db").write_bytes(whole)
                self.assert_sound()

    def test_a_damaged_database_ends_the_start_with_a_word(self):
        path = self.office.data / "office.db"
        path.write_bytes(b"\x5a" * 4096 + path.read_bytes()[4096:])
        program = Program("office", self.office.folder, [OFFICE, "--config", self.office.config, "serve"])
        self.assertRaises(AssertionError, program.line, Deadline())
        self.assertEqual(1, program.stop())
        self.assertRegex(program.said(), "case-office: .+")

    def test_a_key_that_others_may_read_ends_the_start(self):
        os.chmod(self.office.data / "keys" / "store.key", 0o644)
        done = self.office.command("serve", check=False)
        self.assertEqual(1, done.returncode)
        self.assertIn("store.key", done.stderr)


def cpu_seconds(pid):
    """Processor time that a process's first thread has used."""
    try:
        return int(pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, IndexError):
        return float("inf")


if __name__ == "__main__":
    unittest.main(verbosity=2)
