// Structured log: named events with typed fields, one JSON object a line. Both the events and the fields are
// closed lists, and no field can carry a name, an identity number or a query code (values are numbers, or
// words of ours).
//
// Thread-safe. A Log is made by main and passed by reference.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.hpp"

namespace lobby {

enum class Severity { debug, info, warning, error };

enum class Event {
#define LOBBY_EVENT(name, severity) name,
#include "base/log_events.def"
#undef LOBBY_EVENT
};

enum class Field {
#define LOBBY_FIELD(name) name,
#include "base/log_fields.def"
#undef LOBBY_FIELD
};

struct LogField {
    Field key;
    std::variant<int64_t, std::string_view> value;
    LogField(Field k, std::string_view word) : key(k), value(word) {}
    LogField(Field k, const char* word) : key(k), value(std::string_view(word)) {}
    LogField(Field k, const std::string& word) : key(k), value(std::string_view(word)) {}
    template <class Int>
    requires std::is_integral_v<Int> LogField(Field k, Int number)
        : key(k), value(static_cast<int64_t>(number)) {}
};

class Log {
public:
    // To standard error; every line is flushed.
    static Log to_stderr(std::string_view program, const Clock& clock);
    // Rotating: `files` files of `bytes` each. Throws when the folder cannot be written (start-up).
    static Log to_file(std::string_view program, const Clock& clock, const std::filesystem::path& file,
                       size_t bytes = 8u << 20, size_t files = 4);
    static Log discard(const Clock& clock);

    Log(Log&&) noexcept;
    Log& operator=(Log&&) noexcept;
    ~Log();

    void write(Event event, std::initializer_list<LogField> fields = {});

private:
    struct Impl;
    explicit Log(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace lobby
