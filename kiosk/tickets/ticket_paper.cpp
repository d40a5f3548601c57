#include "kiosk/tickets/ticket_paper.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace lobby::kiosk::tickets {

using platform::PrintAlign;
using platform::PrintCut;
using platform::PrintDocument;
using platform::PrintFeed;
using platform::PrintQr;
using platform::PrintSize;
using platform::PrintText;

namespace {

constexpr int code_mm = 32;  // a phone reads it from half a metre

class Composer {
public:
    Composer(const ui::Locale& locale, const PaperFacts& facts) : locale_(locale), facts_(facts) {}

    PrintDocument compose() {
        centred(named(facts_.office.name_zh, facts_.office.name_en), PrintSize::tall, true);
        rule();
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
        if (!facts_.office.phone.empty())
            left(locale_.format("paper.phone", ui::Place{"phone", facts_.office.phone}));
        document_.items.emplace_back(PrintCut{});
        return std::move(document_);
    }

private:
    [[nodiscard]] const std::string& named(const std::string& zh, const std::string& en) const {
        const bool chinese = locale_.language().starts_with("zh");
        return (chinese && !zh.empty()) || en.empty() ? zh : en;
    }
    void centred(std::string text, PrintSize size = PrintSize::normal, bool bold = false) {
        if (!text.empty())
            document_.items.emplace_back(PrintText{std::move(text), size, bold, PrintAlign::centre});
    }
    void left(std::string text, PrintSize size = PrintSize::normal, bool bold = false) {
        if (!text.empty())
            document_.items.emplace_back(PrintText{std::move(text), size, bold, PrintAlign::left});
    }
    void feed(int lines = 1) { document_.items.emplace_back(PrintFeed{lines}); }
    void rule() { centred("- - - - - - - - - - - - - - - -"); }

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
        document_.items.emplace_back(PrintQr{facts_.ticket.live_page, code_mm});
        centred(locale_.text("paper.code"));
    }

    const ui::Locale& locale_;
    const PaperFacts& facts_;
    PrintDocument document_;
};

}  // namespace

PrintDocument ticket_paper(const ui::Locale& locale, const PaperFacts& facts) {
    return Composer(locale, facts).compose();
}

}  // namespace lobby::kiosk::tickets
