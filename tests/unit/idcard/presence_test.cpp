// Whether the card still lies there, with readers of every habit, over clean and bad lines: a visitor's
// session is never ended while his card lies there, and where the reader has any way to tell, it ends when
// the card goes.
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "platform/emulator/idcard/reader_machine.hpp"
#include "platform/idcard/sdt_session.hpp"

namespace lobby::platform {
namespace {

using emulator::Habits;
using emulator::ReaderMachine;

emulator::EncodedCard a_card(std::string name = "王小明") {
    return *emulator::encode_card({.name = std::move(name),
                                   .sex = "男",
                                   .birth = "19800101",
                                   .number = "34052419800101001X",
                                   .valid_from = "20200101",
                                   .valid_to = "20400101"});
}

// Driver's machine and reader's machine, joined without a line.
class Counter {
public:
    explicit Counter(Habits habits, unsigned seed = 1) : reader(habits), dice_(seed) {
        take(session_.start());
    }

    ReaderMachine reader;
    int lost_percent = 0;     // answers that do not come
    int damaged_percent = 0;  // answers that come damaged
    std::string told;         // P placed, R read, F failed, - removed, ~ removed unread

    void exchanges(int n) {
        for (int i = 0; i < n; ++i) exchange();
    }
    // How many exchanges it takes until `news` is told; -1 for more than 100.
    int until(char news) {
        told.clear();
        for (int n = 1; n <= 100; ++n) {
            exchange();
            if (told.find(news) != std::string::npos) return n;
        }
        return -1;
    }

private:
    void exchange() {
        while (std::holds_alternative<SdtSession::Pause>(next_)) take(session_.on_pause_over());
        const auto command = static_cast<uint16_t>(std::get<SdtSession::Ask>(next_).command);
        SdtFrameParser parser;
        parser.feed(reader
                        .answer(emulator::Command{static_cast<uint8_t>(command >> 8),
                                                  static_cast<uint8_t>(command & 0xFF)})
                        .frame);
        const auto answer = parser.next();
        ASSERT_TRUE(answer);
        const int roll = static_cast<int>(dice_() % 100);
        std::optional<SdtSession::Output> out;
        if (roll < lost_percent)
            out = session_.on_timeout();
        else if (roll < lost_percent + damaged_percent)
            out = session_.on_damage();
        else
            out = session_.on_answer(*answer);
        take(out ? std::move(*out) : session_.start());
    }
    void take(SdtSession::Output output) {
        next_ = output.next;
        if (!output.news) return;
        if (std::holds_alternative<CardPlaced>(*output.news)) told += 'P';
        if (std::holds_alternative<CardRead>(*output.news)) told += 'R';
        if (std::holds_alternative<CardFailed>(*output.news)) told += 'F';
        if (const auto* gone = std::get_if<CardRemoved>(&*output.news)) told += gone->was_read ? '-' : '~';
    }

    SdtSession session_;
    SdtSession::Next next_ = SdtSession::Pause{};
    std::minstd_rand dice_;
};

class EveryReader : public testing::TestWithParam<Habits> {
protected:
    static bool can_tell(const Habits& h) {
        return h.selects_again || h.knows_added_address || h.finds_again;
    }
};

TEST_P(EveryReader, ACardThatLiesThereIsNeverTakenForGone) {
    Counter counter(GetParam());
    counter.exchanges(5);
    counter.reader.place(a_card());
    counter.exchanges(10'000);
    EXPECT_EQ(counter.told, "PR");
}

TEST_P(EveryReader, ACardThatIsTakenAwayIsMissed) {
    Counter counter(GetParam());
    for (int round = 0; round < 3; ++round) {
        ASSERT_TRUE(counter.reader.place(a_card()));
        EXPECT_NE(counter.until('R'), -1);
        counter.exchanges(20);
        counter.reader.take();
        if (can_tell(GetParam())) {
            const int needed = counter.until('-');
            EXPECT_GE(needed, 2);
            EXPECT_LE(needed, 3);
        } else {
            EXPECT_EQ(counter.until('-'), -1);
        }
    }
}

TEST_P(EveryReader, TheNextCardEndsThePreviousVisitorsSessionBeforeItIsRead) {
    Counter counter(GetParam());
    counter.reader.place(a_card());
    EXPECT_NE(counter.until('R'), -1);
    counter.exchanges(20);
    counter.reader.take();
    counter.exchanges(20);
    const bool missed = counter.told.find('-') != std::string::npos;
    counter.told.clear();
    counter.reader.place(a_card("李四"));
    counter.exchanges(20);
    EXPECT_EQ(counter.told, missed ? "PR" : "-PR");
}

// Cards swapped faster than the reader is asked. Only one that answers 9F to every find has no way to notice.
TEST_P(EveryReader, ACardSwappedAtOnceIsNoticed) {
    Counter counter(GetParam());
    counter.reader.place(a_card());
    EXPECT_NE(counter.until('R'), -1);
    counter.exchanges(20);
    counter.reader.take();
    counter.reader.place(a_card("李四"));
    counter.told.clear();
    counter.exchanges(20);
    const Habits& h = GetParam();
    const bool cannot_notice = h.finds_again && !h.knows_added_address && !h.selects_again;
    EXPECT_EQ(counter.told, cannot_notice ? "" : "-PR");
}

TEST_P(EveryReader, ABadLineDoesNotEndASession) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        Counter counter(GetParam(), seed);
        counter.reader.place(a_card());
        ASSERT_NE(counter.until('R'), -1);
        counter.told.clear();
        counter.lost_percent = 5;
        counter.damaged_percent = 15;
        counter.exchanges(500);
        EXPECT_EQ(counter.told.find('-'), std::string::npos) << "seed " << seed;
    }
}

// However bad the line was: once it is good, a card is read.
TEST_P(EveryReader, ACardIsReadOnceTheLineIsGood) {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        Counter counter(GetParam(), seed);
        counter.lost_percent = 20;
        counter.damaged_percent = 20;
        for (int visitor = 0; visitor < 20; ++visitor) {
            counter.reader.place(a_card());
            counter.exchanges(7);
            counter.reader.take();
            counter.exchanges(3);
        }
        counter.lost_percent = counter.damaged_percent = 0;
        counter.exchanges(20);
        counter.reader.place(a_card());
        EXPECT_NE(counter.until('R'), -1) << "seed " << seed;
    }
}

INSTANTIATE_TEST_SUITE_P(Habits, EveryReader,
                         testing::Values(Habits{true, true, false}, Habits{true, false, false},
                                         Habits{false, true, false}, Habits{false, false, false},
                                         Habits{true, true, true}, Habits{true, false, true},
                                         Habits{false, true, true}, Habits{false, false, true}));

}  // namespace
}  // namespace lobby::platform
