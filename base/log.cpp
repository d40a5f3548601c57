#include "base/log.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <spdlog/logger.h>
#include <spdlog/sinks/null_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "base/civil_date.hpp"

namespace lobby {

struct Log::Impl {
    std::string program;
    const Clock& clock;
    spdlog::logger logger;
};

namespace {

struct EventInfo {
    std::string_view name;
    Severity severity;
};

constexpr EventInfo info_of(Event event) {
    switch (event) {
#define LOBBY_EVENT(name, severity) \
    case Event::name:               \
        return {#name, Severity::severity};
#include "base/log_events.def"
#undef LOBBY_EVENT
    }
    return {"unknown", Severity::error};
}

constexpr std::string_view name_of(Field field) {
    switch (field) {
#define LOBBY_FIELD(name) \
    case Field::name:     \
        return #name;
#include "base/log_fields.def"
#undef LOBBY_FIELD
    }
    return "unknown";
}

spdlog::level::level_enum level_of(Severity severity) {
    switch (severity) {
        case Severity::debug:
            return spdlog::level::debug;
        case Severity::info:
            return spdlog::level::info;
        case Severity::warning:
            return spdlog::level::warn;
        case Severity::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

spdlog::logger logger_on(const spdlog::sink_ptr& sink) {
    spdlog::logger logger("lobby", sink);
    logger.set_pattern("%v");
    logger.flush_on(spdlog::level::debug);
    return logger;
}

}  // namespace

Log::Log(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Log::Log(Log&&) noexcept = default;
Log& Log::operator=(Log&&) noexcept = default;
Log::~Log() = default;

Log Log::to_stderr(std::string_view program, const Clock& clock) {
    return Log(std::unique_ptr<Impl>(
        new Impl{std::string(program), clock, logger_on(std::make_shared<spdlog::sinks::stderr_sink_mt>())}));
}

Log Log::to_file(std::string_view program, const Clock& clock, const std::filesystem::path& file,
                 size_t bytes, size_t files) {
    auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), bytes, files);
    return Log(std::unique_ptr<Impl>(new Impl{std::string(program), clock, logger_on(sink)}));
}

Log Log::discard(const Clock& clock) {
    return Log(std::unique_ptr<Impl>(
        new Impl{"", clock, logger_on(std::make_shared<spdlog::sinks::null_sink_mt>())}));
}

void Log::write(Event event, std::initializer_list<LogField> fields) {
    const auto info = info_of(event);
    static constexpr std::string_view severities[] = {"debug", "info", "warning", "error"};
    std::string line = fmt::format(R"({{"at":"{}","severity":"{}","program":"{}","event":"{}")",
                                   iso_time(impl_->clock.wall()),
                                   severities[static_cast<size_t>(info.severity)], impl_->program, info.name);
    for (const auto& field : fields) {
        line += fmt::format(R"(,"{}":)", name_of(field.key));
        if (const auto* number = std::get_if<int64_t>(&field.value))
            line += std::to_string(*number);
        else
            line += boost::json::serialize(boost::json::string(std::get<std::string_view>(field.value)));
    }
    line += '}';
    impl_->logger.log(level_of(info.severity), line);
}

}  // namespace lobby
