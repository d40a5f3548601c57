"""A lawyer registers his three certificates by touch, a reviewer confirms them in a browser, the lawyer reads "confirmed",
books a time for the file, takes the slip along, and is told by text message; each step stands in the ledger, and the kiosk's
disk knows nothing of it."""
import json
import pathlib
import sys
import unittest

import lawyers
import people
from browser import Browser
from lobby_journey import Journey, Printer, codes_on

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support" / "receivers"))
from sms_receiver import SmsReceiver  # noqa: E402

PHONE = "13800138000"
CLIENT = people.NOT_ASKED
CASE = next(case for case in people.CASES if case["parties"][0]["name"] == CLIENT["name"])


def notices_settings(port):
    return (f'[notices]\ngateway = "sms"\nsms_url = "http://127.0.0.1:{port}/send"\nquiet_from = "08:00"\n'
            'quiet_until = "08:00"\nfirst_retry_seconds = 1\nsms_accepted_pointer = "/code"\nsms_accepted_value = "0"\n')


# Open at any hour of any day, so that the tests do not depend on when they run.
ROOMS = ('[file_review]\nslot_minutes = 60\nhours = ["00:00-24:00"]\n'
         'weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\n'
         '[[file_review.room]]\nid = "r1"\nname_zh = "1号阅卷室"\nname_en = "Room 1"\n')


class RegistrationJourney(Journey):
    """Office with a gateway for text messages, kiosk with reader, printer and document scanner, and a browser."""

    def setUp(self):
        super().setUp()
        self.phone = SmsReceiver()
        self.addCleanup(self.phone.close)
        self.printer = Printer(self.folder).start()
        self.addCleanup(lambda: self.printer.stop())
        self.scanner = lawyers.Scanner(self.folder)
        self.addCleanup(lambda: self.scanner.stop())
        self.start_system(people.write_export(self.folder / "export"))
        self.browser = Browser(self.folder)
        self.addCleanup(lambda: self.browser.stop())
        self.papers = lawyers.Papers(self.folder, CLIENT["name"], CASE["acceptance_number"])
        self.card = people.card(self.papers.name, "19850316", 21, self.papers.sex)
        self.lawyer = lawyers.LawyerAtTheKiosk(self.kiosk, self.scanner, self.papers, PHONE)

    def office_settings(self):
        return notices_settings(self.phone.port) + ROOMS

    def kiosk_parts(self):
        return {"printer": self.printer, "scanner": self.scanner}

    def reviewer(self, name="reviewer"):
        page = self.browser.page(name, self.office.pages + "/")
        user, password = self.office.account(name, "supervisor")
        page.fill(css="input[name=username]", value=user)
        page.fill(css="input[name=password]", value=password)
        page.click(css="button[type=submit]")
        page.click(css="a[href='#/registrations']")
        return page

    def come_with_card(self):
        """To what the office knows of this lawyer."""
        self.kiosk.touch("home.lawyer")
        self.kiosk.sees("lawyer_card")
        self.reader.place(self.card)
        return self.kiosk.sees("lawyer")

    def leave(self):
        self.reader.take()
        self.kiosk.inspect.until("the start screen", lambda s: s.name in ("home", "goodbye"))
        self.kiosk.sees("home")

    def secrets(self):
        return {"the lawyer's name": self.papers.name.encode(), "his number": self.card["number"].encode(),
                "his licence": self.papers.facts["licence_number"].encode(), "his phone": PHONE.encode(),
                "the client's name": CLIENT["name"].encode(), "a picture": lawyers.JPEG}

    def assert_kept_sealed(self):
        self.assertEqual(set(), lawyers.kept_in_clear(self.kiosk.folder, self.secrets()))

    def texts(self, count):
        """What arrived on the lawyer's phone so far."""
        arrived = [json.loads(one["body"]) for one in self.phone.wait_for(count, 60)]
        self.assertEqual({PHONE}, {one["phone"] for one in arrived})
        for one in arrived:
            for name in (self.papers.name, CLIENT["name"], CASE["acceptance_number"]):
                self.assertNotIn(name, one["text"])
        return [one["text"] for one in arrived]

    def register(self):
        self.come_with_card()
        self.kiosk.touch("lawyer.begin")
        self.lawyer.fill_in()
        self.assert_kept_sealed()
        self.kiosk.touch("lawyer_summary.hand_in")
        self.kiosk.sees("lawyer_handed_in")
        self.assert_kept_sealed()

    def ledger_kinds(self):
        return [kind for kind, in self.office.rows("office.db", "SELECT kind FROM ledger ORDER BY seq")]


class TheWholeWay(RegistrationJourney):
    def test_from_three_certificates_to_a_time_for_the_file(self):
        reviewer = self.reviewer()
        self.register()
        self.leave()

        # One look and one key for the reviewer; each page that he sees is accounted for.
        # It is told by itself, and again when all pages have arrived.
        reviewer.click(css="[data-testid=registration][data-state=submitted] [data-testid=take]")
        for _ in range(len(lawyers.LawyerAtTheKiosk.DOCUMENTS)):
            reviewer.wait(css="[data-testid=page]:not([aria-busy=true])")
            reviewer.press(key="PageDown")
        self.assertIn(self.papers.name, reviewer.text(css=".review-head h1"))
        reviewer.press(key="c")
        reviewer.wait(css="[data-testid=registration][data-state=confirmed]")
        self.assertIn("已确认", self.texts(1)[0])

        # The lawyer comes again: confirmed; and takes a time along.
        self.come_with_card()
        self.kiosk.touch("lawyer.registration.item.1")
        screen = self.kiosk.sees("lawyer_registration")
        self.assertIn(people.words("zh_CN")["lawyer_registration.confirmed"], screen.text())
        self.kiosk.touch("lawyer_registration.book")
        self.kiosk.sees("lawyer_slots")
        self.kiosk.touch("lawyer_slots.item.1")
        self.kiosk.touch("lawyer_slot_sure.yes")
        self.kiosk.sees("lawyer_booked")
        self.kiosk.touch("lawyer_booked.print")
        codes = codes_on(self.printer.sheet(1))
        booked = self.office.ledger("appointment_made")
        self.assertEqual(1, len(booked))
        self.assertEqual(1, len(codes), codes)
        self.assertIn(booked[0]["appointment"], codes[0])
        self.assertIn("已为您预约", self.texts(2)[1])
        self.leave()

        kinds = self.ledger_kinds()
        steps = ["registration_submitted", "registration_taken", "registration_confirmed", "appointment_made"]
        self.assertEqual(steps, [kind for kind in kinds if kind in steps])
        self.assertEqual(["registration_confirmed", "appointment_booked"],
                         [entry["kind"] for entry in self.office.ledger("notice_sent")])
        self.assertEqual(len(self.lawyer.DOCUMENTS), len(set(
            entry["page"] for entry in self.office.ledger("registration_page_viewed"))))
        self.assertEqual(0, self.office.command("verify", check=False).returncode)
        ledger = "\n".join(body for body, in self.office.rows("office.db", "SELECT body FROM ledger"))
        for secret in (self.papers.name, self.card["number"], PHONE, CLIENT["name"]):
            self.assertNotIn(secret, ledger)

        # The kiosk keeps nothing of it, in clear or sealed.
        self.assert_kept_sealed()
        self.assertEqual([], list((self.kiosk.folder / "store" / "scans").glob("*.sealed")))
        self.assert_logs_hold_none_of({"phone": PHONE, **people.secrets_of(self.card, CLIENT)})


if __name__ == "__main__":
    unittest.main(verbosity=2)
