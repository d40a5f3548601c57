"""The program demo-data: its files, read by other parsers than the project's own."""
import csv
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

BUILD = pathlib.Path(os.environ.get("LOBBY_BUILD_DIR", pathlib.Path(__file__).resolve().parents[3] / "build"))
PROGRAM = BUILD / "office/demo-data"
OFFICE = BUILD / "office/case-office"
CSV_FILES = {"案件.csv", "当事人.csv", "办案进程.csv", "查询权限.csv"}
MARKS = {"国家秘密": "state_secret", "商业秘密": "commercial_secret", "个人隐私": "privacy", "未成年人犯罪": "minor_suspect",
         "侵害未成年人": "minor_victim", "同案犯在逃": "at_large", "其他": "other"}
PROCEDURES = {"普通程序": "ordinary", "认罪认罚速裁": "fast_track", "认罪认罚速裁（一年以上）": "fast_track_over_a_year"}


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False)


class DemoData(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = pathlib.Path(folder.name) / "made" / "export"

    def make(self, *arguments):
        done = run("--today", "2026-11-24", "--out", self.out, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def files(self):
        return {path.name for path in self.out.iterdir()}

    def rows(self, name, encoding):
        with open(self.out / name, encoding=encoding, newline="") as file:
            text = file.read()
        self.assertEqual(text.count("\r\n"), text.count("\n"), "RFC 4180: CRLF")
        return list(csv.DictReader(text.splitlines(keepends=True), strict=True))

    def ndjson(self):
        with open(self.out / "cases.ndjson", encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def test_the_default_is_the_published_load(self):
        self.assertIn("1065 cases: 623 for review and prosecution, 442 for arrest approval; 53 confidential", self.make())
        cases = self.ndjson()
        self.assertEqual(len(cases), 1065)
        self.assertEqual(sum(bool(case["confidentiality"]) for case in cases), 53)
        self.assertEqual(self.files(), {"cases.ndjson", "demo-identities.json"})

    def test_the_same_seed_and_day_give_the_same_bytes(self):
        def bytes_of(seed):
            self.make("--seed", seed)
            return {name: (self.out / name).read_bytes() for name in self.files()}
        first, again, other = bytes_of(1), bytes_of(1), bytes_of(2)
        self.assertEqual(first, again)
        self.assertNotEqual(first["cases.ndjson"], other["cases.ndjson"])

    def test_csv_says_the_same_as_ndjson(self):
        self.make("--scale", 2000, "--seed", 5)
        cases = self.ndjson()
        for encoding, codec in (("utf8", "utf-8"), ("gb18030", "gb18030")):
            self.make("--scale", 2000, "--seed", 5, "--format", "csv", "--encoding", encoding)
            self.assertEqual(self.files(), CSV_FILES | {"demo-identities.json"}, "the NDJSON of before is gone")
            self.compare(cases, codec)

    def compare(self, cases, codec):
        by_number = {case["acceptance_number"]: case for case in cases}
        rows = self.rows("案件.csv", codec)
        self.assertEqual([row["受理号"] for row in rows], list(by_number))
        for row in rows:
            case = by_number[row["受理号"]]
            self.assertEqual((row["案由"], row["承办部门"], row["受理日期"], row["办结日期"]),
                             (case["cause"], case["department"], case["accepted_on"], case.get("concluded_on", "")))
            self.assertEqual([MARKS[mark] for mark in row["涉密标识"].split("、") if mark], case["confidentiality"])
            self.assertEqual(row["是否羁押"], "是" if case["in_custody"] else "否")
            self.assertEqual(PROCEDURES[row["适用程序"]], case["procedure"])
        parties = [(case["acceptance_number"], str(party["ordinal"]), party["name"], party["number"])
                   for case in cases for party in case["parties"]]
        self.assertEqual([(row["受理号"], row["序号"], row["姓名"], row["证件号码"])
                          for row in self.rows("当事人.csv", codec)], parties)
        events = [(case["acceptance_number"], str(seq), event["on"])
                  for case in cases for seq, event in enumerate(case["events"], 1)]
        self.assertEqual([(row["受理号"], row["序号"], row["日期"]) for row in self.rows("办案进程.csv", codec)], events)
        entitlements = [(case["acceptance_number"], e["number"], e["name"], str(e["principal"]), e.get("valid_until", ""),
                         "是" if e.get("withdrawn") else "否") for case in cases for e in case["entitlements"]]
        self.assertEqual([(row["受理号"], row["证件号码"], row["姓名"], row["所为当事人序号"], row["有效期至"], row["是否撤销"])
                          for row in self.rows("查询权限.csv", codec)], entitlements)

    def test_the_identities_are_what_the_demo_office_reads(self):
        self.make()
        identities = json.loads((self.out / "demo-identities.json").read_text(encoding="utf-8"))["identities"]
        known = {case["acceptance_number"]: case for case in self.ndjson()}
        for identity in identities:
            self.assertRegex(identity["label"], "^[a-z0-9-]+$")
            self.assertTrue({"type", "name", "sex", "birth", "number", "valid_from", "valid_to"}
                            <= identity["card"].keys())
            for case in identity["cases"]:
                entitled = known[case["acceptance_number"]]["entitlements"]
                self.assertIn((identity["card"]["number"], identity["card"]["name"], case["role"], case["principal"]),
                              [(e["number"], e["name"], e["role"], e["principal"]) for e in entitled])

    def test_the_import_takes_every_row_and_sees_one_export_in_three_forms(self):
        config = self.out.parent / "office.toml"
        config.parent.mkdir()
        config.write_text('[office]\ndata_dir = "office"\n', encoding="utf-8")

        def imported():
            done = subprocess.run([OFFICE, "--config", config, "import", self.out], capture_output=True, text=True,
                                  timeout=120, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            counts = re.findall(r"(\d+) accepted \((\d+) changed, (\d+) unchanged\), (\d+) rejected", done.stdout + done.stderr)
            return [tuple(map(int, found)) for found in counts]
        self.make("--scale", 500)
        self.assertEqual(imported(), [(500, 500, 0, 0)])
        for encoding in ("utf8", "gb18030"):
            self.make("--scale", 500, "--format", "csv", "--encoding", encoding)
            counts = imported()
            self.assertEqual(len(counts), 4, "one for each file")
            for accepted, changed, unchanged, rejected in counts:
                self.assertEqual((changed, rejected), (0, 0), encoding)
                self.assertEqual(accepted, unchanged)
                self.assertGreaterEqual(accepted, 400)

    def test_mistakes_end_it_with_a_plain_message_and_no_export(self):
        for arguments, words in ((["--today", "2026-02-30"], "--today is a date"),
                                 (["--scale", "0"], "--scale"),
                                 (["--scale", "5", "--arrest", "1"], "excludes"),
                                 (["--confidential", "101"], "--confidential"),
                                 (["--format", "xml"], "--format"),
                                 (["--prosecution", "9000000"], "at most 3000000")):
            done = run("--out", self.out, *arguments)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(words, done.stderr + done.stdout)
            self.assertFalse(self.out.exists())

    def test_a_full_disk_leaves_no_export_that_looks_whole(self):
        self.out.mkdir(parents=True)
        (self.out / "cases.ndjson.part").symlink_to("/dev/full")
        done = run("--out", self.out)
        self.assertEqual(done.returncode, 1)
        self.assertIn("cannot write", done.stderr)
        self.assertNotIn("cases.ndjson", self.files())


if __name__ == "__main__":
    unittest.main()
