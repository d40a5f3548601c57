// Reads a stream of ESC/POS as a receipt printer does: byte by byte, never ahead, and whatever comes. It
// knows the commands of Epson's reference by their lengths, carries out the common ones and passes over the
// others; a byte that begins nothing it knows is counted and ignored.
//
// Pure and total. A picture is handed on row by row, so that memory does not depend on what the sender
// claims.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace lobby::emulator::printer {

struct Character {
    uint8_t lead = 0;
    uint8_t trail = 0;  // 0: the character is the single byte `lead`
};
struct EndLine {};
struct Initialize {};
struct SetAlign {
    int how = 0;  // 0 left, 1 centre, 2 right
};
struct SetBold {
    bool on = false;
};
struct SetSize {
    int across = 1;  // 1 to 8
    int down = 1;
    bool chinese_only = false;
};
struct SetSpacing {
    int dots = 0;
};
struct Feed {
    int dots = 0;   // beside:
    int lines = 0;  // of the line spacing
};
struct Cut {
    int feed = 0;
};
struct PictureRow {
    std::vector<uint8_t> bits;  // what is beyond widest_row was dropped
    int repeat = 1;             // 2: every dot twice as high
    int stretch = 1;            // 2: every dot twice as wide
};
struct SetStatusBack {
    uint8_t what = 0;
};
struct AskQueued {
    uint8_t what = 0;
};
struct AskProcess {
    std::array<uint8_t, 4> id{};
};
using Command = std::variant<Character, EndLine, Initialize, SetAlign, SetBold, SetSize, SetSpacing, Feed,
                             Cut, PictureRow, SetStatusBack, AskQueued, AskProcess>;

class EscposReader {
public:
    static constexpr size_t widest_row = 256;  // bytes that are kept of a picture's row

    // Appends what this byte completes: nothing, one command, or two.
    void feed(uint8_t byte, std::vector<Command>& out);
    // As after switching on; forgets a command in its middle.
    void reset();
    [[nodiscard]] bool between_commands() const { return state_ == State::plain && lead_ == 0; }
    [[nodiscard]] size_t unknown() const { return unknown_; }

private:
    enum class State { plain, command, parameters, picture, block, skip };
    void take_plain(uint8_t byte, std::vector<Command>& out);
    void take_command(uint8_t byte, std::vector<Command>& out);
    void take_parameter(uint8_t byte, std::vector<Command>& out);
    void take_picture(uint8_t byte, std::vector<Command>& out);
    void take_block(uint8_t byte, std::vector<Command>& out);
    void finish(std::vector<Command>& out);
    void finish_escape(std::vector<Command>& out);
    void finish_group(std::vector<Command>& out);
    void begin_picture();

    State state_ = State::plain;
    bool chinese_ = true;  // models for China switch on in Chinese mode
    uint8_t lead_ = 0;     // first half of a character
    uint8_t prefix_ = 0;   // ESC, FS, GS or DLE
    uint8_t name_ = 0;
    std::array<uint8_t, 8> parameters_{};
    size_t wanted_ = 0;
    size_t got_ = 0;
    size_t row_bytes_ = 0;
    size_t rows_left_ = 0;
    PictureRow row_;
    size_t column_ = 0;
    size_t left_ = 0;  // bytes of a block, or to be skipped
    std::vector<uint8_t> block_;
    size_t unknown_ = 0;
};

}  // namespace lobby::emulator::printer
