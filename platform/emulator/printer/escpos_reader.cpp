#include "platform/emulator/printer/escpos_reader.hpp"

#include <algorithm>
#include <utility>

namespace lobby::emulator::printer {

namespace {

constexpr uint8_t dle = 0x10;
constexpr uint8_t esc = 0x1B;
constexpr uint8_t fs = 0x1C;
constexpr uint8_t gs = 0x1D;
constexpr int default_spacing = 30;   // dots; a sixth of an inch on printers of 180 dpi
constexpr size_t longest_block = 16;  // bytes of GS ( that are looked at

struct Length {
    uint8_t prefix;
    uint8_t name;
    size_t parameters;
};

// Parameters that follow the name; pictures and blocks begin with theirs. Epson's reference.
constexpr std::array lengths{
    Length{dle, 0x04, 1}, Length{dle, 0x05, 1},  // carried out when they arrive; here they are passed over
    Length{dle, 0x14, 1}, Length{esc, '@', 0},  Length{esc, '2', 0}, Length{esc, '3', 1}, Length{esc, 'a', 1},
    Length{esc, 'E', 1},  Length{esc, 'G', 1},  Length{esc, '!', 1}, Length{esc, 'd', 1}, Length{esc, 'J', 1},
    Length{esc, '-', 1},  Length{esc, 'M', 1},  Length{esc, 't', 1}, Length{esc, 'R', 1}, Length{esc, ' ', 1},
    Length{esc, '$', 2},  Length{esc, '\\', 2}, Length{esc, 'p', 3}, Length{esc, '=', 1}, Length{esc, '{', 1},
    Length{esc, 'V', 1},  Length{esc, 'c', 2},  Length{esc, 'r', 1}, Length{esc, 'S', 0}, Length{esc, 'L', 0},
    Length{gs, '!', 1},   Length{gs, 'B', 1},   Length{gs, 'L', 2},  Length{gs, 'W', 2},  Length{gs, 'a', 1},
    Length{gs, 'r', 1},   Length{gs, 'I', 1},   Length{gs, 'V', 1},  Length{gs, 'h', 1},  Length{gs, 'w', 1},
    Length{gs, 'H', 1},   Length{gs, 'f', 1},   Length{gs, 'P', 2},  Length{gs, 'v', 6},  Length{gs, '(', 3},
    Length{fs, '&', 0},   Length{fs, '.', 0},   Length{fs, '!', 1},  Length{fs, '-', 1},  Length{fs, 'W', 1},
    Length{fs, 'S', 2},
};

std::optional<size_t> length_of(uint8_t prefix, uint8_t name) {
    const auto found = std::find_if(lengths.begin(), lengths.end(),
                                    [&](const Length& l) { return l.prefix == prefix && l.name == name; });
    if (found == lengths.end()) return std::nullopt;
    return found->parameters;
}

bool is_lead(uint8_t byte) {
    return byte >= 0x81 && byte <= 0xFE;
}
bool is_trail(uint8_t byte) {
    return byte >= 0x40 && byte <= 0xFE && byte != 0x7F;
}

// ESC a takes the number and its digit alike.
int digit(uint8_t byte, int most) {
    const int value = byte >= '0' ? byte - '0' : byte;
    return value <= most ? value : 0;
}

}  // namespace

void EscposReader::reset() {
    const auto unknown = unknown_;
    *this = EscposReader();
    unknown_ = unknown;
}

void EscposReader::feed(uint8_t byte, std::vector<Command>& out) {
    switch (state_) {
        case State::plain:
            return take_plain(byte, out);
        case State::command:
            return take_command(byte, out);
        case State::parameters:
            return take_parameter(byte, out);
        case State::picture:
            return take_picture(byte, out);
        case State::block:
            return take_block(byte, out);
        case State::skip:
            if (--left_ == 0) state_ = State::plain;
            return;
    }
}

void EscposReader::take_plain(uint8_t byte, std::vector<Command>& out) {
    if (lead_ != 0) {
        const auto lead = std::exchange(lead_, uint8_t{0});
        if (is_trail(byte)) {
            out.emplace_back(Character{lead, byte});
            return;
        }
        out.emplace_back(Character{lead, 0});  // half a character: what follows stands for itself
    }
    if (byte == esc || byte == fs || byte == gs || byte == dle) {
        prefix_ = byte;
        state_ = State::command;
    } else if (byte == '\n') {
        out.emplace_back(EndLine{});
    } else if (chinese_ && is_lead(byte)) {
        lead_ = byte;
    } else if (byte >= 0x20) {
        out.emplace_back(Character{byte, 0});
    } else if (byte != 0 && byte != '\r') {
        ++unknown_;
    }
}

void EscposReader::take_command(uint8_t byte, std::vector<Command>& out) {
    name_ = byte;
    got_ = 0;
    const auto length = length_of(prefix_, byte);
    if (!length) {
        ++unknown_;
        state_ = State::plain;
        return;
    }
    wanted_ = *length;
    state_ = State::parameters;
    if (wanted_ == 0) finish(out);
}

void EscposReader::take_parameter(uint8_t byte, std::vector<Command>& out) {
    parameters_[got_++] = byte;
    if (got_ < wanted_) return;
    // Some commands say only now how long they are.
    if (prefix_ == gs && name_ == 'V' && got_ == 1 && (byte == 65 || byte == 66)) {
        wanted_ = 2;
        return;
    }
    if (prefix_ == dle && name_ == 0x14 && got_ == 1) {
        left_ = byte == 8 ? 7 : 2;
        state_ = State::skip;
        return;
    }
    finish(out);
}

void EscposReader::finish(std::vector<Command>& out) {
    state_ = State::plain;
    if (prefix_ == esc) return finish_escape(out);
    if (prefix_ == gs) return finish_group(out);
    if (prefix_ != fs) return;
    if (name_ == '&') chinese_ = true;
    if (name_ == '.') chinese_ = false;
    if (name_ == '!')
        out.emplace_back(SetSize{(parameters_[0] & 0x04) ? 2 : 1, (parameters_[0] & 0x08) ? 2 : 1, true});
}

void EscposReader::finish_escape(std::vector<Command>& out) {
    const uint8_t n = parameters_[0];
    switch (name_) {
        case '@':
            chinese_ = true;
            out.emplace_back(Initialize{});
            return;
        case '2':
            out.emplace_back(SetSpacing{default_spacing});
            return;
        case '3':
            out.emplace_back(SetSpacing{n});
            return;
        case 'a':
            out.emplace_back(SetAlign{digit(n, 2)});
            return;
        case 'E':
        case 'G':
            out.emplace_back(SetBold{(n & 1) != 0});
            return;
        case '!':
            out.emplace_back(SetBold{(n & 0x08) != 0});
            out.emplace_back(SetSize{(n & 0x20) ? 2 : 1, (n & 0x10) ? 2 : 1, false});
            return;
        case 'd':
            out.emplace_back(Feed{0, n});
            return;
        case 'J':
            out.emplace_back(Feed{n, 0});
            return;
        default:
            return;  // known by its length only
    }
}

void EscposReader::finish_group(std::vector<Command>& out) {
    const uint8_t n = parameters_[0];
    switch (name_) {
        case '!':
            out.emplace_back(SetSize{(n >> 4 & 7) + 1, (n & 7) + 1, false});
            return;
        case 'a':
            out.emplace_back(SetStatusBack{n});
            return;
        case 'r':
            out.emplace_back(AskQueued{static_cast<uint8_t>(digit(n, 2))});
            return;
        case 'V':
            out.emplace_back(Cut{wanted_ == 2 ? parameters_[1] : 0});
            return;
        case 'v':
            begin_picture();
            return;
        case '(':
            left_ = parameters_[1] | static_cast<size_t>(parameters_[2]) << 8;
            block_.clear();
            if (left_ > 0) state_ = State::block;
            return;
        default:
            return;
    }
}

void EscposReader::begin_picture() {
    const auto mode = static_cast<uint8_t>(digit(parameters_[1], 3));
    row_bytes_ = parameters_[2] | static_cast<size_t>(parameters_[3]) << 8;
    rows_left_ = parameters_[4] | static_cast<size_t>(parameters_[5]) << 8;
    if (parameters_[0] != '0' || row_bytes_ == 0 || rows_left_ == 0) {
        ++unknown_;
        return;
    }
    row_ = {};
    row_.stretch = (mode & 1) ? 2 : 1;
    row_.repeat = (mode & 2) ? 2 : 1;
    column_ = 0;
    state_ = State::picture;
}

void EscposReader::take_picture(uint8_t byte, std::vector<Command>& out) {
    if (column_ < widest_row) row_.bits.push_back(byte);
    if (++column_ < row_bytes_) return;
    column_ = 0;
    if (--rows_left_ == 0) state_ = State::plain;
    out.emplace_back(row_);
    row_.bits.clear();
}

void EscposReader::take_block(uint8_t byte, std::vector<Command>& out) {
    if (block_.size() < longest_block) block_.push_back(byte);
    if (--left_ > 0) return;
    state_ = State::plain;
    const bool process = parameters_[0] == 'H' && block_.size() == 6 && block_[0] == 48 && block_[1] == 48;
    if (!process ||
        !std::all_of(block_.begin() + 2, block_.end(), [](uint8_t b) { return b >= 0x20 && b <= 0x7E; }))
        return;
    AskProcess ask;
    std::copy_n(block_.begin() + 2, ask.id.size(), ask.id.begin());
    out.emplace_back(ask);
}

}  // namespace lobby::emulator::printer
