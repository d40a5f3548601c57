#include "office/config/config.hpp"

#include "base/settings/settings_file.hpp"

namespace lobby::office {

namespace {

void read_console(SettingsFile& in, ConsoleConfig& c) {
    in.text("console", "address", c.address);
    in.number("console", "port", c.port, 0, 65535);
    in.path("console", "pages_dir", c.pages_dir);
    in.path("console", "certificate", c.certificate);
    in.path("console", "key", c.key);
    in.text("console", "public_url", c.public_url);
    if (c.certificate.empty() != c.key.empty()) in.wrong("[console] certificate and key go together");
    if (!c.public_url.empty() && (!c.public_url.starts_with("https://") || c.public_url.ends_with('/')))
        in.wrong("[console] public_url begins with https:// and does not end with a slash");
}

void read_speech(SettingsFile& in, SpeechConfig& c) {
    in.text("speech", "program", c.program);
    in.text("speech", "voice_zh", c.voice_zh);
    in.text("speech", "voice_en", c.voice_en);
    in.number("speech", "words_per_minute", c.words_per_minute, 80, 300);
    in.text("speech", "call_zh", c.call_zh);
    in.text("speech", "call_en", c.call_en);
    for (const auto* call : {&c.call_zh, &c.call_en})
        if (call->size() > 200 || (!call->empty() && call->find("{number}") == std::string::npos))
            in.wrong("[speech] a call has at most 200 bytes and says {number}");
}

bool names_this_machine(std::string_view url) {
    constexpr std::string_view scheme = "http://";
    if (!url.starts_with(scheme)) return false;
    const auto rest = url.substr(scheme.size());
    const auto host = rest.substr(0, rest.find_first_of(":/?#"));
    return host == "127.0.0.1" || host == "localhost";
}

void read_days(SettingsFile& in, const char* key, std::chrono::days& into) {
    auto days = into.count();
    in.number("lawyers", key, days, 1, api::longest_paper.count());
    into = std::chrono::days(days);
}

void read_lawyers(SettingsFile& in, LawyersConfig& c) {
    in.flag("lawyers", "four_eyes", c.four_eyes);
    in.number("lawyers", "validity_days", c.validity_days, 1, 3660);
    in.number("lawyers", "returned_days", c.returned_days, 1, 366);
    read_days(in, "inspection_days", c.papers.inspection);
    read_days(in, "firm_letter_days", c.papers.firm_letter);
    read_days(in, "authorisation_days", c.papers.authorisation);
    in.number("lawyers", "retention_days_expired", c.retention_days_expired, 0, 3660);
    in.number("lawyers", "retention_days_withdrawn", c.retention_days_withdrawn, 0, 366);
    in.number("lawyers", "retention_days_refused", c.retention_days_refused, 1, 366);
    in.text("lawyers", "register_url", c.register_url);
    in.path("lawyers", "register_ca", c.register_ca);
    in.path("lawyers", "register_token_file", c.register_token_file);
    int64_t deadline_ms = c.register_deadline.count();
    in.number("lawyers", "register_deadline_ms", deadline_ms, 100, 20'000);
    c.register_deadline = std::chrono::milliseconds(deadline_ms);
    if (!c.register_url.empty() && !c.register_url.starts_with("https://") &&
        !names_this_machine(c.register_url))
        in.wrong("[lawyers] register_url begins with https:// (http:// only to 127.0.0.1 or localhost)");
}

}  // namespace

OfficeConfig load_config(const std::filesystem::path& file) {
    auto in = SettingsFile::load(file);
    OfficeConfig c;
    in.path("office", "data_dir", c.data_dir);
    if (c.data_dir.empty()) in.wrong("[office] data_dir is missing");
    in.path("import", "inbox", c.inbox_dir);
    in.path("ledger", "anchor_copies", c.anchor_copies);
    in.text("office", "name_zh", c.profile.name_zh);
    in.text("office", "name_en", c.profile.name_en);
    in.text("office", "window_zh", c.profile.window_zh);
    in.text("office", "window_en", c.profile.window_en);
    in.text("office", "phone", c.profile.phone);
    in.text("link", "address", c.listen_address);
    in.number("link", "port", c.link_port, 0, 65535);
    in.number("link", "enrol_port", c.enrol_port, 0, 65535);
    in.text("link", "host_name", c.host_name);
    int64_t floor_ms = c.refusal_floor.count();
    in.number("lookup", "refusal_floor_ms", floor_ms, 0, 5000);
    c.refusal_floor = std::chrono::milliseconds(floor_ms);
    in.number("lookup", "free_wrong_codes", c.free_wrong_codes, 1, 20);
    read_console(in, c.console);
    read_speech(in, c.speech);
    read_lawyers(in, c.lawyers);
    read_notice_settings(in, c.notices);
    in.finish({"queue", "file_review"});  // office/queue/settings.hpp
    return c;
}

}  // namespace lobby::office
