#include "office/console/forms/json_body.hpp"

#include <new>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <sodium.h>

#include "office/api/text_rules.hpp"

namespace lobby::office::console {

namespace json = boost::json;

namespace {

constexpr size_t deepest = 4;

// Boost.JSON gives back the names of members with another alignment than it asked for: all get the largest.
class WipingMemory final : public json::memory_resource {
    void* do_allocate(size_t bytes, size_t) override { return ::operator new(bytes); }
    void do_deallocate(void* block, size_t bytes, size_t) override {
        sodium_memzero(block, bytes);
        ::operator delete(block);
    }
    bool do_is_equal(const json::memory_resource& other) const noexcept override { return this == &other; }
};

}  // namespace

struct JsonBody::Parsed {
    WipingMemory memory;
    json::value value = json::value(json::storage_ptr(&memory));
    size_t taken = 0;
    bool good = true;

    const json::value* take(std::string_view name) {
        if (!value.is_object()) return nullptr;
        const auto* found = value.get_object().if_contains(name);
        if (found) ++taken;
        return found && !found->is_null() ? found : nullptr;
    }
    // The value where it is a text that fits.
    std::optional<std::string_view> text(const json::value& v, size_t longest) {
        const auto* s = v.if_string();
        if (s && api::is_plain_text(*s, longest)) return std::string_view(*s);
        good = false;
        return std::nullopt;
    }
};

JsonBody::JsonBody(std::string_view text) : parsed_(std::make_unique<Parsed>()) {
    json::parse_options options;
    options.max_depth = deepest;
    boost::system::error_code error;
    if (text.size() <= longest_body) parsed_->value = json::parse(text, error, &parsed_->memory, options);
    parsed_->good = !error && parsed_->value.is_object();
}

JsonBody::JsonBody(JsonBody&&) noexcept = default;
JsonBody& JsonBody::operator=(JsonBody&&) noexcept = default;
JsonBody::~JsonBody() = default;

std::optional<std::string> JsonBody::text(std::string_view name, size_t longest) {
    const auto* v = parsed_->take(name);
    if (!v) return std::nullopt;
    const auto text = parsed_->text(*v, longest);
    if (!text) return std::nullopt;
    return std::string(*text);
}

std::optional<SecretString> JsonBody::secret(std::string_view name, size_t longest) {
    const auto* v = parsed_->take(name);
    if (!v) return std::nullopt;
    const auto text = parsed_->text(*v, longest);
    if (!text) return std::nullopt;
    return SecretString(*text);
}

std::optional<uint64_t> JsonBody::number(std::string_view name, uint64_t low, uint64_t high) {
    const auto* v = parsed_->take(name);
    if (!v) return std::nullopt;
    boost::system::error_code error;
    const auto n = v->is_number() && !v->is_double() ? v->to_number<uint64_t>(error) : 0;
    if (!v->is_number() || v->is_double() || error || n < low || n > high) {
        parsed_->good = false;
        return std::nullopt;
    }
    return n;
}

std::optional<bool> JsonBody::flag(std::string_view name) {
    const auto* v = parsed_->take(name);
    if (!v) return std::nullopt;
    if (!v->is_bool()) {
        parsed_->good = false;
        return std::nullopt;
    }
    return v->get_bool();
}

std::optional<std::vector<std::string>> JsonBody::texts(std::string_view name, size_t most, size_t longest) {
    const auto* v = parsed_->take(name);
    if (!v) return std::nullopt;
    if (!v->is_array() || v->get_array().size() > most) {
        parsed_->good = false;
        return std::nullopt;
    }
    std::vector<std::string> out;
    for (const auto& element : v->get_array()) {
        const auto text = parsed_->text(element, longest);
        if (!text) return std::nullopt;
        out.emplace_back(*text);
    }
    return out;
}

bool JsonBody::good() const {
    return parsed_->good && parsed_->value.get_object().size() == parsed_->taken;
}

}  // namespace lobby::office::console
