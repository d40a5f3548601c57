"""The hall in which lawyers' journeys take place: office with a gateway for text messages and rooms for reading files, kiosk
with reader, printer and document scanner, a browser for staff; one lawyer with his papers, and what he does there."""
import functools
import json
import os
import pathlib
import sys

import lawyers
import people
from browser import Browser
from lobby_journey import Journey, Printer

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
    """`facts` are what stands on the lawyer's papers otherwise than made up."""

    facts = {}
    language = "zh_CN"
    session = {"goodbye_ms": 500}

    def setUp(self):
        super().setUp()
        self.phone = SmsReceiver()
        self.addCleanup(self.phone.close)
        self.printer = Printer(self.folder).start()
        self.addCleanup(lambda: self.printer.stop())
        self.scanner = lawyers.Scanner(self.folder)
        self.addCleanup(lambda: self.scanner.stop())
        self.start_system(people.write_export(self.folder / "export"))
        self.papers = lawyers.Papers(self.folder, CLIENT["name"], CASE["acceptance_number"], facts=self.facts)
        self.card = people.card(self.papers.name, "19850316", 21, self.papers.sex)
        self.lawyer = self.at_the_kiosk()

    @functools.cached_property
    def browser(self):
        browser = Browser(self.folder)
        self.addCleanup(lambda: browser.stop())
        return browser

    def at_the_kiosk(self):
        return lawyers.LawyerAtTheKiosk(self.kiosk, self.scanner, self.papers, PHONE, self.language)

    def words(self, key):
        return people.words(self.language)[key]

    def office_settings(self):
        return notices_settings(self.phone.port) + ROOMS

    def kiosk_parts(self):
        return {"printer": self.printer, "scanner": self.scanner}

    def staff(self, name, role):
        """His page after he signed in."""
        page = self.browser.page(name, self.office.pages + "/")
        user, password = self.office.account(name, role)
        page.fill(css="input[name=username]", value=user)
        page.fill(css="input[name=password]", value=password)
        page.click(css="button[type=submit]")
        return page

    def reviewer(self, name="reviewer"):
        page = self.staff(name, "supervisor")
        page.click(css="a[href='#/registrations']")
        return page

    def look_at_all_pages(self, page, count):
        """Of what he took: each is shown, so that a key decides without asking first."""
        for _ in range(count):
            page.wait(css="[data-testid=page]:not([aria-busy=true])")
            page.press(key="PageDown")

    def see(self, page, name):
        """As picture(), of a browser's page."""
        if "LOBBY_PICTURES" in os.environ:
            page.picture(path=str(pathlib.Path(os.environ["LOBBY_PICTURES"]) / f"{name}.png"))

    def come_with_card(self, card=None):
        """To what the office knows of this lawyer, or of whose card it is."""
        self.kiosk.touch("home.lawyer")
        self.kiosk.sees("lawyer_card")
        self.reader.place(card or self.card)
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
