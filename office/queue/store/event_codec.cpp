#include "office/queue/store/event_codec.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "office/queue/store/json_fields.hpp"

namespace lobby::office::queue {

namespace {

// In the order of event::Body.
constexpr std::array<std::string_view, std::variant_size_v<event::Body>> kinds{
    "series_assigned", "taken",          "given_back",      "print_reported", "rated",
    "called",          "recalled",       "started",         "finished",       "held",
    "resumed",         "missed",         "transferred",     "expired",        "window_opened",
    "window_closed",   "service_paused", "service_resumed", "day_started"};

// The body of the given kind, with nothing in it yet.
template <size_t I = 0>
std::optional<event::Body> empty_body(std::string_view kind) {
    if constexpr (I == kinds.size()) {
        return std::nullopt;
    } else {
        if (kind == kinds[I]) return event::Body(std::in_place_index<I>);
        return empty_body<I + 1>(kind);
    }
}

Result<boost::json::object, DecodeError> parse(std::string_view text, size_t longest) {
    if (text.size() > longest) return fail(DecodeError::too_long);
    boost::system::error_code error;
    auto value = boost::json::parse(text, error);
    if (error || !value.is_object()) return fail(DecodeError::not_json);
    boost::json::object object = std::move(value.get_object());
    return object;
}

template <class T>
std::string written(T value) {
    FieldWriter writer;
    fields(writer, value);
    return boost::json::serialize(writer.object);
}

}  // namespace

std::string_view kind_of(const event::Body& body) {
    return kinds[body.index()];
}

std::string encode(const event::Body& body) {
    return std::visit([](const auto& e) { return written(e); }, body);
}

Result<event::Body, DecodeError> decode_event(std::string_view kind, std::string_view text) {
    auto body = empty_body(kind);
    if (!body) return fail(DecodeError::unknown_kind);
    const auto object = parse(text, longest_event);
    if (!object) return fail(object.error());
    FieldReader reader(*object);
    std::visit([&](auto& e) { fields(reader, e); }, *body);
    if (!reader.good()) return fail(DecodeError::bad_fields);
    return *std::move(body);
}

std::string encode(const State& state) {
    return written(state.parts());
}

Result<State, DecodeError> decode_snapshot(std::string_view text) {
    const auto object = parse(text, longest_snapshot);
    if (!object) return fail(object.error());
    State::Parts parts;
    FieldReader reader(*object);
    fields(reader, parts);
    if (!reader.good()) return fail(DecodeError::bad_fields);
    auto state = State::from(std::move(parts));
    if (!state) return fail(DecodeError::contradictory);
    return *std::move(state);
}

}  // namespace lobby::office::queue
