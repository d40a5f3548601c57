"""Who may sign in, and how long he stays signed in."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from web import PASSWORD, ConsoleTest  # noqa: E402


class Session(ConsoleTest):
    def test_a_member_of_staff_signs_in_asks_who_he_is_and_signs_out(self):
        browser = self.browser()
        self.assertEqual((401, "signed_out"), (browser.get("/api/me").status, browser.get("/api/me").error))
        reply = browser.sign_in("window")
        self.assertEqual(200, reply.status)
        cookie = reply.headers["Set-Cookie"]
        for attribute in ("__Host-lobby=", "Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(attribute, cookie)
        me = browser.get("/api/me").json
        self.assertEqual(("window", "window", False), (me["name"], me["role"], me["must_change_password"]))
        self.assertEqual("示范县人民检察院", me["office"]["name_zh"])
        self.assertEqual(reply.json["csrf"], me["csrf"])
        old = browser.cookie
        self.assertEqual(204, browser.post("/api/sign-out").status)
        browser.cookie = old
        self.assertEqual(401, browser.get("/api/me").status, "the cookie outlived the session")
        kinds = self.kinds()
        self.assertIn("staff_signed_in", kinds)
        self.assertIn("staff_signed_out", kinds)

    def test_a_cookie_that_was_planted_is_not_the_sessions(self):
        attacker = self.browser("technician")
        victim = self.browser()
        victim.cookie = attacker.cookie
        self.assertEqual(200, victim.sign_in("window").status)
        self.assertNotEqual(attacker.cookie, victim.cookie)
        self.assertEqual(401, attacker.get("/api/me").status, "the planted session lived on")
        for planted in ("A" * 43, "", "x=y", "\u00e4"):
            victim = self.browser()
            victim.cookie = planted
            self.assertEqual(200, victim.sign_in("window").status)
            self.assertNotEqual(planted, victim.cookie)

    def test_wrong_password_unknown_name_and_disabled_account_are_one_answer(self):
        self.office.command("staff", "disable", "technician")
        replies = [self.browser().sign_in(*who) for who in
                   (("window", "wrong password"), ("nobody", "wrong password"), ("technician", PASSWORD),
                    ("correct horse", "x"), ("", ""))]
        self.assertEqual([(401, b'{"error":"wrong"}')] * 5, [(r.status, r.body) for r in replies])
        reasons = self.office.rows("office.db", "SELECT json_extract(body, '$.reason'), json_extract(body, '$.account') "
                                                "FROM ledger WHERE kind = 'staff_sign_in_refused' ORDER BY seq")
        self.assertEqual([("wrong_password", "window"), ("unknown_account", ""), ("disabled", "technician"),
                          ("unknown_account", ""), ("unknown_account", "")], reasons)

    def test_guessing_locks_the_name_known_or_not_and_a_reset_unlocks_it(self):
        for name in ("window", "nobody"):
            answers = [self.browser().sign_in(name, f"guess number {n}").status for n in range(6)]
            self.assertEqual([401] * 5 + [429], answers, name)
        locked = self.browser().sign_in("window")
        self.assertEqual((429, "locked"), (locked.status, locked.error))
        self.assertTrue(1 <= locked.json["retry_after_s"] <= 30)
        self.assertEqual(200, self.browser().sign_in("supervisor").status, "a colleague at the same machine")
        self.office.command("staff", "reset", "window", "--password-stdin", text="another password\n")
        self.assertEqual(200, self.browser().sign_in("window", "another password").status)
        names = self.office.rows("office.db", "SELECT subject FROM attempts")
        self.assertFalse([n for n, in names if b"nobody" in bytes(n)], "a typed name was written down")

    def test_an_address_that_guesses_is_locked_for_every_name(self):
        statuses = [self.browser().sign_in(f"guess{n}", "guess guess guess").status for n in range(32)]
        self.assertEqual([401] * 31, statuses[:31])
        self.assertEqual(429, statuses[31])
        self.assertEqual(429, self.browser().sign_in("supervisor").status)

    def test_a_one_time_password_opens_nothing_but_the_choice_of_another(self):
        once = self.office.command("staff", "add", "fresh", "--role", "supervisor").stdout.strip()
        browser = self.browser()
        reply = browser.sign_in("fresh", once)
        self.assertEqual((200, True), (reply.status, reply.json["must_change_password"]))
        refused = browser.get("/api/queue")
        self.assertEqual((403, "password_must_change"), (refused.status, refused.error))
        for new, word in (("short", "too_short"), (once, "same"), ("x" * 300, "too_long")):
            answer = browser.post("/api/password", {"old": once, "new": new})
            self.assertEqual((400, word), (answer.status, answer.error))
        wrong = browser.post("/api/password", {"old": "not the old one", "new": "a new password"})
        self.assertEqual((400, "wrong"), (wrong.status, wrong.error))
        before = browser.cookie
        self.assertEqual(204, browser.post("/api/password", {"old": once, "new": "a new password"}).status)
        self.assertNotEqual(before, browser.cookie, "the session was not rotated")
        browser.csrf = browser.get("/api/me").json["csrf"]
        self.assertEqual(200, browser.get("/api/queue").status)
        browser.cookie = before
        self.assertEqual(401, browser.get("/api/me").status)
        self.assertEqual(401, self.browser().sign_in("fresh", once).status)
        self.assertIn("account_password_changed", self.kinds())

    def test_sessions_end_when_the_account_is_disabled_or_reset(self):
        for command in (("disable",), ("reset",)):
            name = "window" if command == ("disable",) else "supervisor"
            browser = self.browser(name)
            events = browser.events("/api/queue/events")
            events.next()
            self.office.command("staff", *command, name)
            while browser.get("/api/me").status != 401:
                pass
            while events.next() is not None:  # the stream ends with its next event or ping
                self.office.command("staff", "list")
            events.close()

    def test_requests_that_no_page_of_ours_makes_change_nothing(self):
        browser = self.browser("window")
        body = {"window": "1"}
        cases = {
            "no token": ({"X_CSRF_Token": None}, 403, "csrf"),
            "a wrong token": ({"X_CSRF_Token": "A" * 43}, 403, "csrf"),
            "another's token": ({"X_CSRF_Token": self.browser("supervisor").csrf}, 403, "csrf"),
            "another origin": ({"Origin": "https://evil.example"}, 403, "other_origin"),
            "another port": ({"Origin": "https://localhost:1"}, 403, "other_origin"),
            "no scheme": ({"Origin": f"http://localhost:{browser.port}"}, 403, "other_origin"),
            "an opaque origin": ({"Origin": "null"}, 403, "other_origin"),
            "from another site": ({"Sec_Fetch_Site": "cross-site"}, 403, "other_origin"),
            "from the same site": ({"Sec_Fetch_Site": "same-site"}, 403, "other_origin"),
            "a form": ({"Content_Type": "application/x-www-form-urlencoded"}, 415, "not_json"),
            "plain text": ({"Content_Type": "text/plain"}, 415, "not_json"),
        }
        for name, (headers, status, word) in cases.items():
            with self.subTest(name):
                reply = browser.ask("POST", "/api/queue/open-window", body, **headers)
                self.assertEqual((status, word), (reply.status, reply.error))
        self.assertNotIn("window_opened", self.kinds())
        self.assertEqual(200, browser.queue("open-window", window="1").status)
        planted = self.browser()
        reply = planted.ask("POST", "/api/sign-in", {"name": "window", "password": PASSWORD}, Origin="https://evil.example")
        self.assertEqual(403, reply.status, "signing in from elsewhere")


if __name__ == "__main__":
    unittest.main()
