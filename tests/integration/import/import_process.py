"""The import as a process: killed at any moment, stopped, fed through the inbox of a serving office."""
import json
import os
import pathlib
import resource
import select
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "journeys"))
from lobby_journey import DEMO_DATA, OFFICE, Deadline, Journey, Office, run  # noqa: E402

CASES = 20_000
WHOLE = """SELECT (SELECT count(*) FROM cases), (SELECT count(*) FROM parties), (SELECT count(*) FROM stage_events),
           (SELECT count(*) FROM imported_entitlements), (SELECT count(*) FROM imports)"""
OLD, NEW = "盗窃案", "诈骗案"
LINE = {"acceptance_number": "53052120260012301", "kind": "prosecution_review", "cause": OLD, "department": "第一检察部",
        "accepted_on": "2026-10-12", "confidentiality": [], "in_custody": True, "procedure": "ordinary",
        "outcome": "pending", "parties": [], "events": [], "entitlements": []}


def line(number, cause):
    return json.dumps({**LINE, "acceptance_number": f"5305212026{number:05d}01", "cause": cause},
                      ensure_ascii=False) + "\n"


def used(pid):
    """Processor time that a process's first thread has used."""
    try:
        return int(pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, IndexError):
        return float("inf")


def wait_for(what, happened, seconds=100):
    deadline = Deadline(seconds)
    while not happened():
        deadline.left(what)
        select.select([], [], [], 0.01)


