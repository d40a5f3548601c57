#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "office/speech/call_text.hpp"
#include "office/speech/chime.hpp"
#include "office/speech/wave.hpp"

namespace lobby::office::speech {
namespace {

TEST(CallText, SaysANumberCharacterByCharacter) {
    EXPECT_EQ(spelled("AA012", Language::zh), "A A 零 一 二");
    EXPECT_EQ(spelled("CZ9080", Language::en), "C Z nine zero eight zero");
    EXPECT_EQ(call_text("请{number}号，到{window}", "AA012", "3号窗口", Language::zh),
              "请A A 零 一 二号，到3号窗口");
    EXPECT_EQ(call_text("{window}: {number}", "A1", "{number}", Language::en), "{number}: A one")
        << "a window's name is no form";
}

TEST(Wave, IsReadAsItWasWritten) {
    const Samples samples{0, 1, -1, 32767, -32768};
    const auto file = to_wave(samples);
    EXPECT_EQ(file.size(), 44u + 10);
    EXPECT_EQ(from_wave(file), samples);
}

TEST(Wave, OfAPipeClaimsMoreThanItHas) {
    auto file = to_wave({1, 2, 3});
    file[40] = file[41] = file[42] = '\xff';
    file[43] = '\x7f';
    EXPECT_EQ(from_wave(file), (Samples{1, 2, 3}));
}

TEST(Wave, ThatIsAnythingElseIsNotRead) {
    const auto good = to_wave({1, 2, 3});
    EXPECT_FALSE(from_wave(""));
    for (size_t n = 0; n < 44; ++n) EXPECT_FALSE(from_wave(good.substr(0, n)) && n < 43) << n;
    for (const size_t at : {0, 8, 20, 22, 24, 34}) {  // names, form, channels, rate, bits
        auto other = good;
        other[at] = static_cast<char>(other[at] + 1);
        EXPECT_FALSE(from_wave(other)) << at;
    }
}

TEST(Chime, IsHeardAndNeverClips) {
    const auto samples = chime();
    const auto [low, high] = std::ranges::minmax_element(samples);
    EXPECT_GT(*high, 6000);
    EXPECT_LT(*high, 24000);
    EXPECT_GT(*low, -24000);
    EXPECT_NEAR(static_cast<double>(samples.size()) / sample_rate, 1.25, 0.01);
    EXPECT_LT(std::abs(samples.front()), 200) << "a click at the start";
    EXPECT_LT(std::abs(samples.back()), 200) << "a click at the end";
}

TEST(Trimming, LeavesWhatIsHeard) {
    EXPECT_EQ(trimmed({0, 5, 900, 0, -900, 3}), (Samples{900, 0, -900}));
    EXPECT_TRUE(trimmed({1, 2, -3}).empty());
    EXPECT_TRUE(trimmed({}).empty());
}

}  // namespace
}  // namespace lobby::office::speech
