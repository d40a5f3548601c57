// What the kiosk's papers have in common: lines in the visitor's language, written into a document from top
// to bottom. A paper derives from it.
#pragma once

#include <string>
#include <utility>

#include "kiosk/ui/locale.hpp"
#include "office/api/messages.hpp"
#include "platform/printer/document.hpp"

namespace lobby::kiosk::tickets {

class PaperComposer {
protected:
    static constexpr int code_mm = 32;  // a phone reads it from half a metre

    PaperComposer(const ui::Locale& locale, const api::OfficeProfile& office)
        : locale_(locale), office_(office) {}
    ~PaperComposer() = default;
    PaperComposer(const PaperComposer&) = delete;
    PaperComposer& operator=(const PaperComposer&) = delete;

    [[nodiscard]] const std::string& named(const std::string& zh, const std::string& en) const {
        const bool chinese = locale_.language().starts_with("zh");
        return (chinese && !zh.empty()) || en.empty() ? zh : en;
    }
    // Nothing to say is no line.
    void centred(std::string text, platform::PrintSize size = platform::PrintSize::normal,
                 bool bold = false) {
        line(std::move(text), size, bold, platform::PrintAlign::centre);
    }
    void left(std::string text, platform::PrintSize size = platform::PrintSize::normal, bool bold = false) {
        line(std::move(text), size, bold, platform::PrintAlign::left);
    }
    void feed(int lines = 1) { document_.items.emplace_back(platform::PrintFeed{lines}); }
    void rule() { centred("- - - - - - - - - - - - - - - -"); }
    void code(const std::string& text) { document_.items.emplace_back(platform::PrintQr{text, code_mm}); }
    void head() {
        centred(named(office_.name_zh, office_.name_en), platform::PrintSize::tall, true);
        rule();
    }
    [[nodiscard]] platform::PrintDocument end() {
        if (!office_.phone.empty()) left(locale_.format("paper.phone", ui::Place{"phone", office_.phone}));
        document_.items.emplace_back(platform::PrintCut{});
        return std::move(document_);
    }

    const ui::Locale& locale_;

private:
    void line(std::string text, platform::PrintSize size, bool bold, platform::PrintAlign align) {
        if (!text.empty())
            document_.items.emplace_back(platform::PrintText{std::move(text), size, bold, align});
    }

    const api::OfficeProfile& office_;
    platform::PrintDocument document_;
};

}  // namespace lobby::kiosk::tickets
