"""What the console does beside the queue: accounts, entitlements, inquiries, figures, the board's voice."""
import contextlib
import csv
import io
import json
import pathlib
import sqlite3
import struct
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from web import DEMO_DATA, ConsoleTest, run  # noqa: E402


class Desk(ConsoleTest):
    def settings(self):
        window = ('[[queue.window]]\nid = "1"\nname_zh = "1号窗口"\nname_en = "Window 1"\ngroup = "enquiry"\n'
                  'chairs_zh = "A区"\nchairs_en = "chairs A"\n')
        return super().settings() + window

    def prepare(self):
        export = self.folder / "export"
        run([DEMO_DATA, "--seed", "1", "--prosecution", "20", "--arrest", "20", "--out", export])
        self.office.command("import", export)
        identities = json.loads((export / "demo-identities.json").read_text(encoding="utf-8"))["identities"]
        self.people = {i["label"]: i for i in identities}
        with contextlib.closing(sqlite3.connect(self.office.data / "office.db")) as db, db:
            db.execute("INSERT INTO help_calls (kiosk, entry, at, screen, ticket) VALUES ('hall-1', 7, ?, 'home', 'AA012')",
                       (int(time.time() * 1000),))

    def confirmation(self, label="one-case", **changes):
        person = self.people[label]
        case = person["cases"][0]
        return {"acceptance_number": case["acceptance_number"], "identity_number": person["card"]["number"],
                "name": person["card"]["name"], "role": case["role"], "principal": case["role"] == "party",
                "proofs": ["identity_card"], "valid_until": None, "new_code": False} | changes

    def last(self, kind):
        rows = self.office.rows("office.db", "SELECT body FROM ledger WHERE kind = ? ORDER BY seq DESC LIMIT 1", kind)
        return json.loads(rows[0][0]) if rows else None

    def test_an_administrator_looks_after_accounts_and_nobody_else_does(self):
        admin = self.browser("administrator")
        for other in ("window", "supervisor", "technician"):
            browser = self.browser(other)
            self.assertEqual(403, browser.get("/api/accounts").status)
            self.assertEqual(403, browser.post("/api/accounts", {"name": "mallory", "role": "administrator"}).status)
            self.assertEqual(403, browser.post("/api/accounts/window/reset").status)
        added = admin.post("/api/accounts", {"name": "li.na", "role": "window"})
        once = added.json["initial_password"]
        self.assertRegex(once, r"^([a-z0-9]{4}-){2}[a-z0-9]{4}$")
        self.assertEqual((409, "exists"), (lambda r: (r.status, r.error))(
            admin.post("/api/accounts", {"name": "li.na", "role": "window"})))
        for body, word in (({"name": "Li Na", "role": "window"}, "name"), ({"name": "x1", "role": "king"}, "role"),
                           ({"name": "x1"}, "malformed")):
            self.assertEqual((400, word), (lambda r: (r.status, r.error))(admin.post("/api/accounts", body)))
        listed = {a["name"]: a for a in admin.get("/api/accounts").json["accounts"]}
        self.assertEqual(("window", False, True), tuple(listed["li.na"][k] for k in ("role", "disabled", "must_change_password")))
        self.assertNotIn("argon2", str(listed))
        clerk = self.browser()
        self.assertEqual(200, clerk.sign_in("li.na", once).status)
        self.assertEqual(200, admin.post("/api/accounts/li.na/disable").status)
        self.assertEqual(401, clerk.get("/api/me").status, "a disabled account's session lived on")
        self.assertEqual(401, self.browser().sign_in("li.na", once).status)
        self.assertEqual(200, admin.post("/api/accounts/li.na/enable").status)
        fresh = admin.post("/api/accounts/li.na/reset").json["initial_password"]
        self.assertEqual(401, self.browser().sign_in("li.na", once).status)
        self.assertEqual(200, self.browser().sign_in("li.na", fresh).status)
        for verb in ("disable", "reset"):
            self.assertEqual((409, "yourself"), (lambda r: (r.status, r.error))(
                admin.post(f"/api/accounts/administrator/{verb}")))
        self.assertEqual(404, admin.post("/api/accounts/nobody/disable").status)
        self.assertEqual(404, admin.post("/api/accounts/window/promote").status)
        self.assertEqual({"account": "li.na", "by": "administrator"}, self.last("account_disabled"))

    def test_a_clerk_confirms_a_person_answers_him_and_withdraws_it(self):
        clerk = self.browser("window")
        self.assertEqual(200, clerk.queue("open-window", window="1").status)
        wanted = self.confirmation()
        person = {"identity_number": wanted["identity_number"], "name": wanted["name"]}
        granted = clerk.post("/api/entitlements", wanted)
        self.assertEqual(200, granted.status, granted.body)
        self.assertRegex(granted.json["code"], r"^\d{8}$")
        self.assertIsNone(clerk.post("/api/entitlements", wanted).json["code"], "he keeps the code he has")
        self.assertRegex(clerk.post("/api/entitlements", wanted | {"new_code": True}).json["code"], r"^\d{8}$")
        number = wanted["acceptance_number"]
        listed = clerk.get(f"/api/cases/{number}/entitlements").json
        self.assertEqual({"acceptance_number": number, "known": True}, listed["case"])
        mine = next(e for e in listed["entitlements"] if e["id"] == granted.json["id"])
        self.assertEqual(("window", ["identity_card"]), (mine["granted_by"], mine["proofs"]))
        self.assertNotIn(wanted["name"], str(listed))
        self.assertIn("*", mine["person"])
        told = clerk.post("/api/inquiries", person)
        self.assertEqual(200, told.status)
        self.assertIn(number, [c["acceptance_number"] for c in told.json["cases"]])
        self.assertIn("kind", told.json["cases"][0])
        entry = self.last("disclosure")
        self.assertEqual(("1", "window", "seen_by_staff"), (entry["window"], entry["by"], entry["evidence"]))
        everything = json.dumps(self.office.rows("office.db", "SELECT body FROM ledger"), ensure_ascii=False)
        self.assertNotIn(wanted["name"], everything)
        self.assertNotIn(wanted["identity_number"], everything)
        self.assertEqual({"cases": []}, clerk.post("/api/inquiries", person | {"name": "某某某"}).json)
        self.assertEqual("name_mismatch", self.last("refusal")["reason"])
        self.assertEqual(204, clerk.post(f"/api/entitlements/{granted.json['id']}/withdraw").status)
        self.assertEqual(404, clerk.post(f"/api/entitlements/{granted.json['id']}/withdraw").status)
        for text in ("0", "x", "99999999999999999999", "-1"):
            self.assertEqual(404, clerk.post(f"/api/entitlements/{text}/withdraw").status, text)

    def test_a_time_is_reserved_without_a_name_and_taken_back(self):
        clerk, number = self.browser("window"), self.people["one-case"]["card"]["number"]
        begin = (int(time.time()) // 86_400 + 1) * 86_400_000 + 2 * 3_600_000
        wanted = {"identity_number": number, "service": "case_enquiry", "from": begin, "until": begin + 1_800_000}
        for other in ("technician", "administrator"):
            self.assertEqual(403, self.browser(other).get("/api/appointments").status)
            self.assertEqual(403, self.browser(other).post("/api/appointments", wanted).status)
        made = clerk.post("/api/appointments", wanted)
        self.assertEqual(200, made.status, made.body)
        self.assertEqual(("booked", "window"), (made.json["state"], made.json["made_by"]))
        entry = self.last("appointment_made")
        self.assertEqual((made.json["id"], "window", begin), (entry["appointment"], entry["by"], entry["from"]))
        day = time.strftime("%Y-%m-%d", time.gmtime(begin / 1000 + 8 * 3_600))
        listed = clerk.get(f"/api/appointments?day={day}")
        self.assertEqual([made.json], listed.json["appointments"])
        self.assertNotIn(number.encode(), listed.body)
        self.assertEqual({"appointments"}, set(clerk.get("/api/appointments").json) - {"day"})
        for change, status, word in (({"identity_number": "123"}, 400, "identity_number"), ({"service": "none_such"}, 400, "service"),
                                     ({"from": 1}, 400, "past"), ({"until": begin}, 400, "backwards"),
                                     ({"until": begin + 9 * 3_600_000}, 400, "too_long"), ({"from": "soon"}, 400, "malformed"),
                                     ({"note": "x"}, 400, "malformed"), ({}, 409, "overlapping")):
            reply = clerk.post("/api/appointments", wanted | change)
            self.assertEqual((status, word), (reply.status, reply.error), change)
        self.assertEqual((400, "day"), (lambda r: (r.status, r.error))(clerk.get("/api/appointments?day=soon")))
        cancel = f"/api/appointments/{made.json['id']}/cancel"
        self.assertEqual(204, clerk.post(cancel).status)
        self.assertEqual((409, "over"), (lambda r: (r.status, r.error))(clerk.post(cancel)))
        self.assertEqual(404, clerk.post("/api/appointments/none-such/cancel").status)
        self.assertEqual({"appointment": made.json["id"], "by": "window"}, self.last("appointment_cancelled"))
        self.assertNotIn(number, json.dumps(self.office.rows("office.db", "SELECT body FROM ledger")))

    def test_a_field_that_cannot_be_so_is_named(self):
        clerk = self.browser("window")
        for change, word in (({"identity_number": "123"}, "identity_number"), ({"name": " "}, "name"),
                             ({"role": "friend"}, "role"), ({"proofs": []}, "proofs"), ({"proofs": ["a bribe"]}, "proofs"),
                             ({"valid_until": "2020-01-01"}, "valid_until"), ({"valid_until": "soon"}, "valid_until"),
                             ({"acceptance_number": "no such case"}, "acceptance_number"),
                             ({"surprise": 1}, "malformed"), ({"principal": "yes"}, "malformed")):
            reply = clerk.post("/api/entitlements", self.confirmation(**change))
            self.assertEqual((400, word), (reply.status, reply.error), change)
        reply = clerk.post("/api/entitlements", self.confirmation(name="某某某"))
        self.assertEqual((400, "name"), (reply.status, reply.error), "a party who is none of that case")
        self.assertIsNone(self.last("entitlement_granted"))
        for other in ("technician", "administrator"):
            browser = self.browser(other)
            self.assertEqual(403, browser.post("/api/entitlements", self.confirmation()).status)
            self.assertEqual(403, browser.post("/api/inquiries", {"identity_number": "1", "name": "x"}).status)
            self.assertEqual(403, browser.get("/api/cases/1/entitlements").status)
        words = clerk.get("/api/words").json
        self.assertIn("close_relative", words["roles"])
        self.assertIn("pregnant", words["precedences"])

    def test_a_confidential_case_is_told_at_the_window_no_more_than_at_the_kiosk(self):
        clerk = self.browser("window")
        secret = self.people["confidential"]
        reply = clerk.post("/api/inquiries", {"identity_number": secret["card"]["number"], "name": secret["card"]["name"]})
        nobody = self.people["no-case"]
        other = clerk.post("/api/inquiries", {"identity_number": nobody["card"]["number"], "name": nobody["card"]["name"]})
        self.assertEqual((200, b'{"cases":[]}'), (reply.status, reply.body))
        self.assertEqual(other.body, reply.body)

    def test_a_visitors_call_for_a_person_is_shown_until_somebody_goes(self):
        technician, clerk = self.browser("technician"), self.browser("window")
        events = clerk.events("/api/queue/events")
        call, = events.until(lambda s: s["help"])[2]["help"]
        self.assertEqual(("hall-1", "home", "AA012"), (call["kiosk"], call["screen"], call["ticket"]))
        self.assertEqual([call], technician.get("/api/queue").json["help"])
        self.assertEqual(403, self.browser("administrator").post(f"/api/help/{call['id']}/take").status)
        self.assertEqual(204, technician.post(f"/api/help/{call['id']}/take").status)
        events.until(lambda s: not s["help"])
        self.assertEqual(404, clerk.post(f"/api/help/{call['id']}/take").status, "it was taken already")
        for text in ("0", "x", "-1", "99999999999999999999"):
            self.assertEqual(404, clerk.post(f"/api/help/{text}/take").status, text)
        self.assertEqual({"help": call["id"], "by": "technician"}, self.last("help_taken"))
        events.close()

    def test_figures_and_their_rows_count_the_day(self):
        clerk = self.browser("supervisor")
        clerk.queue("open-window", window="1")
        for _ in range(3):
            clerk.queue("take", service="case_enquiry", precedence="pregnant")
        clerk.queue("next", window="1")
        clerk.queue("next", window="1", finish_current=True)
        figures = clerk.get("/api/figures").json
        day = figures["days"][0]
        self.assertEqual((3, 1, 0), (day["arrivals"], day["served"], day["gone"]))
        self.assertEqual(3, figures["prints"]["unknown"])
        reply = self.browser("administrator").get(f"/api/figures.csv?from={figures['from']}&to={figures['to']}")
        self.assertEqual(200, reply.status)
        self.assertIn("attachment", reply.headers["Content-Disposition"])
        self.assertTrue(reply.body.startswith(b"\xef\xbb\xbf"))
        rows = list(csv.DictReader(io.StringIO(reply.body.decode("utf-8-sig"))))
        self.assertEqual(["AZ001", "AZ002", "AZ003"], [r["number"] for r in rows])
        self.assertEqual(["finished", "open", "open"], [r["outcome"] for r in rows])
        self.assertNotIn("pregnant", reply.body.decode())
        for query in ("from=x", "from=2026-01-01&to=2026-12-31", "from=2026-11-02&to=2026-11-01", "day=2026-11-01"):
            self.assertEqual(400, clerk.get(f"/api/figures?{query}").status, query)
        for other in ("window", "technician"):
            self.assertEqual(403, self.browser(other).get("/api/figures").status)

    def test_a_call_is_chimed_and_spoken_while_it_lasts(self):
        clerk = self.browser("window")
        television = self.browser()
        clerk.queue("open-window", window="1")
        clerk.queue("take", service="case_enquiry")
        called = clerk.queue("next", window="1").json["ticket"]
        seq = television.get("/api/board").json["calls"][0]["seq"]
        reply = television.get(f"/api/board/calls/{seq}.wav")
        self.assertEqual((200, "audio/wav"), (reply.status, reply.headers["Content-Type"]))
        self.assertEqual((b"RIFF", b"WAVE"), (reply.body[:4], reply.body[8:12]))
        form, channels, rate = struct.unpack_from("<HHI", reply.body, 20)
        self.assertEqual((1, 1, 22050), (form, channels, rate))
        size, = struct.unpack_from("<I", reply.body, 40)
        self.assertEqual(len(reply.body) - 44, size)
        samples = struct.unpack(f"<{size // 2}h", reply.body[44:])
        seconds = len(samples) / 22050
        self.assertTrue(4 < seconds < 20, f"{seconds} s: chime, Chinese and English")
        self.assertLess(max(map(abs, samples)), 32767, "it clips")
        for name, start, end in (("chime", 0, 1.2), ("Chinese", 1.8, 3.5), ("English", seconds - 2, seconds)):
            part = samples[int(start * 22050):int(end * 22050)]
            loudness = (sum(s * s for s in part) / len(part)) ** 0.5
            self.assertGreater(loudness, 300, f"{name} is not heard")
        self.assertEqual(reply.body, television.get(f"/api/board/calls/{seq}.wav").body)
        for name in (f"{seq + 1}.wav", f"{seq}.mp3", "x.wav", f"{seq}", "-1.wav", "99999999999999999999.wav"):
            self.assertEqual(404, television.get(f"/api/board/calls/{name}").status, name)
        clerk.queue("finish", ticket=called["id"])
        self.assertEqual(404, television.get(f"/api/board/calls/{seq}.wav").status, "a call that is over")


DAY = 24 * 3600 * 1000


def add_notices(database):
    """Two that wait; sent and given up ones, within the seven days that are told and before; one withdrawn."""
    now = int(time.time() * 1000)
    rows = [(0, None), (0, None), (1, now - DAY), (1, now - 2 * DAY), (1, now - 6 * DAY), (1, now - 8 * DAY),
            (2, now - DAY), (2, now - 9 * DAY), (3, now - DAY)]
    with contextlib.closing(sqlite3.connect(database)) as db, db:
        for i, (state, ended) in enumerate(rows):
            db.execute("INSERT INTO notices (notice_id, kind, about, posted_at, due_at, useful_until, state, ended_at) "
                       "VALUES (?, 0, ?, ?, ?, ?, ?, ?)",
                       (bytes([i]) * 16, f"registration-{i}", now - 10 * DAY, now + DAY, now + 2 * DAY, state, ended))


class WithoutNotices(ConsoleTest):
    def test_an_office_that_sends_none_says_so(self):
        self.assertEqual({"on": False, "waiting": 0, "sent": 0, "given_up": 0},
                         self.browser("supervisor").get("/api/notices").json)


class Notices(ConsoleTest):
    def settings(self):
        return super().settings() + '[notices]\ngateway = "sms"\nsms_url = "http://127.0.0.1:9/send"\n'

    def prepare(self):
        add_notices(self.office.data / "office.db")

    def test_what_waits_and_what_became_of_the_last_seven_days_is_told(self):
        for role in ("supervisor", "administrator"):
            self.assertEqual({"on": True, "waiting": 2, "sent": 3, "given_up": 1},
                             self.browser(role).get("/api/notices").json, role)

    def test_it_is_told_to_whoever_looks_after_the_office_and_to_nobody_else(self):
        for role in ("window", "technician"):
            self.assertEqual(403, self.browser(role).get("/api/notices").status, role)
        self.assertEqual(401, self.browser().get("/api/notices").status)


if __name__ == "__main__":
    unittest.main()