class ImportProcess(Journey):
    def setUp(self):
        super().setUp()
        self.office = Office(self.folder)

    def arguments(self, path):
        return [str(OFFICE), "--config", str(self.office.config), "import", str(path)]

    def test_killed_at_any_moment_leaves_the_old_state_and_the_next_import_completes(self):
        old = self.folder / "old.ndjson"
        new = self.folder / "new.ndjson"
        old.write_text("".join(line(i, OLD) for i in range(CASES)), encoding="utf-8")
        new.write_text("".join(line(i, NEW) for i in range(CASES)), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.office.command("import", old)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        life = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        killed = 0
        for step in range(12):
            process = subprocess.Popen(self.arguments(new), stderr=subprocess.DEVNULL)
            while process.poll() is None and used(process.pid) < life * step / 14:
                os.sched_yield()
            process.kill()
            killed += process.wait() == -signal.SIGKILL
            causes = self.office.rows("cases.db", "SELECT cause, count(*) FROM cases GROUP BY cause")
            self.assertIn(causes, ([(OLD, CASES)], [(NEW, CASES)]), "a file was imported in part")
            if causes[0][0] == NEW:
                self.office.command("import", old)
        self.assertGreater(killed, 6)
        done = self.office.command("import", new)
        self.assertIn(f"{CASES} accepted", done.stderr)
        self.assertEqual([(NEW, CASES)], self.office.rows("cases.db", "SELECT cause, count(*) FROM cases GROUP BY cause"))
        self.office.command("verify")

    def test_a_folder_is_taken_in_order_and_tells_what_it_did(self):
        export = self.folder / "export"
        run([DEMO_DATA, "--seed", "7", "--scale", "500", "--format", "csv", "--encoding", "gb18030", "--out", export])
        first = self.office.command("import", export)
        self.assertEqual(4, first.stderr.count(" accepted ("))
        self.assertEqual(4, first.stderr.count(" 0 rejected"))
        whole = self.office.rows("cases.db", WHOLE)[0]
        self.assertEqual(500, whole[0])
        second = self.office.command("import", export)
        self.assertEqual(4, second.stderr.count("(0 changed"), second.stderr)
        self.assertEqual(whole[:4], self.office.rows("cases.db", WHOLE)[0][:4])

    def test_shows_on_a_terminal_how_far_it_is_and_always_what_it_did(self):
        export = self.folder / "export.ndjson"
        export.write_text("".join(line(i, OLD) for i in range(CASES)), encoding="utf-8")
        screen, terminal = os.openpty()
        process = subprocess.Popen(self.arguments(export), stderr=terminal)
        os.close(terminal)
        said = b""
        try:
            while chunk := os.read(screen, 4096):
                said += chunk
        except OSError:
            pass  # the other end is closed
        os.close(screen)
        self.assertEqual(0, process.wait())
        self.assertRegex(said.decode(), r"\r +\d+ %  \d+ records")
        self.assertIn(f"export.ndjson: {CASES} accepted ({CASES} changed, 0 unchanged), 0 rejected", said.decode())
        self.assertNotIn("%", self.office.command("import", export).stderr)

    def test_what_fails_ends_with_a_word_and_status_1(self):
        broken = self.folder / "broken.csv"
        broken.write_text("张三,530521198001010112\n", encoding="utf-8")
        done = self.office.command("import", broken, check=False)
        self.assertEqual(1, done.returncode)
        self.assertRegex(done.stderr, "broken.csv: not imported: line 1: .*header")
        self.assertNotIn("张三", done.stderr + done.stdout)
        empty = self.folder / "empty"
        empty.mkdir()
        self.assertEqual(2, self.office.command("import", empty, check=False).returncode)


class Inbox(Journey):
    def setUp(self):
        super().setUp()
        self.office = Office(self.folder)
        self.inbox = self.office.folder / "inbox"
        plain = self.office.write_config

        def with_inbox():
            plain()
            with open(self.office.config, "a", encoding="utf-8") as file:
                file.write('[import]\ninbox = "inbox"\n')
        self.office.write_config = with_inbox
        with_inbox()

    def tearDown(self):
        self.office.stop()
        super().tearDown()

    def names(self, where):
        return sorted(path.name for path in (self.inbox / where).glob("*"))

    def cases(self):
        return self.office.rows("cases.db", "SELECT count(*) FROM cases")[0][0]

    def drop(self, name, text):
        """As who copies a file: it is written where it stands."""
        (self.inbox / name).write_text(text, encoding="utf-8")

    def test_takes_what_is_dropped_and_what_was_there_before(self):
        self.inbox.mkdir()
        self.drop("1.ndjson", line(1, OLD))
        self.office.start()
        wait_for("the first import", lambda: len(self.names("done")) == 1)
        self.assertEqual(1, self.cases())
        self.drop("2.ndjson", line(1, OLD) + line(2, OLD) + "{}\n")
        wait_for("the second import", lambda: len(self.names("done")) == 3)
        self.assertEqual(2, self.cases())
        self.assertRegex(" ".join(self.names("done")),
                         r"^\S+-1.ndjson \S+-2.ndjson \S+-2.ndjson.rejects.csv$")
        self.assertIn("3,acceptance_number,\"\",is missing",
                      next((self.inbox / "done").glob("*.rejects.csv")).read_text(encoding="utf-8-sig"))
        self.assertEqual([], self.names("taking"))

    def test_takes_a_file_when_it_is_whole(self):
        self.office.start()
        with open(self.inbox / "slow.ndjson", "w", encoding="utf-8") as file:
            file.write(line(1, OLD))
            file.flush()
            # Another file is taken meanwhile: the folder was looked through while the first was open.
            self.drop("quick.ndjson", line(2, OLD))
            wait_for("the quick file", lambda: len(self.names("done")) == 1)
            self.assertEqual(1, self.cases())
            file.write(line(3, OLD))
        wait_for("the slow file", lambda: len(self.names("done")) == 2)
        self.assertEqual(3, self.cases())

    def test_takes_files_of_one_export_in_their_order(self):
        self.office.start()
        export = self.folder / "export"
        run([DEMO_DATA, "--seed", "7", "--scale", "200", "--format", "csv", "--out", export])
        for path in sorted(export.glob("*.csv"), key=lambda path: path.stat().st_size):
            path.rename(self.inbox / path.name)
        wait_for("four files", lambda: len(self.names("done")) == 4)
        self.assertEqual(200, self.cases())
        self.assertGreater(self.office.rows("cases.db", WHOLE)[0][3], 100)

    def test_puts_aside_what_it_cannot_take(self):
        self.office.start()
        self.drop("cut.ndjson", "{\"kind\":")
        os.symlink("/etc/passwd", self.inbox / "link.csv")
        os.mkfifo(self.inbox / "pipe.csv")
        self.drop("notes.txt", "not an export")
        self.drop(".hidden.csv", "not an export")
        (self.inbox / "folder.csv").mkdir()
        long = "长" * 82 + ".ndjson"
        self.drop(long, "{")
        wait_for("four failures", lambda: len(self.names("failed")) == 8)
        reports = {path.name.split("-", 1)[1]: path.read_text(encoding="utf-8-sig")
                   for path in (self.inbox / "failed").glob("*.rejects.csv")}
        self.assertIn("1,file,\"\",\"the file ends in the middle", reports["cut.ndjson.rejects.csv"])
        self.assertIn("it is a link", reports["link.csv.rejects.csv"])
        self.assertIn("not a regular file", reports["pipe.csv.rejects.csv"])
        self.assertEqual(0, self.cases())
        self.assertEqual({"notes.txt", ".hidden.csv", "folder.csv", "taking", "done", "failed"},
                         set(os.listdir(self.inbox)))

    def test_stopped_in_the_middle_goes_on_at_the_next_start(self):
        self.office.start()
        large = self.folder / "large.ndjson"
        large.write_text("".join(line(i, OLD) for i in range(30_000)), encoding="utf-8")
        large.rename(self.inbox / "large.ndjson")
        wait_for("the file to be taken", lambda: self.names("taking"))
        self.assertEqual(0, self.office.stop())
        if not self.names("done"):
            self.assertEqual(0, self.cases())
            self.assertEqual(1, len(self.names("taking")))
        self.office.start()
        wait_for("the import", lambda: len(self.names("done")) == 1)
        self.assertEqual(30_000, self.cases())
        self.assertEqual([], self.names("taking"))

    def test_says_nothing_of_people_in_the_log(self):
        self.office.start()
        self.drop("a.ndjson", line(1, OLD).replace('"parties": []', '"parties": [{"name": "张三"}]'))
        wait_for("the import", lambda: len(self.names("done")) == 2)
        log = (self.office.data / "log" / "office.log").read_text(encoding="utf-8")
        self.assertIn('"event":"import_finished","kind":"cases_ndjson","count":0,"rejected":1', log)
        for personal in ("张三", "53052120260000101", "a.ndjson"):
            self.assertNotIn(personal, log)


if __name__ == "__main__":
    unittest.main(verbosity=2)
