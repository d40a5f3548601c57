"""A number is taken at the kiosk, followed on a phone, called from a window, seen and heard on the board, served and
rated; and each step stands in the ledger."""
import array
import contextlib
import json
import re
import unittest
import wave

import people
from browser import Browser
from lobby_journey import WINDOWS, Journey, Printer, codes_on

# What the printed paper asks of a visitor's eyes is looked at by hand; here its code is.
LIVE_PAGE = re.compile(r"https://localhost:(\d+)/t/([A-Za-z0-9_-]{16,64})")


def loudness(path):
    """Seconds and root mean square (of 32767) of a sound file: a silent one is found out."""
    with contextlib.closing(wave.open(str(path))) as sound:
        assert sound.getsampwidth() == 2 and sound.getnchannels() == 1, sound.getparams()
        samples = array.array("h", sound.readframes(sound.getnframes()))
        return len(samples) / sound.getframerate(), (sum(s * s for s in samples) / max(len(samples), 1)) ** 0.5


class HallJourney(Journey):
    """Office, kiosk with card reader and printer, and a browser with the clerk's page at window 1 and the board."""

    def setUp(self):
        super().setUp()
        self.printer = Printer(self.folder).start()
        self.addCleanup(lambda: self.printer.stop())
        self.start_system(people.write_export(self.folder / "export"))
        self.browser = Browser(self.folder)
        self.addCleanup(lambda: self.browser.stop())

    def kiosk_parts(self):
        return {"printer": self.printer}

    def clerk(self, window="1", name="clerk"):
        page = self.browser.page(name, self.office.pages + "/")
        user, password = self.office.account(name, "window")
        page.fill(css="input[name=username]", value=user)
        page.fill(css="input[name=password]", value=password)
        page.click(css="button[type=submit]")
        page.click(css=f"[data-testid=open-{window}]")
        page.wait(css="[data-testid=next]")
        return page

    def board(self):
        page = self.browser.page("board", self.office.pages + "/board", width=1920, height=1080)
        page.wait(css="[data-testid=now]")
        return page

    def phone(self, address):
        page = self.browser.page("phone", address, width=390, height=844)
        page.wait(css="[data-testid=number]")
        return page

    def take_ticket(self, service="case_enquiry"):
        """In two touches. Its number and the screen with it."""
        self.kiosk.touch("home.ticket")
        self.kiosk.touch(f"services.item.{service}")
        screen = self.kiosk.sees("chair")
        return screen.said("chair.number").split()[-1], screen

    def assert_no_faults(self, *pages):
        # "Who am I?" is answered 401 to whoever has not signed in yet, and browsers write that down.
        for page in pages:
            self.assertEqual([], [fault for fault in page.faults() if "401" not in fault], page.name)


class TheWholeWay(HallJourney):
    def test_from_the_kiosk_to_the_window_and_afterwards(self):
        board, clerk = self.board(), self.clerk()

        # Two touches: number, chair, wait; the paper says the same.
        number, _ = self.take_ticket()
        self.assertRegex(number, "^A[A-Z]001$")
        self.kiosk.inspect.until("the paper is confirmed", lambda s: "chair.paper" in s and s.said("chair.paper") ==
                                 people.words("zh_CN")["paper.confirmed"])
        codes = codes_on(self.printer.sheet(1))
        self.assertEqual(1, len(codes), codes)
        address = LIVE_PAGE.fullmatch(codes[0])
        self.assertTrue(address, codes)
        self.assertEqual(str(self.office.ports[2]), address.group(1))

        # The paper's code opens the visitor's page.
        phone = self.phone(codes[0])
        self.assertEqual(number, phone.text(css="[data-testid=number]"))

        # One "next" at the window: the board shows it, says it; phone and kiosk know.
        clerk.reads(css="[data-testid=next]", pattern="1")
        clerk.click(css="[data-testid=next]")
        clerk.reads(css="[data-testid=current-number]", pattern=f"^{number}$")
        board.reads(css="[data-testid=now]", pattern=number)
        self.assertIn(WINDOWS["1"][0], board.reads(css="[data-testid=now]", pattern="1"))
        heard = board.hears(pattern=r"/api/board/calls/\d+\.wav", path=str(self.folder / "call.wav"))
        self.assertIn("ended", [event for event, _ in heard["played"]])
        seconds, strength = loudness(self.folder / "call.wav")
        self.assertTrue(2 < seconds < 30, seconds)
        self.assertGreater(strength, 300)
        board.picture(path=str(self.folder / "board.png"))
        phone.reads(css="[data-testid=state]", pattern=WINDOWS["1"][0])
        self.kiosk.inspect.until("the kiosk says where to go", lambda s: "chair.called_lead" in s)

        # Served, and asked how it was.
        clerk.click(css="[data-testid=start]")
        phone.wait(css="[data-testid=rating]")
        clerk.click(css="[data-testid=finish]")
        phone.click(css=".score-5")
        phone.click(css=".reason:has(input[value=kind])")
        phone.click(css="[data-testid=rating] button[type=submit]")
        phone.wait(css=".thanks")

        # Each step, by the same ticket, in this order.
        taken = self.office.ledger_of("ticket_taken", 1)
        self.assertEqual(1, len(taken))
        steps = [kind for kind, in self.office.rows(
            "office.db", "SELECT kind FROM ledger WHERE kind LIKE 'ticket_%' ORDER BY seq")]
        self.assertEqual(["ticket_taken", "ticket_print", "ticket_called", "ticket_started", "ticket_finished", "ticket_rated"],
                         steps)
        rated = self.office.ledger_of("ticket_rated", 1)[0]
        self.assertEqual(5, rated["score"])
        self.assertEqual(1, len(self.office.ledger("staff_signed_in")))
        self.assertEqual(0, self.office.command("verify", check=False).returncode)
        self.assert_no_faults(board, clerk, phone)
        self.assertNotIn(address.group(2), json.dumps(self.office.ledger("ticket_taken")), "the token is the visitor's key")

    def test_two_windows_that_press_next_at_once_get_two_people(self):
        numbers = []
        for _ in range(2):
            number, _ = self.take_ticket()
            numbers.append(number)
            self.kiosk.touch("chair.done")
            self.kiosk.sees("home")
        one, four = self.clerk("1", "one"), self.clerk("4", "four")
        for page in (one, four):
            page.reads(css="[data-testid=next]", pattern="2")
        one.press(key="n")
        four.press(key="n")
        called = [page.text(css="[data-testid=current-number]") for page in (one, four)]
        self.assertCountEqual(numbers, called)


