#include "platform/emulator/idcard/reader_machine.hpp"

#include <array>
#include <utility>

namespace lobby::emulator {

namespace {

// Third status byte of an answer.
enum Status : uint8_t {
    ok = 0x90,
    found = 0x9F,
    checksum_error = 0x10,
    length_error = 0x11,
    bad_command = 0x21,
    read_failed = 0x41,
    not_found = 0x80,
    select_failed = 0x81,
    no_content = 0x91,
};

constexpr size_t photo_bytes = 1024;
constexpr uint8_t fastest_speed = 4;  // 60 00 is 115200, 60 04 is 9600

// Status, length and number of a security module; the numbers are made up.
constexpr std::array<uint8_t, 16> sam_number{0x05, 0x00, 0x01, 0x00, 0x52, 0x1E, 0x34, 0x01,
                                             0x0A, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00};

Answer plain(Status status, std::span<const uint8_t> data = {}) {
    return {encode_answer(0, 0, status, data), false};
}

void push_length(std::vector<uint8_t>& data, size_t length) {
    data.push_back(static_cast<uint8_t>(length >> 8));
    data.push_back(static_cast<uint8_t>(length & 0xFF));
}

}  // namespace

bool ReaderMachine::place(const EncodedCard& card) {
    if (card_) return false;
    card_ = card;
    state_ = State::fresh;
    return true;
}

bool ReaderMachine::take() {
    state_ = State::fresh;
    return std::exchange(card_, std::nullopt).has_value();
}

Answer ReaderMachine::answer(const Heard& heard) {
    if (std::holds_alternative<WrongChecksum>(heard)) return plain(checksum_error);
    if (std::holds_alternative<WrongLength>(heard)) return plain(length_error);
    return on_command(std::get<Command>(heard));
}

Answer ReaderMachine::on_command(const Command& command) {
    switch (command.command << 8 | command.parameter) {
        case 0x2001:
            return find();
        case 0x2002:
            return select();
        case 0x3001:
            return read(false);
        case 0x3010:
            return read(true);
        case 0x3003:
            return read_added_address();
        case 0x10FF:
            restart();
            return plain(ok);
        case 0x11FF:
            return plain(ok);
        case 0x12FF:
            return plain(ok, sam_number);
        default:
            if (command.command == 0x60 && command.parameter <= fastest_speed) return plain(ok);
            return plain(bad_command);
    }
}

Answer ReaderMachine::find() {
    if (!card_ || (state_ != State::fresh && !habits_.finds_again)) return plain(not_found);
    state_ = State::found;
    return plain(found, std::array<uint8_t, 4>{});
}

Answer ReaderMachine::select() {
    const bool again = state_ == State::selected;
    if (!card_ || state_ == State::fresh || (again && !habits_.selects_again)) return plain(select_failed);
    state_ = State::selected;
    return plain(ok, std::array<uint8_t, 8>{});
}

Answer ReaderMachine::read(bool with_fingerprints) {
    if (!selected()) return plain(read_failed);
    std::vector<uint8_t> data;
    push_length(data, card_->text.size());
    push_length(data, photo_bytes);
    if (with_fingerprints) push_length(data, 0);
    data.insert(data.end(), card_->text.begin(), card_->text.end());
    // No real photo: those need a vendor's decoder, and nobody here looks at it.
    for (size_t i = 0; i < photo_bytes; ++i) data.push_back(static_cast<uint8_t>(i * 37 + i / 256));
    return {encode_answer(0, 0, ok, data), true};
}

Answer ReaderMachine::read_added_address() const {
    if (!habits_.knows_added_address) return plain(bad_command);
    if (!selected()) return plain(read_failed);
    if (!card_->added_address) return plain(no_content);
    return {encode_answer(0, 0, ok, *card_->added_address), true};
}

}  // namespace lobby::emulator
