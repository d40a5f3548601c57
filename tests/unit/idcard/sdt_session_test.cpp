// The conversation with the reader, every path, without a reader and in no time.
#include "platform/idcard/sdt_session.hpp"

#include <gtest/gtest.h>

#include "platform/emulator/idcard/card_encoder.hpp"

namespace lobby::platform {
namespace {

using Command = SdtCommand;
using Status = SdtStatus;

SdtAnswer answer(Status status, std::vector<uint8_t> data = {}) {
    return {0, 0, static_cast<uint8_t>(status), std::move(data)};
}

emulator::CardFacts facts() {
    return {.name = "王小明",
            .sex = "男",
            .birth = "19800101",
            .number = "34052419800101001X",
            .valid_from = "20200101",
            .valid_to = "20400101"};
}

// Two or three lengths, as told, then the text block and the rest.
std::vector<uint8_t> read_data(const std::vector<size_t>& lengths,
                               const emulator::CardFacts& card = facts()) {
    const auto block = emulator::encode_card(card)->text;
    std::vector<uint8_t> data;
    for (const size_t length : lengths) {
        data.push_back(static_cast<uint8_t>(length >> 8));
        data.push_back(static_cast<uint8_t>(length & 0xFF));
    }
    data.insert(data.end(), block.begin(), block.end());
    for (size_t i = 1; i < lengths.size(); ++i) data.resize(data.size() + lengths[i], 0x55);
    return data;
}

class Conversation : public testing::Test {
protected:
    Conversation() { take(session_.start()); }

    // What was told since the last time: P placed, R read, F failed, - removed, ~ removed unread.
    std::string told() { return std::exchange(news_, {}); }
    CardFailure why() const { return why_; }

    void hear(const SdtAnswer& what) { take(session_.on_answer(what)); }
    void hear(Status status) { hear(answer(status)); }
    bool silence() { return take(session_.on_timeout()); }
    bool damage() { return take(session_.on_damage()); }
    // What is asked now; pauses are waited out.
    Command asked() {
        while (const auto* pause = std::get_if<SdtSession::Pause>(&next_)) {
            EXPECT_GE(pause->time, std::chrono::milliseconds(300)) << "readers are asked no faster";
            take(session_.on_pause_over());
        }
        return std::get<SdtSession::Ask>(next_).command;
    }
    bool pausing() const { return std::holds_alternative<SdtSession::Pause>(next_); }

    void begin_without_card() {
        EXPECT_EQ(asked(), Command::find);
        hear(Status::not_found);
        EXPECT_EQ(asked(), Command::select);
        hear(Status::select_failed);
        EXPECT_EQ(asked(), Command::find);
    }
    void place_until_read() {
        begin_without_card();
        hear(Status::found);
        EXPECT_EQ(asked(), Command::select);
        hear(Status::ok);
        EXPECT_EQ(asked(), Command::read_text_and_photo);
    }
    void fail_twice() {
        place_until_read();
        hear(Status::read_failed);
        EXPECT_EQ(asked(), Command::find);
        hear(Status::found);
        hear(Status::ok);
        EXPECT_EQ(asked(), Command::read_text_and_photo);
        hear(Status::read_failed);
        EXPECT_EQ(told(), "PF");
        EXPECT_EQ(why(), CardFailure::lift_and_place);
        EXPECT_EQ(asked(), Command::select);
    }

private:
    bool take(std::optional<SdtSession::Output> output) {
        if (!output) return false;
        next_ = output->next;
        if (!output->news) return true;
        if (std::holds_alternative<CardPlaced>(*output->news)) news_ += 'P';
        if (std::holds_alternative<CardRead>(*output->news)) news_ += 'R';
        if (const auto* gone = std::get_if<CardRemoved>(&*output->news)) news_ += gone->was_read ? '-' : '~';
        if (const auto* failed = std::get_if<CardFailed>(&*output->news)) {
            news_ += 'F';
            why_ = failed->reason;
        }
        return true;
    }