class AtTheKioskAfterwards(HallJourney):
    def test_a_number_is_rated_at_the_kiosk(self):
        clerk = self.clerk()
        number, _ = self.take_ticket()
        self.kiosk.touch("chair.done")
        self.kiosk.sees("home")
        clerk.reads(css="[data-testid=next]", pattern="1")
        clerk.click(css="[data-testid=next]")
        clerk.click(css="[data-testid=start]")
        clerk.click(css="[data-testid=finish]")
        self.kiosk.touch("home.rate")
        self.kiosk.sees("rate_which")
        for character in number:
            self.kiosk.touch(f"number.key.{character.lower()}")
        self.kiosk.touch("rate_which.confirm")
        self.kiosk.sees("rate")
        self.kiosk.touch("rate.face.4")
        self.kiosk.touch("rate.reason.clear")
        self.kiosk.touch("rate.send")
        self.kiosk.sees("rated")
        self.assertEqual([4], [entry["score"] for entry in self.office.ledger_of("ticket_rated", 1)])

    def test_a_visitor_calls_a_person_and_a_clerk_comes(self):
        clerk = self.clerk()
        self.kiosk.touch("home.call")
        self.kiosk.sees("person_told")
        clerk.wait(css="[data-testid=help-call]")
        clerk.click(css="[data-testid=help-call] button")
        clerk.wait(css="[data-testid=help-call]", state="detached")
        self.assertEqual(1, len(self.office.ledger_of("help_called", 1)))

    def test_by_card_a_number_is_found_printed_again_and_given_back(self):
        person = dict(people.ONE)
        self.kiosk.touch("home.ticket")
        self.kiosk.sees("services")
        self.reader.place(person)
        known = people.words("zh_CN")["services.card_known"]
        self.kiosk.inspect.until("the card is known", lambda s: "services.notice" in s and known in s.said("services.notice"))
        self.kiosk.touch("services.item.lawyers")
        number = self.kiosk.sees("chair").said("chair.number").split()[-1]
        self.printer.sheet(1)
        # The number stays to be read when the card is taken.
        self.reader.take()
        self.kiosk.touch("chair.done")
        self.kiosk.sees("home")
        self.kiosk.touch("home.my_ticket")
        self.kiosk.sees("my_ticket")
        self.reader.place(person)
        screen = self.kiosk.sees("chair")
        self.assertEqual(number, screen.said("chair.number").split()[-1])
        self.kiosk.touch("chair.print")
        again = codes_on(self.printer.sheet(2))
        self.assertEqual(codes_on(self.printer.sheet(1)), again)
        self.kiosk.touch("chair.give_back")
        self.kiosk.touch("give_back.yes")
        self.kiosk.inspect.until("it is given back", lambda s: s.name == "given_back")
        self.assertEqual(1, len(self.office.ledger_of("ticket_given_back", 1)))
        self.reader.take()
        self.kiosk.touch("nav.home")
        self.kiosk.sees("home")
        self.assertEqual(set(), self.kiosk.forgets({"number": person["number"], "name": person["name"]}))
        self.assert_logs_hold_none_of({"number": person["number"], "name": person["name"]})


if __name__ == "__main__":
    unittest.main(verbosity=2)
