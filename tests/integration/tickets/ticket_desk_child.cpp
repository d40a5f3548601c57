// ticket_desk_child STORE TTY: issues numbers one after the other and prints each on standard output when it
// is told, until it is killed; with a printer at TTY (or none: empty) it waits until each paper has ended.
#include <cstdio>
#include <string>

#include "tests/integration/tickets/desk_rig.hpp"

int main(int argc, char** argv) {
    using namespace lobby::kiosk::tickets;
    if (argc != 3) return 2;
    test::DeskRig::Wanted wanted{argv[1]};
    if (argv[2][0] != '\0') {
        lobby::platform::PrinterSettings printer;
        printer.address = lobby::platform::DeviceAddress{argv[2]};
        printer.rules.answer = std::chrono::seconds(20);
        printer.rules.finish = std::chrono::seconds(60);
        wanted.printer = std::move(printer);
    }
    test::DeskRig rig(std::move(wanted));
    if (rig.journal().empty()) rig.feed_known();
    for (;;) {
        const auto issued = rig.issue();
        std::printf("%u\n", static_cast<unsigned>(issued.ticket.number.count));
        std::fflush(stdout);
        if (issued.paper.state == PaperState::printing)
            rig.wait_for<PrintNews>([&](const PrintNews& news, size_t) {
                return news.entry == issued.ticket.entry && news.paper.state != PaperState::printing;
            });
    }
}
