// The emulated reader answers as the protocol pages say that a reader does.
#include "platform/emulator/idcard/reader_machine.hpp"

#include <gtest/gtest.h>

#include "platform/emulator/idcard/faults.hpp"

namespace lobby::emulator {
namespace {

constexpr Command find{0x20, 0x01};
constexpr Command select{0x20, 0x02};
constexpr Command read{0x30, 0x01};
constexpr Command read_fingerprints{0x30, 0x10};
constexpr Command read_address{0x30, 0x03};

EncodedCard a_card() {
    return *encode_card({.name = "王小明", .number = "34052419800101001X"});
}

int status(ReaderMachine& machine, const Heard& heard) {
    return machine.answer(heard).frame.at(9);
}

TEST(ReaderMachine, FindsSelectsAndReadsInThisOrderOnly) {
    ReaderMachine machine;
    EXPECT_EQ(status(machine, find), 0x80);
    EXPECT_EQ(status(machine, select), 0x81);
    EXPECT_EQ(status(machine, read), 0x41);
    ASSERT_TRUE(machine.place(a_card()));
    EXPECT_EQ(status(machine, select), 0x81);
    EXPECT_EQ(status(machine, read), 0x41);
    EXPECT_EQ(status(machine, find), 0x9F);
    EXPECT_EQ(status(machine, read), 0x41);
    EXPECT_EQ(status(machine, select), 0x90);
    EXPECT_EQ(status(machine, read), 0x90);
}

TEST(ReaderMachine, FindsACardOnceUntilItIsLifted) {
    ReaderMachine machine;
    machine.place(a_card());
    EXPECT_EQ(status(machine, find), 0x9F);
    EXPECT_EQ(status(machine, select), 0x90);
    EXPECT_EQ(status(machine, find), 0x80);
    EXPECT_TRUE(machine.take());
    EXPECT_EQ(status(machine, select), 0x81);
    machine.place(a_card());
    EXPECT_EQ(status(machine, find), 0x9F);
}

TEST(ReaderMachine, ReadAnswersHaveTheProtocolsLengths) {
    ReaderMachine machine;
    const auto card = a_card();
    machine.place(card);
    static_cast<void>(machine.answer(find));
    static_cast<void>(machine.answer(select));
    const auto frame = machine.answer(read).frame;
    ASSERT_EQ(frame.size(), 1295U);
    EXPECT_EQ((std::vector<uint8_t>{frame.begin() + 10, frame.begin() + 14}),
              (std::vector<uint8_t>{1, 0, 4, 0}));
    EXPECT_TRUE(std::equal(card.text.begin(), card.text.end(), frame.begin() + 14));
    EXPECT_EQ(machine.answer(read_fingerprints).frame.size(), 1297U);
}

TEST(ReaderMachine, AddedAddressIsThereOrNot) {
    ReaderMachine machine;
    machine.place(a_card());
    EXPECT_EQ(status(machine, read_address), 0x41);
    static_cast<void>(machine.answer(find));
    static_cast<void>(machine.answer(select));
    EXPECT_EQ(status(machine, read_address), 0x91);
    machine.take();
    machine.place(*encode_card({.name = "王小明", .added_address = "示范县二号"}));
    static_cast<void>(machine.answer(find));
    static_cast<void>(machine.answer(select));
    EXPECT_EQ(machine.answer(read_address).frame.size(), 11U + 70U);
}

TEST(ReaderMachine, AnswersWhatItCannotTake) {
    ReaderMachine machine;
    EXPECT_EQ(status(machine, WrongChecksum{}), 0x10);
    EXPECT_EQ(status(machine, WrongLength{}), 0x11);
    EXPECT_EQ(status(machine, Command{0x77, 0x01}), 0x21);
    EXPECT_EQ(status(machine, Command{0x20, 0x07}), 0x21);
    EXPECT_EQ(status(machine, Command{0x60, 0x05}), 0x21);
}

TEST(ReaderMachine, KnowsTheHousekeepingCommands) {
    ReaderMachine machine;
    for (const Command command : {Command{0x10, 0xFF}, Command{0x11, 0xFF}, Command{0x12, 0xFF},
                                  Command{0x60, 0x00}, Command{0x60, 0x04}})
        EXPECT_EQ(status(machine, command), 0x90);
    EXPECT_EQ(machine.answer(Command{0x12, 0xFF}).frame.size(), 11U + 16U);
}

TEST(ReaderMachine, ResetMakesACardNew) {
    ReaderMachine machine;
    machine.place(a_card());
    EXPECT_EQ(status(machine, find), 0x9F);
    EXPECT_EQ(status(machine, Command{0x10, 0xFF}), 0x90);
    EXPECT_EQ(status(machine, find), 0x9F);
}

TEST(ReaderMachine, ThereIsRoomForOneCard) {
    ReaderMachine machine;
    EXPECT_FALSE(machine.take());
    EXPECT_TRUE(machine.place(a_card()));
    EXPECT_FALSE(machine.place(a_card()));
    EXPECT_TRUE(machine.take());
}

std::vector<uint8_t> all(const Sending& sending) {
    std::vector<uint8_t> bytes;
    for (const auto& piece : sending.pieces)
        bytes.insert(bytes.end(), piece.bytes.begin(), piece.bytes.end());
    return bytes;
}

const Answer short_answer{std::vector<uint8_t>(11, 7), false};
const Answer card_answer{std::vector<uint8_t>(1295, 7), true};

TEST(Faults, LastForAsManyAnswersAsWasSaid) {
    FaultPlan plan;
    plan.set({FaultKind::drop, 2, {}});
    EXPECT_TRUE(plan.send(short_answer).pieces.empty());
    EXPECT_TRUE(plan.send(short_answer).pieces.empty());
    EXPECT_EQ(all(plan.send(short_answer)), short_answer.frame);
    EXPECT_EQ(plan.now().kind, FaultKind::none);
}

TEST(Faults, CorruptHitsWhatWasReadOffACard) {
    FaultPlan plan;
    plan.set({FaultKind::corrupt, 1, {}});
    EXPECT_EQ(all(plan.send(short_answer)), short_answer.frame);
    const auto hit = all(plan.send(card_answer));
    EXPECT_NE(hit, card_answer.frame);
    EXPECT_EQ(hit.size(), card_answer.frame.size());
    EXPECT_EQ(all(plan.send(card_answer)), card_answer.frame);
}

TEST(Faults, CorruptAnyLeavesTheLengthAlone) {
    FaultPlan plan;
    plan.set({FaultKind::corrupt_any, 1, {}});
    auto hit = all(plan.send(short_answer));
    EXPECT_NE(hit, short_answer.frame);
    hit.resize(7);
    EXPECT_EQ(hit, std::vector<uint8_t>(7, 7));
}

TEST(Faults, PartialIsAllOfTheAnswerWithPauses) {
    FaultPlan plan;
    plan.set({FaultKind::partial, 1, std::chrono::milliseconds(20)});
    const auto sending = plan.send(card_answer);
    EXPECT_GT(sending.pieces.size(), 3U);
    EXPECT_EQ(sending.pieces[1].after, std::chrono::milliseconds(20));
    EXPECT_EQ(all(sending), card_answer.frame);
}

TEST(Faults, GarbageComesFirst) {
    FaultPlan plan;
    plan.set({FaultKind::garbage, 1, {}});
    const auto sent = all(plan.send(short_answer));
    ASSERT_GT(sent.size(), short_answer.frame.size());
    EXPECT_TRUE(std::equal(short_answer.frame.rbegin(), short_answer.frame.rend(), sent.rbegin()));
}

TEST(Faults, EveryKindHasAWord) {
    for (const auto kind : {FaultKind::none, FaultKind::delay, FaultKind::drop, FaultKind::corrupt,
                            FaultKind::corrupt_any, FaultKind::garbage, FaultKind::partial, FaultKind::die})
        EXPECT_EQ(fault_kind(word_of(kind)), kind);
    EXPECT_FALSE(fault_kind("something"));
}

}  // namespace
}  // namespace lobby::emulator