    SdtSession session_;
    SdtSession::Next next_ = SdtSession::Pause{};
    std::string news_;
    CardFailure why_{};
};

TEST_F(Conversation, FindsSelectsReadsInThisOrder) {
    place_until_read();
    EXPECT_EQ(told(), "P");
    hear(answer(Status::ok, read_data({256, 1024})));
    EXPECT_EQ(told(), "R");
}

TEST_F(Conversation, KeepsLookingWhileThereIsNoCard) {
    begin_without_card();
    for (int i = 0; i < 5; ++i) {
        hear(Status::not_found);
        EXPECT_TRUE(pausing());
        EXPECT_EQ(asked(), Command::find);
    }
    EXPECT_EQ(told(), "");
}

TEST_F(Conversation, TakesUpACardThatWasSelectedBeforeItBegan) {
    EXPECT_EQ(asked(), Command::find);
    hear(Status::not_found);
    EXPECT_EQ(asked(), Command::select);
    hear(Status::ok);
    EXPECT_EQ(told(), "P");
    EXPECT_EQ(asked(), Command::read_text_and_photo);
}

class ReadAnswers : public Conversation, public testing::WithParamInterface<size_t> {};

TEST_P(ReadAnswers, MayHoldFingerprints) {
    place_until_read();
    hear(answer(Status::ok, read_data({256, 1024, GetParam()})));
    EXPECT_EQ(told(), "PR");
}

INSTANTIATE_TEST_SUITE_P(Fingerprints, ReadAnswers, testing::Values(0, 512, 1024));

class WrongLengths : public Conversation, public testing::WithParamInterface<std::vector<uint8_t>> {};

TEST_P(WrongLengths, AreNoCard) {
    place_until_read();
    hear(answer(Status::ok, GetParam()));
    EXPECT_EQ(told(), "P");
    EXPECT_EQ(asked(), Command::find) << "it is tried once more";
}

std::vector<uint8_t> one_short(std::vector<uint8_t> data) {
    data.pop_back();
    return data;
}

INSTANTIATE_TEST_SUITE_P(Answers, WrongLengths,
                         testing::Values(std::vector<uint8_t>{}, std::vector<uint8_t>{1, 0, 4},
                                         std::vector<uint8_t>{1, 0, 4, 0}, std::vector<uint8_t>(1284),
                                         read_data({255, 1025}), read_data({257, 1023}),
                                         one_short(read_data({256, 1024})),
                                         one_short(read_data({256, 1024, 512}))));

TEST_F(Conversation, AFailedReadIsTriedOnceMoreThenTheCardIsAskedToBeLifted) {
    fail_twice();
}

TEST_F(Conversation, ASelectedCardIsReadAgainAlthoughFindDeniesIt) {
    place_until_read();
    hear(Status::read_failed);
    EXPECT_EQ(asked(), Command::find);
    hear(Status::not_found);
    EXPECT_EQ(asked(), Command::select);
    hear(Status::ok);
    EXPECT_EQ(asked(), Command::read_text_and_photo);
    hear(answer(Status::ok, read_data({256, 1024})));
    EXPECT_EQ(told(), "PR");
}

TEST_F(Conversation, ACardThatGoesWhileItIsReadIsToldAsFailedAndRemoved) {
    place_until_read();
    hear(Status::read_failed);
    EXPECT_EQ(asked(), Command::find);
    hear(Status::not_found);
    hear(Status::select_failed);
    EXPECT_EQ(told(), "PF");
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(asked(), Command::select);
        hear(Status::select_failed);
        EXPECT_EQ(asked(), Command::find);
        hear(Status::not_found);
    }
    EXPECT_EQ(told(), "~");
    EXPECT_EQ(asked(), Command::find);
}

TEST_F(Conversation, AFailedCardIsNotReadAgainBeforeItIsLifted) {
    fail_twice();
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(asked(), Command::select);
        hear(Status::ok);
    }
    EXPECT_EQ(told(), "");
}

TEST_F(Conversation, AFailedCardThatIsPutBackBetweenTwoQuestionsIsReadAgain) {
    fail_twice();
    hear(Status::select_failed);
    EXPECT_EQ(asked(), Command::find);
    hear(Status::found);
    EXPECT_EQ(told(), "~");
    EXPECT_EQ(asked(), Command::select);
    hear(Status::ok);
    EXPECT_EQ(told(), "P");
    EXPECT_EQ(asked(), Command::read_text_and_photo);
}

