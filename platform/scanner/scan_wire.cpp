#include "platform/scanner/scan_wire.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include <sodium.h>

namespace lobby::platform {

namespace {

constexpr size_t head_bytes = 5;
constexpr size_t guidance_bytes = 1 + 8 * 4;
constexpr size_t most_body =
    guidance_bytes + 8 + std::max(most_page_bytes, size_t{3} * widest_preview * highest_preview);
constexpr size_t captured = 3;  // places in ScanNews
constexpr size_t preview = 2;

// The length that a body of that kind can have.
bool is_length(uint8_t kind, size_t length) {
    switch (kind) {
        case 0:  // ready
        case 4:  // failed
            return length == 1;
        case 1:
            return length == 0;
        case preview:
        case captured:
            return length > guidance_bytes + 8 && length <= most_body;
        case 5:
            return length == 4;
        default:
            return false;
    }
}

void put(std::vector<uint8_t>& out, uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<uint8_t>(value >> shift));
}

void put(std::vector<uint8_t>& out, const PageGuidance& g) {
    const std::array<bool, 7> flags{g.found,    g.glare,     g.blurred, g.cut_edge,
                                    g.too_dark, g.too_small, g.steady};
    uint8_t bits = 0;
    for (size_t i = 0; i < flags.size(); ++i) bits = static_cast<uint8_t>(bits | (flags[i] ? 1 << i : 0));
    out.push_back(bits);
    for (const auto& corner : g.corners) {
        put(out, std::bit_cast<uint32_t>(corner.x));
        put(out, std::bit_cast<uint32_t>(corner.y));
    }
}

class Body {
public:
    explicit Body(std::span<const uint8_t> bytes) : rest_(bytes) {}
    uint8_t byte() {
        const uint8_t first = rest_.front();
        rest_ = rest_.subspan(1);
        return first;
    }
    uint32_t number() {
        uint32_t value = 0;
        for (int shift = 0; shift < 32; shift += 8) value |= static_cast<uint32_t>(byte()) << shift;
        return value;
    }
    std::optional<PageGuidance> guidance() {
        PageGuidance g;
        const uint8_t bits = byte();
        size_t i = 0;
        for (bool* flag : {&g.found, &g.glare, &g.blurred, &g.cut_edge, &g.too_dark, &g.too_small, &g.steady})
            *flag = (bits >> i++ & 1) != 0;
        for (auto& corner : g.corners)
            for (float* part : {&corner.x, &corner.y}) {
                *part = std::bit_cast<float>(number());
                if (!(*part >= 0 && *part <= 1)) return std::nullopt;
            }
        if (bits >= 0x80) return std::nullopt;
        return g;
    }
    [[nodiscard]] std::span<const uint8_t> rest() const { return rest_; }

private:
    std::span<const uint8_t> rest_;
};

std::optional<ScanNews> read_preview(Body& body) {
    const auto guidance = body.guidance();
    const uint32_t width = body.number();
    const uint32_t height = body.number();
    if (!guidance || width == 0 || height == 0 || width > widest_preview || height > highest_preview ||
        body.rest().size() != size_t{3} * width * height)
        return std::nullopt;
    Preview seen{Picture(width, height), *guidance};
    std::copy(body.rest().begin(), body.rest().end(), seen.picture.rgb().begin());
    return seen;
}

std::optional<ScanNews> read_page(Body& body) {
    const auto guidance = body.guidance();
    const uint32_t width = body.number();
    const uint32_t height = body.number();
    if (!guidance || width == 0 || height == 0 || std::max(width, height) > longest_page_edge ||
        std::min(width, height) > shorter_page_edge || body.rest().size() > most_page_bytes)
        return std::nullopt;
    return PageCaptured{PageImage({body.rest().begin(), body.rest().end()}, width, height), *guidance};
}

std::optional<ScanNews> read_body(uint8_t kind, std::span<const uint8_t> bytes) {
    Body body(bytes);
    if (kind == 1) return ScannerLost{};
    if (kind == preview) return read_preview(body);
    if (kind == captured) return read_page(body);
    if (kind == 5) return BadFrames{body.number()};
    const uint8_t value = body.byte();
    if (kind == 0 && value <= 1) return ScannerReady{value == 1};
    if (kind == 4 && value <= static_cast<uint8_t>(CaptureFailure::too_large))
        return CaptureFailed{static_cast<CaptureFailure>(value)};
    return std::nullopt;
}

void wipe(std::vector<uint8_t>& bytes) {
    if (!bytes.empty()) sodium_memzero(bytes.data(), bytes.size());
    bytes.clear();
}

}  // namespace

std::vector<uint8_t> encode_news(const ScanNews& news) {
    std::vector<uint8_t> out;
    const auto* seen = std::get_if<Preview>(&news);
    const auto* page = std::get_if<PageCaptured>(&news);
    size_t length = std::holds_alternative<BadFrames>(news)     ? 4
                    : std::holds_alternative<ScannerLost>(news) ? 0
                                                                : 1;
    if (seen) length = guidance_bytes + 8 + seen->picture.rgb().size();
    if (page) length = guidance_bytes + 8 + page->page.jpeg().size();
    out.reserve(head_bytes + length);  // it never moves, and so leaves no copy
    out.push_back(static_cast<uint8_t>(news.index()));
    put(out, static_cast<uint32_t>(length));
    if (seen) {
        put(out, seen->guidance);
        put(out, seen->picture.width());
        put(out, seen->picture.height());
        out.insert(out.end(), seen->picture.rgb().begin(), seen->picture.rgb().end());
    } else if (page) {
        put(out, page->guidance);
        put(out, page->page.width());
        put(out, page->page.height());
        out.insert(out.end(), page->page.jpeg().begin(), page->page.jpeg().end());
    } else if (const auto* ready = std::get_if<ScannerReady>(&news)) {
        out.push_back(ready->live ? 1 : 0);
    } else if (const auto* failed = std::get_if<CaptureFailed>(&news)) {
        out.push_back(static_cast<uint8_t>(failed->reason));
    } else if (const auto* bad = std::get_if<BadFrames>(&news)) {
        put(out, bad->count);
    }
    return out;
}

ScanNewsReader::~ScanNewsReader() {
    wipe(body_);
}

bool ScanNewsReader::feed(std::span<const uint8_t> bytes) {
    while (!broken_ && !bytes.empty()) {
        if (head_.size() < head_bytes) {
            const size_t n = std::min(bytes.size(), head_bytes - head_.size());
            head_.insert(head_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(n));
            bytes = bytes.subspan(n);
            if (head_.size() < head_bytes) break;
            length_ = Body(std::span(head_).subspan(1)).number();
            if (!is_length(head_[0], length_)) broken_ = true;
            if (!broken_) body_.reserve(length_);
        } else {
            const size_t n = std::min(bytes.size(), length_ - body_.size());
            body_.insert(body_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(n));
            bytes = bytes.subspan(n);
        }
        if (!broken_ && head_.size() == head_bytes && body_.size() == length_) broken_ = !read_message();
    }
    return !broken_;
}

bool ScanNewsReader::read_message() {
    auto news = read_body(head_[0], body_);
    head_.clear();
    wipe(body_);
    if (!news) return false;
    news_.push_back(std::move(*news));
    return true;
}

std::optional<ScanNews> ScanNewsReader::next() {
    if (news_.empty()) return std::nullopt;
    std::optional<ScanNews> first(std::move(news_.front()));
    news_.pop_front();
    return first;
}

}  // namespace lobby::platform
