"""The queue through the console: every deed and its refusals, two windows at once, the live stream."""
import concurrent.futures
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from web import ConsoleTest  # noqa: E402


class Queue(ConsoleTest):
    def settings(self):
        windows = "".join(f'[[queue.window]]\nid = "{i}"\nname_zh = "{i}号窗口"\nname_en = "Window {i}"\n'
                          f'chairs_zh = "A区"\nchairs_en = "chairs A"\ngroup = "enquiry"\n' for i in (1, 2, 3))
        return super().settings() + windows

    def ok(self, reply):
        self.assertEqual(200, reply.status, reply.body)
        return reply.json

    def ticket(self, snapshot, number):
        return next(t for t in snapshot["tickets"] if t["number"] == number)

    def test_a_ticket_goes_its_way_from_taking_to_rating(self):
        clerk = self.browser("window")
        phone = self.browser()
        self.ok(clerk.queue("open-window", window="1"))
        taken = self.ok(clerk.queue("take", service="case_enquiry", precedence="pregnant"))
        number, token = taken["number"], taken["token"]
        self.assertEqual("AZ001", number)
        page = phone.get(f"/api/t/{token}").json
        self.assertEqual(("waiting", 0, True, False), (page["state"], page["ahead"], page["may_give_back"], page["may_rate"]))
        self.assertNotIn("precedence", page)
        self.assertNotIn("pregnant", str(page))
        snapshot = clerk.get("/api/queue").json
        self.assertEqual("pregnant", self.ticket(snapshot, number)["precedence"])
        self.assertEqual(("1", True, "window"), tuple(snapshot["windows"][0][k] for k in ("id", "open", "opened_by")))
        called = self.ok(clerk.queue("next", window="1"))["ticket"]
        self.assertEqual((number, "called", "1"), (called["number"], called["state"], called["window"]))
        board = phone.get("/api/board").json
        self.assertEqual([(number, "1号窗口", False)], [(c["number"], c["window_zh"], c["again"]) for c in board["calls"]])
        self.assertNotIn("pregnant", str(board))
        self.ok(clerk.queue("recall", ticket=called["id"]))
        again = phone.get("/api/board").json["calls"][0]
        self.assertTrue(again["again"])
        self.assertGreater(again["seq"], board["calls"][0]["seq"])
        self.ok(clerk.queue("start", ticket=called["id"]))
        self.assertEqual(again["seq"], phone.get("/api/board").json["calls"][0]["seq"], "a start is no new call")
        self.assertEqual(409, phone.post(f"/api/t/{token}/give-back").status)
        self.ok(clerk.queue("hold", ticket=called["id"]))
        self.ok(clerk.queue("resume", ticket=called["id"], window="1"))
        self.ok(clerk.queue("finish", ticket=called["id"]))
        self.assertEqual([], phone.get("/api/board").json["calls"])
        self.assertTrue(phone.get(f"/api/t/{token}").json["may_rate"])
        self.assertEqual(204, phone.post(f"/api/t/{token}/rate", {"score": 5, "reasons": ["kind"]}).status)
        self.assertEqual((409, "already_rated"), (lambda r: (r.status, r.error))(
            phone.post(f"/api/t/{token}/rate", {"score": 1, "reasons": []})))
        steps = [k for k in self.kinds() if k.startswith("ticket_")]
        self.assertEqual(["ticket_taken", "ticket_called", "ticket_recalled", "ticket_started", "ticket_held",
                          "ticket_resumed", "ticket_finished", "ticket_rated"], steps)
        by = self.office.rows("office.db", "SELECT DISTINCT json_extract(body, '$.by') FROM ledger WHERE kind = 'ticket_called'")
        self.assertEqual([("window",)], by)

    def test_what_the_queue_refuses_is_said_in_its_word(self):
        clerk = self.browser("window")
        first = self.ok(clerk.queue("take", service="case_enquiry"))["ticket"]
        cases = [
            ("next", {"window": "1"}, 409, "window_closed"),
            ("next", {"window": "9"}, 409, "unknown_window"),
            ("take", {"service": "no_such"}, 409, "unknown_service"),
            ("start", {"ticket": first["id"]}, 409, "not_called"),
            ("finish", {"ticket": 4711}, 409, "unknown_ticket"),
            ("give-back", {"ticket": first["id"], "seen": first["version"] + 1}, 409, "changed_meanwhile"),
            ("next", {}, 400, "malformed"),
            ("start", {"ticket": "1"}, 400, "malformed"),
            ("start", {"ticket": -1}, 400, "malformed"),
            ("start", {"ticket": 1.5}, 400, "malformed"),
            ("take", {"service": "case_enquiry", "precedence": "rich"}, 400, "malformed"),
            ("transfer", {"ticket": first["id"], "window": "2", "note": "x\u0000y"}, 400, "malformed"),
            ("transfer", {"ticket": first["id"], "window": "2", "note": "x" * 201}, 400, "malformed"),
            ("next", {"window": "1", "surprise": 1}, 400, "malformed"),
            ("no-such-verb", {}, 404, "not_found"),
        ]
        for verb, body, status, word in cases:
            with self.subTest(verb=verb, body=body):
                reply = clerk.queue(verb, **body)
                self.assertEqual((status, word), (reply.status, reply.error))

    def test_two_windows_that_press_next_at_once_get_two_tickets(self):
        names = ["window", "supervisor"]
        browsers = [self.browser(n) for n in names]
        for window, browser in zip("12", browsers):
            self.ok(browser.queue("open-window", window=window))
        for _ in range(20):
            self.ok(browsers[0].queue("take", service="case_enquiry"))
        numbers = []
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for _ in range(10):
                pressed = [pool.submit(b.queue, "next", window=w, finish_current=True) for w, b in zip("12", browsers)]
                numbers += [self.ok(p.result())["ticket"]["number"] for p in pressed]
        self.assertEqual(20, len(set(numbers)))

    def test_each_role_may_do_its_part_and_no_more(self):
        window, supervisor, technician, administrator = (
            self.browser(r) for r in ("window", "supervisor", "technician", "administrator"))
        for outsider in (technician, administrator):
            reply = outsider.queue("next", window="1")
            self.assertEqual((403, "not_allowed"), (reply.status, reply.error))
            self.ok(window.queue("take", service="case_enquiry", precedence="pregnant"))
            snapshot = outsider.get("/api/queue").json
            self.assertEqual(([], "case_enquiry"), (snapshot["tickets"], snapshot["services"][0]["id"]))
            events = outsider.events("/api/queue/events")
            self.assertEqual([], events.next()[2]["tickets"])
            events.close()
        for verb in ("pause-service", "resume-service"):
            self.assertEqual(403, window.queue(verb, service="case_enquiry").status)
            self.ok(supervisor.queue(verb, service="case_enquiry"))
        self.ok(supervisor.queue("open-window", window="1"))
        self.assertEqual(403, window.queue("close-window", window="1").status, "another's window")
        self.ok(window.queue("open-window", window="2"))
        self.ok(supervisor.queue("close-window", window="2"))
        self.ok(window.queue("open-window", window="2"))
        self.ok(window.queue("close-window", window="2"))
        for path in ("/api/queue", "/api/me"):
            self.assertEqual(401, self.browser().get(path).status)
        self.assertEqual(401, self.browser().queue("next", window="1").status)

    def test_who_opened_a_window_is_known_after_a_restart(self):
        self.ok(self.browser("window").queue("open-window", window="1"))
        self.office.stop()
        self.office.start()
        snapshot = self.browser("supervisor").get("/api/queue").json
        self.assertEqual("window", snapshot["windows"][0]["opened_by"])

    def test_streams_tell_each_change_in_order_and_go_on_after_a_reconnection(self):
        clerk = self.browser("window")
        lobby = self.browser()
        queue = clerk.events("/api/queue/events")
        board = lobby.events("/api/board/events")
        self.ok(clerk.queue("open-window", window="1"))
        token = self.ok(clerk.queue("take", service="case_enquiry"))["token"]
        phone = lobby.events(f"/api/t/{token}/events")
        self.assertEqual("waiting", phone.until(lambda t: True)[2]["state"])
        self.ok(clerk.queue("next", window="1"))
        self.assertEqual("called", phone.until(lambda t: t["state"] != "waiting")[2]["state"])
        version, name, _ = queue.until(lambda s: s["windows"][0]["ticket"])
        self.assertEqual("queue", name)
        call = board.until(lambda b: b["calls"])[2]["calls"][0]
        queue.close()
        board.close()
        for _ in range(5):
            self.ok(clerk.queue("take", service="case_enquiry"))
        queue = clerk.events("/api/queue/events")
        newer, _, snapshot = queue.until(lambda s: s["services"][0]["waiting"] == 5)
        self.assertGreater(newer, version)
        self.assertEqual(newer, snapshot["version"])
        self.assertEqual(call["seq"], lobby.events("/api/board/events").next()[2]["calls"][0]["seq"])
        versions = []
        for _ in range(10):
            self.ok(clerk.queue("take", service="case_enquiry"))
            versions.append(queue.until(lambda s: True)[0])
        self.assertEqual(sorted(versions), versions)

    def test_an_unknown_token_tells_nothing_and_is_not_asked_for_ever(self):
        phone = self.browser()
        for token in ("A" * 22, "x", "%00", "A" * 65, "..%2f..", "AZ001"):
            reply = phone.get(f"/api/t/{token}")
            self.assertIn(reply.status, (404, 400), token)
            if reply.status == 404:
                self.assertEqual(b'{"error":"not_found"}', reply.body)
        self.assertEqual(404, phone.post(f"/api/t/{'A' * 22}/rate", {"score": 5, "reasons": []}).status)
        self.assertEqual(404, phone.post(f"/api/t/{'A' * 22}/give-back").status)
        statuses = [phone.get(f"/api/t/{'A' * 22}").status for _ in range(70)]
        self.assertEqual(429, statuses[-1])
        token = self.ok(self.browser("window").queue("take", service="case_enquiry"))["token"]
        self.assertEqual(200, phone.get(f"/api/t/{token}").status, "a good token still opens its page")

    def test_a_visitor_gives_his_ticket_back_from_his_phone(self):
        clerk = self.browser("window")
        token = self.ok(clerk.queue("take", service="case_enquiry"))["token"]
        phone = self.browser()
        elsewhere = phone.ask("POST", f"/api/t/{token}/give-back", {}, Origin="https://evil.example")
        self.assertEqual(403, elsewhere.status)
        self.assertEqual(204, phone.post(f"/api/t/{token}/give-back").status)
        self.assertEqual("given_back", phone.get(f"/api/t/{token}").json["state"])
        self.assertEqual(400, phone.post(f"/api/t/{token}/rate", {"score": 6}).status)
        self.assertEqual((409, "not_yet_called"), (lambda r: (r.status, r.error))(
            phone.post(f"/api/t/{token}/rate", {"score": 5, "reasons": []})))


if __name__ == "__main__":
    unittest.main()
