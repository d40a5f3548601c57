#include "platform/emulator/printer/type_setter.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace lobby::emulator::printer {

using platform::Raster;

namespace {

constexpr int default_spacing = 30;
constexpr int head_to_knife = 80;  // dots: 1 cm
constexpr int most_scale = 4;      // larger ones are drawn as four times

}  // namespace

TypeSetter::TypeSetter(int width_dots, platform::PrintTypeface typeface)
    : width_(width_dots), press_(std::move(typeface)), spacing_(default_spacing) {}

void TypeSetter::reset() {
    line_.clear();
    align_ = 0;
    bold_ = false;
    size_ = {};
    chinese_size_ = {};
    spacing_ = default_spacing;
}

std::vector<Raster> TypeSetter::carry_out(const Command& command) {
    Strips out;
    std::visit([&](const auto& c) { on(c, out); }, command);
    return out;
}

int TypeSetter::indent(int width) const {
    const int room = std::max(0, width_ - width);
    return align_ == 0 ? 0 : align_ == 1 ? room / 2 : room;
}

int TypeSetter::line_width() const {
    return std::accumulate(line_.begin(), line_.end(), 0,
                           [](int sum, const Cell& c) { return sum + c.glyph.width(); });
}

void TypeSetter::on(const Character& character, Strips& out) {
    char32_t code = 0xFFFD;
    if (character.trail != 0)
        code = gb_.decode(character.lead, character.trail).value_or(0xFFFD);
    else if (character.lead < 0x7F)
        code = character.lead;
    const Size size = character.trail != 0 ? chinese_size_ : size_;
    auto glyph = press_.draw(code, bold_, std::min(size.across, most_scale), std::min(size.down, most_scale));
    if (line_width() + glyph.width() > width_) on(EndLine{}, out);
    line_.push_back({std::move(glyph)});
}

void TypeSetter::on(const EndLine& /*end*/, Strips& out) {
    int tallest = 0;
    for (const auto& cell : line_) tallest = std::max(tallest, cell.glyph.height());
    Raster strip(width_, std::max(tallest, spacing_));
    int x = indent(line_width());
    for (const auto& cell : line_) {
        strip.stamp(cell.glyph, x, tallest - cell.glyph.height());
        x += cell.glyph.width();
    }
    line_.clear();
    out.push_back(std::move(strip));
}

void TypeSetter::on(const Initialize& /*initialize*/, Strips& /*out*/) {
    reset();
}
void TypeSetter::on(const SetAlign& set, Strips& /*out*/) {
    if (line_.empty()) align_ = set.how;
}
void TypeSetter::on(const SetBold& set, Strips& /*out*/) {
    bold_ = set.on;
}
void TypeSetter::on(const SetSize& set, Strips& /*out*/) {
    chinese_size_ = {set.across, set.down};
    if (!set.chinese_only) size_ = chinese_size_;
}
void TypeSetter::on(const SetSpacing& set, Strips& /*out*/) {
    spacing_ = set.dots;
}

void TypeSetter::on(const Feed& feed, Strips& out) {
    int dots = feed.dots + feed.lines * spacing_;
    if (!line_.empty()) {
        on(EndLine{}, out);
        dots -= out.back().height();
    }
    if (dots > 0) out.emplace_back(width_, dots);
}

void TypeSetter::on(const Cut& cut, Strips& out) {
    if (!line_.empty()) on(EndLine{}, out);
    out.emplace_back(width_, head_to_knife + cut.feed);
}

void TypeSetter::on(const PictureRow& row, Strips& out) {
    if (!line_.empty()) {
        ++dropped_rows_;
        return;
    }
    const int dots = static_cast<int>(row.bits.size()) * 8;
    Raster strip(width_, row.repeat);
    const int left = indent(dots * row.stretch);
    for (int x = 0; x < dots; ++x)
        if ((row.bits[static_cast<size_t>(x) / 8] >> (7 - x % 8) & 1) != 0)
            strip.fill(left + x * row.stretch, 0, row.stretch, row.repeat);
    out.push_back(std::move(strip));
}

}  // namespace lobby::emulator::printer
