"""The queue when things break: no number is lost, doubled or changed, and nobody is told what is not so."""
import pathlib
import select
import signal
import sys
import types
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "journeys"))
import people  # noqa: E402
from lobby_journey import Deadline, Display, Journey, Kiosk, Printer, codes_on  # noqa: E402

PAPER = people.words("zh_CN")


class TicketFaults(Journey):
    def setUp(self):
        super().setUp()
        self.printer = Printer(self.folder).start()
        self.addCleanup(lambda: self.printer.stop())
        self.start_system(people.write_export(self.folder / "export"))

    def kiosk_parts(self):
        return {"printer": self.printer}

    def take(self, kiosk=None, service="case_enquiry"):
        """A number in two touches; the visitor then goes to his chair."""
        kiosk = kiosk or self.kiosk
        kiosk.touch("home.ticket")
        kiosk.touch(f"services.item.{service}")
        return kiosk.sees("chair").said("chair.number").split()[-1]

    def to_the_chair(self, kiosk=None):
        kiosk = kiosk or self.kiosk
        kiosk.touch("chair.done")
        kiosk.sees("home")

    def paper_says(self, *any_of):
        texts = [PAPER[word] for word in any_of]
        return self.kiosk.inspect.until(f"the paper is said to be one of {texts}", lambda s: "chair.paper" in s and any(
            text in s.said("chair.paper") for text in texts))

    def taken_at_the_office(self):
        return [body["ticket"] for body in self.office.ledger("ticket_taken")]

    def until_the_office_knows(self, count):
        """A kiosk that was alone for a while dials again after up to a minute."""
        deadline = Deadline(120)
        while len(known := self.taken_at_the_office()) < count:
            deadline.left(f"{count} numbers at the office, which knows {len(known)}")
            select.select([], [], [], 0.05)

    def until_the_printer_is_there(self, times):
        """The kiosk has found it so often."""
        deadline = Deadline()
        while (self.kiosk.folder / "kiosk.log").read_text().count('"event":"printer_condition","reason":"ready"') < times:
            deadline.left("the printer to be found")
            select.select([], [], [], 0.05)

    def test_paper_that_ends_midway_is_told_and_the_number_stands(self):
        self.printer.say("paper", "8")
        number = self.take()
        self.paper_says("paper.paper_out")
        self.assertEqual([number], self.taken_at_the_office())
        self.printer.say("refill")
        self.until_the_printer_is_there(2)
        self.kiosk.touch("chair.print")
        self.paper_says("paper.confirmed")
        # What was printed whole can be read; the same number, the same code, once.
        whole = [sheet for sheet in self.printer.sheets() if codes_on(sheet)]
        self.assertEqual(1, len(whole))
        self.assertEqual([number], self.taken_at_the_office())
        self.assertEqual(["unconfirmed", "confirmed"],
                         [body["print"] for body in self.office.ledger_of("ticket_print", 2)])

    def test_a_printer_unplugged_midway_and_back(self):
        self.printer.say("slow", "20")
        number = self.take()
        self.printer.say("unplug")
        # Before its first byte went out it was refused, afterwards nobody knows: never said to be printed.
        self.paper_says("paper.unsure", "paper.refused")
        self.printer.say("replug")
        self.printer.say("slow", "0")
        self.until_the_printer_is_there(2)
        self.kiosk.touch("chair.print")
        self.paper_says("paper.confirmed")
        self.assertEqual([number], self.taken_at_the_office())

    def test_two_kiosks_without_the_office_killed_and_started_again(self):
        other_display = Display(self.folder, 1080, 1920)
        self.addCleanup(other_display.stop)
        second = Kiosk(self.folder, self.office, types.SimpleNamespace(device=""), other_display, self.size, name="test-2")
        second.start()
        self.addCleanup(lambda: second.stop())
        first_numbers, second_numbers = [self.take()], [self.take(second)]
        self.to_the_chair()
        self.to_the_chair(second)
        self.until_the_office_knows(2)

        self.office.stop(signal.SIGKILL)
        for turn in range(3):
            for kiosk, numbers in ((self.kiosk, first_numbers), (second, second_numbers)):
                for _ in range(2):
                    numbers.append(self.take(kiosk))
                    self.to_the_chair(kiosk)
            # The power goes in the instant after a number was shown.
            numbers = first_numbers if turn % 2 else second_numbers
            kiosk = self.kiosk if turn % 2 else second
            numbers.append(self.take(kiosk))
            kiosk.stop(signal.SIGKILL)
            kiosk.start()
        self.assertEqual(16 + 1, len(first_numbers) + len(second_numbers))
        self.assertEqual(len(set(first_numbers)), len(first_numbers))

        self.office.start()
        self.until_the_office_knows(17)
        # And once more in the middle of what follows.
        self.office.stop(signal.SIGKILL)
        self.office.start()
        first_numbers.append(self.take())
        self.until_the_office_knows(18)
        self.assertCountEqual(first_numbers + second_numbers, self.taken_at_the_office())
        self.assertEqual(0, self.office.command("verify", check=False).returncode)


if __name__ == "__main__":
    unittest.main(verbosity=2)
