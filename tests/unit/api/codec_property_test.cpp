// The wire form by random values: whatever the contract allows arrives as it was sent, whatever an office has
// is brought within the limits first, and no change of bytes gets a wrong value through.
#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "office/api/codec.hpp"

namespace lobby::api {
namespace {

class Random {
public:
    explicit Random(uint32_t seed) : engine_(seed) {}
    size_t below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(engine_); }
    bool coin() { return below(2) == 0; }
    Date day() { return Date(std::chrono::days(static_cast<int>(below(127'836)) - 43'830)); }
    template <class E>
    E term() {
        const auto [list, n] = terms<E>();
        return list[below(n)].value;
    }
    std::string text(size_t most_characters) {
        static constexpr std::string_view characters[] = {"a",      "Z",      "9",         " ",
                                                          "\u00E9", "\u6BB5", "\U0002CB4E"};
        std::string out;
        for (size_t n = below(most_characters + 1); n > 0; --n)
            out += characters[below(std::size(characters))];
        return out;
    }

private:
    std::mt19937 engine_;
};

DisclosedCase any_case(Random& random, size_t names, size_t steps, size_t characters) {
    DisclosedCase c;
    c.acceptance_number = "n" + random.text(characters);
    c.kind = random.term<CaseKind>();
    c.asked_as = random.term<Role>();
    if (random.coin()) c.cause = random.text(characters);
    for (size_t n = random.below(names + 1); n > 0; --n) c.suspects.push_back(random.text(characters));
    if (random.coin()) c.accepted_on = random.day();
    if (random.coin()) c.department = random.text(characters);
    if (random.coin()) c.stage = random.term<Stage>();
    for (size_t n = random.below(steps + 1); n > 0; --n)
        c.history.push_back({random.term<Stage>(), random.day()});
    if (random.coin()) {
        c.limit = TimeLimit{random.term<LimitState>(), std::nullopt,
                            static_cast<int>(random.below(199'999)) - 99'999};
        if (random.coin()) c.limit->due = random.day();
    }
    if (random.coin()) c.measure = random.term<Measure>();
    if (random.coin()) c.outcome = random.term<Outcome>();
    if (random.coin()) c.concluded_on = random.day();
    return c;
}

const CasesDisclosed& disclosed_in(const Result<OfficeMessage, DecodeError>& message) {
    return std::get<CasesDisclosed>(std::get<LookupReply>(message.value().body));
}

TEST(CodecProperty, EveryCaseWithinTheLimitsArrivesAsItWasSent) {
    Random random(1);
    for (int i = 0; i < 2000; ++i) {
        CasesDisclosed sent{{}, WallTime(std::chrono::milliseconds(random.below(7'258'118'400'000)))};
        for (size_t n = 1 + random.below(5); n > 0; --n) sent.cases.push_back(any_case(random, 5, 12, 20));
        const auto got = decode_office_message(encode(OfficeMessage{i * 7u, LookupReply{sent}}));
        ASSERT_TRUE(got) << word_of(got.error());
        ASSERT_EQ(got->id, i * 7u);
        ASSERT_EQ(disclosed_in(got).cases, sent.cases);
        ASSERT_EQ(disclosed_in(got).as_of, sent.as_of);
    }
}

TEST(CodecProperty, WhateverAnOfficeHasCanBeReadByTheKioskOnceItIsWithinTheLimits) {
    Random random(2);
    for (int i = 0; i < 60; ++i) {
        CasesDisclosed has;
        for (size_t n = 1 + random.below(260); n > 0; --n)
            has.cases.push_back(
                any_case(random, random.coin() ? 3 : 90, random.coin() ? 5 : 200, random.coin() ? 9 : 300));
        const auto first = has.cases.front().kind;
        keep_within_limits(has);
        const auto got = decode_office_message(encode(OfficeMessage{~0ull, LookupReply{has}}));
        ASSERT_TRUE(got) << word_of(got.error());
        ASSERT_EQ(disclosed_in(got).cases, has.cases);
        ASSERT_EQ(has.cases.front().kind, first) << "the newest case stays";
    }
}

TEST(CodecProperty, WithinTheLimitsNothingIsLeftOut) {
    Random random(3);
    CasesDisclosed has;
    for (int i = 0; i < 200; ++i) has.cases.push_back(any_case(random, 3, 9, 20));
    const auto before = has.cases;
    keep_within_limits(has);
    EXPECT_EQ(has.cases, before);
}

TEST(CodecProperty, TheOldestStepsAndTheEndsOfLongTextsAreWhatIsLeftOut) {
    DisclosedCase c;
    c.acceptance_number = "n";
    for (int i = 0; i < 130; ++i) c.history.push_back({Stage::under_review, Date(std::chrono::days(i))});
    for (int i = 0; i < 171; ++i) c.cause = c.cause.value_or("") + "\u6BB5";  // 513 bytes
    CasesDisclosed has{{c}, {}};
    keep_within_limits(has);
    EXPECT_EQ(has.cases[0].history.size(), max_history);
    EXPECT_EQ(has.cases[0].history.front().on, Date(std::chrono::days(2)));
    EXPECT_EQ(has.cases[0].cause->size(), 510u) << "between two characters";
}

// Whatever comes through after bytes were changed is a value that the contract allows: it can be sent again.
TEST(CodecProperty, ChangedBytesGiveAReasonOrAnotherAllowedValue) {
    Random random(4);
    for (int i = 0; i < 4000; ++i) {
        CasesDisclosed sent{{any_case(random, 3, 6, 12)}, {}};
        auto bytes = encode(OfficeMessage{3, LookupReply{sent}});
        for (size_t n = 1 + random.below(4); n > 0; --n) {
            const auto at = random.below(bytes.size());
            switch (random.below(3)) {
                case 0:
                    bytes[at] = static_cast<char>(random.below(256));
                    break;
                case 1:
                    bytes.erase(at, 1 + random.below(4));
                    break;
                default:
                    bytes.insert(at, 1, static_cast<char>(random.below(256)));
            }
            if (bytes.empty()) bytes = "x";
        }
        const auto got = decode_office_message(bytes);
        if (!got) continue;
        const auto again = decode_office_message(encode(*got));
        ASSERT_TRUE(again) << word_of(again.error());
        ASSERT_EQ(encode(*again), encode(*got));
    }
}

}  // namespace
}  // namespace lobby::api
