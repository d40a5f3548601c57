#include "kiosk/tickets/ticket_paper.hpp"

#include <algorithm>
#include <string>

#include "kiosk/tickets/paper_composer.hpp"

namespace lobby::kiosk::tickets {

using platform::PrintDocument;
using platform::PrintSize;

namespace {

class Composer : PaperComposer {
public:
    Composer(const ui::Locale& locale, const PaperFacts& facts)
        : PaperComposer(locale, facts.office), facts_(facts) {}

    PrintDocument compose() {
        head();
        centred(named(facts_.ticket.service.zh, facts_.ticket.service.en), PrintSize::doubled, true);
        feed();
        centred(locale_.text("paper.your_number"));
        centred(api::text_of(facts_.ticket.number), PrintSize::quadrupled, true);
        if (facts_.again) centred(locale_.text("paper.again"), PrintSize::normal, true);
        centred(locale_.format("paper.taken_at",
                               ui::Place{"date", locale_.date(office_date(facts_.taken_at))},
                               ui::Place{"time", locale_.clock_time(facts_.taken_at)}));
        rule();
        wait();
        where();
        page();
        rule();
        left(locale_.text("paper.missed"));
        return end();
    }

private:
    [[nodiscard]] std::string wait_words(const WaitRange& wait) const {
        const auto low = std::to_string(wait.low_minutes);
        const auto high = std::to_string(std::max(1U, wait.high_minutes));
        if (wait.low_minutes == 0) return locale_.format("paper.wait_within", ui::Place{"minutes", high});
        if (wait.low_minutes == wait.high_minutes)
            return locale_.format("paper.wait_about", ui::Place{"minutes", high});
        return locale_.format("paper.wait", ui::Place{"low", low}, ui::Place{"high", high});
    }
    void wait() {
        const auto& ticket = facts_.ticket;
        const auto& position = ticket.position;
        if (ticket.appointment)
            left(locale_.format("paper.appointment",
                                ui::Place{"time", locale_.clock_time(*ticket.appointment)}),
                 PrintSize::tall, true);
        if (position.people_ahead) {
            const auto ahead = static_cast<int>(*position.people_ahead);
            left(ahead == 0 ? locale_.text("paper.nobody_ahead") : locale_.count("paper.people_ahead", ahead),
                 PrintSize::tall, true);
        }
        if (position.wait) left(wait_words(*position.wait), PrintSize::tall, true);
        if (!position.people_ahead && !position.wait) left(locale_.text("paper.wait_unknown"));
    }

    void where() {
        const auto& windows = named(facts_.ticket.windows.zh, facts_.ticket.windows.en);
        const auto& chairs = named(facts_.ticket.chairs.zh, facts_.ticket.chairs.en);
        if (!windows.empty()) left(locale_.format("paper.window", ui::Place{"window", windows}));
        left(chairs.empty() ? locale_.text("paper.sit_down")
                            : locale_.format("paper.sit_down_at", ui::Place{"chairs", chairs}),
             PrintSize::tall, true);
    }

    void page() {
        if (facts_.ticket.live_page.empty()) return;
        code(facts_.ticket.live_page);
        centred(locale_.text("paper.code"));
    }

    const PaperFacts& facts_;
};

}  // namespace

PrintDocument ticket_paper(const ui::Locale& locale, const PaperFacts& facts) {
    return Composer(locale, facts).compose();
}

}  // namespace lobby::kiosk::tickets
