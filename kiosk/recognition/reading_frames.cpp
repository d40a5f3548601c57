#include "kiosk/recognition/reading_frames.hpp"

#include <stdexcept>
#include <string_view>

#include "office/api/text_rules.hpp"

namespace lobby::kiosk {

namespace {

constexpr uint8_t is_reading = 0;  // otherwise ReadingError, from 1
constexpr uint8_t no_kind = 0xFF;

constexpr uint8_t upside_down_bit = 1;
constexpr uint8_t looks_like_kind_bit = 2;

class Writer {
public:
    explicit Writer(size_t size) : bytes_(size) {}
    void byte(size_t value) { bytes_.data()[at_++] = static_cast<uint8_t>(value); }
    void text(std::string_view text) {
        byte(text.size());
        for (const char c : text) byte(static_cast<unsigned char>(c));
    }
    SecretBytes take() { return std::move(bytes_); }

private:
    SecretBytes bytes_;
    size_t at_ = 0;
};

class Reader {
public:
    explicit Reader(std::span<const uint8_t> bytes) : rest_(bytes) {}
    // 0 when there is none; then `ok` is false.
    uint8_t byte() {
        if (rest_.empty()) {
            ok_ = false;
            return 0;
        }
        const uint8_t value = rest_.front();
        rest_ = rest_.subspan(1);
        return value;
    }
    std::string_view text() {
        const size_t size = byte();
        if (size > rest_.size()) {
            ok_ = false;
            return {};
        }
        const std::string_view text(reinterpret_cast<const char*>(rest_.data()), size);
        rest_ = rest_.subspan(size);
        return text;
    }
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool ended() const { return ok_ && rest_.empty(); }

private:
    std::span<const uint8_t> rest_;
    bool ok_ = true;
};

static_assert(api::max_field_bytes <= 0xFF);

std::optional<Proposal> read_proposal(Reader& reader) {
    const auto field = reader.byte();
    const auto confidence = reader.byte();
    const auto by_code = reader.byte();
    const auto value = reader.text();
    const auto as_read = reader.text();
    if (!reader.ok() || field >= api::form_field_words.size() || confidence > 100 || by_code > 1 ||
        value.empty() || !api::is_plain_text(value, api::max_field_bytes) ||
        !api::is_plain_text(as_read, api::max_field_bytes))
        return std::nullopt;
    return Proposal{static_cast<api::FormField>(field), SecretString(value), SecretString(as_read),
                    confidence, by_code == 1};
}

size_t size_of(const PageReading& reading) {
    size_t size = 5;
    for (const auto& proposal : reading.proposals)
        size += 5 + proposal.value.size() + proposal.as_read.size();
    return size;
}

}  // namespace

FrameLength length_of(size_t bytes) {
    return {static_cast<uint8_t>(bytes), static_cast<uint8_t>(bytes >> 8), static_cast<uint8_t>(bytes >> 16),
            static_cast<uint8_t>(bytes >> 24)};
}

size_t length_from(const FrameLength& bytes) {
    return size_t{bytes[0]} | size_t{bytes[1]} << 8 | size_t{bytes[2]} << 16 | size_t{bytes[3]} << 24;
}

SecretBytes encode_request(api::PageKind kind, std::span<const uint8_t> jpeg) {
    if (jpeg.size() > max_page_jpeg_bytes) throw std::length_error("the picture is too large for a request");
    SecretBytes body(jpeg.size() + 1);
    body.data()[0] = static_cast<uint8_t>(kind);
    std::copy(jpeg.begin(), jpeg.end(), body.data() + 1);
    return body;
}

std::optional<ReadingRequest> decode_request(std::span<const uint8_t> body) {
    if (body.empty() || body.size() > max_request_bytes || body[0] >= api::page_kind_words.size())
        return std::nullopt;
    return ReadingRequest{static_cast<api::PageKind>(body[0]), body.subspan(1)};
}

SecretBytes encode_answer(const ReadingOutcome& outcome) {
    if (!outcome) {
        Writer writer(1);
        writer.byte(static_cast<size_t>(outcome.error()) + 1);
        return writer.take();
    }
    const auto& reading = *outcome;
    Writer writer(size_of(reading));
    writer.byte(is_reading);
    writer.byte((reading.upside_down ? upside_down_bit : 0U) |
                (reading.looks_like_kind ? looks_like_kind_bit : 0U));
    writer.byte(reading.quarter_turns);
    writer.byte(reading.looks_like ? static_cast<size_t>(*reading.looks_like) : no_kind);
    writer.byte(reading.proposals.size());
    for (const auto& proposal : reading.proposals) {
        writer.byte(static_cast<size_t>(proposal.field));
        writer.byte(static_cast<size_t>(proposal.confidence));
        writer.byte(proposal.by_code ? 1 : 0);
        writer.text(proposal.value.view());
        writer.text(proposal.as_read.view());
    }
    return writer.take();
}

std::optional<ReadingOutcome> decode_answer(std::span<const uint8_t> body) {
    if (body.size() > max_answer_bytes) return std::nullopt;
    Reader reader(body);
    const auto status = reader.byte();
    if (!reader.ok() || status > reading_error_words.size()) return std::nullopt;
    if (status != is_reading) {
        if (!reader.ended()) return std::nullopt;
        return fail(static_cast<ReadingError>(status - 1));
    }
    PageReading reading;
    const auto bits = reader.byte();
    reading.upside_down = (bits & upside_down_bit) != 0;
    reading.looks_like_kind = (bits & looks_like_kind_bit) != 0;
    reading.quarter_turns = reader.byte();
    const auto kind = reader.byte();
    const auto count = reader.byte();
    const bool known_bits = (bits & ~(upside_down_bit | looks_like_kind_bit)) == 0;
    if (!reader.ok() || !known_bits || reading.quarter_turns > 3 || count > max_proposals ||
        (kind != no_kind && kind >= api::page_kind_words.size()))
        return std::nullopt;
    if (kind != no_kind) reading.looks_like = static_cast<api::PageKind>(kind);
    for (size_t i = 0; i < count; ++i) {
        auto proposal = read_proposal(reader);
        if (!proposal) return std::nullopt;
        if (!reading.proposals.empty() && reading.proposals.back().field >= proposal->field)
            return std::nullopt;
        reading.proposals.push_back(std::move(*proposal));
    }
    if (!reader.ended()) return std::nullopt;
    return reading;
}

}  // namespace lobby::kiosk
