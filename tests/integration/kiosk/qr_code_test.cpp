#include "base/qr/qr_code.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>

#include <gtest/gtest.h>
#include <unistd.h>

#include "kiosk/app/examples.hpp"
#include "kiosk/lookup/case_words.hpp"
#include "kiosk/ui/picture.hpp"

namespace lobby::kiosk::lookup {
namespace {

struct ClosePipe {
    void operator()(FILE* pipe) const { ::pclose(pipe); }
};

// What a phone would read from the code, drawn as the screen draws it: black on white, four modules of
// margin.
std::string read_back(const ui::CodeMatrix& code) {
    constexpr int scale = 6;
    const int side = (code.side + 8) * scale;
    const auto stride = static_cast<size_t>(side);
    const auto modules = static_cast<size_t>(code.side);
    std::vector<uint32_t> pixels(stride * stride, 0xFFFFFFFF);
    for (size_t y = 0; y < modules * scale; ++y)
        for (size_t x = 0; x < modules * scale; ++x)
            if (code.modules[y / scale * modules + x / scale])
                pixels[(y + 4 * scale) * stride + x + 4 * scale] = 0xFF000000;
    const auto file =
        std::filesystem::temp_directory_path() / ("lobby_qr_" + std::to_string(::getpid()) + ".png");
    EXPECT_TRUE(ui::write_png({pixels.data(), side, side, side}, file.string()));
    const std::unique_ptr<FILE, ClosePipe> pipe(::popen(("zbarimg -q --raw " + file.string()).c_str(),
                                                        "r"));  // NOLINT(cert-env33-c): a test's own file
    std::string text;
    std::array<char, 1024> part{};
    while (pipe && std::fgets(part.data(), part.size(), pipe.get())) text += part.data();
    std::filesystem::remove(file);
    if (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

api::DisclosedCase shown_case() {
    for (const auto& example : app::examples())
        if (std::string(example.name) == "case") {
            const auto state = example.state();
            return std::get<State>(state.place).cases[0];
        }
    throw std::logic_error("the gallery has no case");
}

TEST(TakeAwayCode, IsReadBackAsWhatItShouldSay) {
    for (const char* language : {"zh_CN", "en"}) {
        const ui::Locale locale(LOBBY_CATALOGUES, language);
        const auto text = take_away_text(locale, shown_case(), *parse_date("2026-11-24"));
        const auto code = qr_code(text);
        ASSERT_TRUE(code.has_value());
        EXPECT_EQ(text, read_back(*code));
    }
}

TEST(TakeAwayCode, NamesTheCaseAndItsStageButNobody) {
    const ui::Locale locale(LOBBY_CATALOGUES, "zh_CN");
    const auto c = shown_case();
    const auto text = take_away_text(locale, c, *parse_date("2026-11-24"));
    EXPECT_NE(std::string::npos, text.find(c.acceptance_number));
    EXPECT_NE(std::string::npos, text.find(stage_name(locale, *c.stage)));
    EXPECT_NE(std::string::npos, text.find(locale.date(*parse_date("2026-11-24"))));
    for (const auto& name : c.suspects) EXPECT_EQ(std::string::npos, text.find(name));
    EXPECT_EQ(std::string::npos, text.find(*c.cause));
}

TEST(TakeAwayCode, IsNotMadeOfNothingNorOfTooMuch) {
    EXPECT_FALSE(qr_code("").has_value());
    EXPECT_FALSE(qr_code(std::string(601, 'x')).has_value());
}

}  // namespace
}  // namespace lobby::kiosk::lookup