TEST_F(Conversation, ACardThatCannotBeSelectedIsTriedTwiceInAllWithoutBeingLifted) {
    begin_without_card();
    for (int round = 0; round < 2; ++round) {
        if (round == 0) {
            hear(Status::found);
            hear(Status::select_failed);
            EXPECT_EQ(asked(), Command::find);
            hear(Status::found);
            hear(Status::select_failed);
        } else {
            hear(Status::select_failed);  // the answer to the select of a card that was put down anew
            EXPECT_EQ(asked(), Command::find);
            hear(Status::found);
            hear(Status::select_failed);
            EXPECT_EQ(asked(), Command::find);
            hear(Status::found);
            hear(Status::select_failed);
        }
        EXPECT_EQ(told(), round == 0 ? "PF" : "~PF");
        EXPECT_EQ(asked(), Command::select);
        hear(Status::select_failed);
        EXPECT_EQ(asked(), Command::find);
        hear(Status::found);
    }
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(asked(), Command::select);
        hear(Status::select_failed);
        hear(Status::found);
    }
    EXPECT_EQ(told(), "");
}

struct Refusal {
    const char* test;
    std::vector<Status> answers;  // after find without a card
    CardFailure why;
};

class RefusedCards : public Conversation, public testing::WithParamInterface<Refusal> {};

TEST_P(RefusedCards, AreToldWithTheirReason) {
    begin_without_card();
    for (const Status status : GetParam().answers) {
        asked();
        hear(status);
    }
    const auto news = told();
    ASSERT_FALSE(news.empty());
    EXPECT_EQ(news.back(), 'F');
    EXPECT_EQ(why(), GetParam().why);
}

INSTANTIATE_TEST_SUITE_P(
    Cards, RefusedCards,
    testing::Values(
        Refusal{"wrong_card_at_find", {Status::wrong_card}, CardFailure::not_an_identity_card},
        Refusal{
            "wrong_card_at_select", {Status::found, Status::wrong_card}, CardFailure::not_an_identity_card},
        Refusal{"select_fails_twice",
                {Status::found, Status::select_failed, Status::found, Status::card_refused_reader},
                CardFailure::lift_and_place}),
    [](const auto& param_info) { return std::string(param_info.param.test); });

TEST_F(Conversation, AnUnknownTypeOfCardIsNoIdentityCard) {
    place_until_read();
    auto data = read_data({256, 1024});
    data[4 + 248] = 'K';
    hear(answer(Status::ok, data));
    EXPECT_EQ(told(), "PF");
    EXPECT_EQ(why(), CardFailure::not_an_identity_card);
}

TEST_F(Conversation, ACardWithAWrongCheckDigitIsUnreadable) {
    place_until_read();
    auto bad = facts();
    bad.number.back() = '1';
    hear(answer(Status::ok, read_data({256, 1024}, bad)));
    EXPECT_EQ(told(), "PF");
    EXPECT_EQ(why(), CardFailure::unreadable);
}

TEST_F(Conversation, ACardThatItsOwnNumberDeniesIsUnreadable) {
    place_until_read();
    auto odd = facts();
    odd.birth = "19991231";
    hear(answer(Status::ok, read_data({256, 1024}, odd)));
    EXPECT_EQ(told(), "PF");
    EXPECT_EQ(why(), CardFailure::unreadable);
}

TEST_F(Conversation, ADamagedReadCountsAsAFailedOne) {
    place_until_read();
    EXPECT_TRUE(damage());
    EXPECT_EQ(asked(), Command::find);
    hear(Status::not_found);
    hear(Status::ok);
    EXPECT_EQ(asked(), Command::read_text_and_photo);
    EXPECT_TRUE(damage());
    EXPECT_EQ(told(), "PF");
    EXPECT_EQ(why(), CardFailure::lift_and_place);
}

TEST_F(Conversation, ALostAnswerToFindDoesNotHideTheCard) {
    begin_without_card();
    EXPECT_TRUE(silence());  // it was 9F: from now on find answers 80
    EXPECT_EQ(asked(), Command::find);
    hear(Status::not_found);
    EXPECT_EQ(asked(), Command::select);
    hear(Status::ok);
    EXPECT_EQ(told(), "P");
}

TEST_F(Conversation, ThreeUnansweredCommandsInARowAreADeadLine) {
    EXPECT_TRUE(silence());
    asked();
    EXPECT_TRUE(silence());
    asked();
    EXPECT_FALSE(silence());
}

TEST_F(Conversation, AnAnswerEndsTheSilence) {
    for (int i = 0; i < 5; ++i) {
        asked();
        EXPECT_TRUE(silence());
        asked();
        EXPECT_TRUE(silence());
        asked();
        hear(Status::not_found);
    }
}

TEST_F(Conversation, ALineThatOnlyDamagesIsGivenUp) {
    int borne = 0;
    while (asked() == Command::find && damage()) ++borne;
    EXPECT_EQ(borne, SdtSession::damage_limit - 1);
}

}  // namespace
}  // namespace lobby::platform
