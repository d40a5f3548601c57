#include "office/notices/notice_settings.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "office/notices/mail_message.hpp"
#include "office/notices/request_template.hpp"

namespace lobby::office {

namespace {

constexpr const char* section = "notices";
constexpr size_t most_template_bytes = 4096;

// "08:00".
std::optional<std::chrono::minutes> time_of_day(std::string_view text) {
    const auto digit = [&](size_t at) { return text[at] - '0'; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    for (const size_t at : {0u, 1u, 3u, 4u})
        if (digit(at) < 0 || digit(at) > 9) return std::nullopt;
    const int hour = digit(0) * 10 + digit(1);
    const int minute = digit(3) * 10 + digit(4);
    if (hour > 23 || minute > 59) return std::nullopt;
    return std::chrono::minutes(hour * 60 + minute);
}

void read_time(SettingsFile& in, const char* key, std::chrono::minutes& into) {
    std::string text;
    in.text(section, key, text);
    if (text.empty()) return;
    const auto time = time_of_day(text);
    if (!time) in.wrong(std::string("[notices] ") + key + " must be a time of the day, as 08:00");
    into = *time;
}

template <class Duration>
void read_duration(SettingsFile& in, const char* key, Duration& into, int64_t low, int64_t high) {
    int64_t count = into.count();
    in.number(section, key, count, low, high);
    into = Duration(count);
}

// The host of scheme://[user@]host[:port][/path]; empty: none.
std::string_view host_of(std::string_view url) {
    const auto begin = url.find("://");
    if (begin == std::string_view::npos) return {};
    auto rest = url.substr(begin + 3);
    rest = rest.substr(0, rest.find_first_of("/?#"));
    if (rest.find('@') != std::string_view::npos) return {};  // credentials have files of their own
    if (rest.starts_with('[')) return rest.substr(0, rest.find(']') + 1);
    return rest.substr(0, rest.find(':'));
}

bool is_this_machine(std::string_view url) {
    constexpr std::array<std::string_view, 3> names{"localhost", "127.0.0.1", "[::1]"};
    return std::ranges::find(names, host_of(url)) != names.end();
}

bool is_plain(std::string_view text) {
    return std::ranges::none_of(text,
                                [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

void read_sms(SettingsFile& in, SmsSettings& sms) {
    in.text(section, "sms_url", sms.url);
    if (const auto form = in.word(section, "sms_form", {"json", "urlencoded"}))
        sms.form = static_cast<SmsSettings::Form>(*form);
    in.text(section, "sms_body", sms.body);
    in.path(section, "sms_headers_file", sms.headers_file);
    in.text(section, "sms_accepted_pointer", sms.accepted_pointer);
    in.text(section, "sms_accepted_value", sms.accepted_value);
}

void check_sms(const SettingsFile& in, const SmsSettings& sms) {
    const bool secure = sms.url.starts_with("https://");
    if (host_of(sms.url).empty() || !is_plain(sms.url) || !(secure || sms.url.starts_with("http://")))
        in.wrong("[notices] sms_url is missing, or is no https:// address");
    if (!secure && !is_this_machine(sms.url))
        in.wrong("[notices] sms_url must be https://: phone numbers go there");
    if (sms.body.size() > most_template_bytes) in.wrong("[notices] sms_body is longer than 4096 bytes");
    if (const auto fault = fault_of_body(sms.body, sms.form)) in.wrong("[notices] sms_body " + *fault);
    if (!sms.accepted_pointer.empty() && !sms.accepted_pointer.starts_with('/'))
        in.wrong("[notices] sms_accepted_pointer begins with a slash (RFC 6901)");
}

void read_smtp(SettingsFile& in, SmtpSettings& smtp) {
    in.text(section, "smtp_url", smtp.url);
    in.flag(section, "smtp_starttls", smtp.starttls);
    in.text(section, "smtp_from", smtp.from);
    in.text(section, "smtp_to", smtp.to);
    in.text(section, "smtp_subject", smtp.subject);
    in.text(section, "smtp_user", smtp.user);
    in.path(section, "smtp_password_file", smtp.password_file);
}

void check_smtp(const SettingsFile& in, const SmtpSettings& smtp) {
    const bool secure = smtp.url.starts_with("smtps://");
    if (host_of(smtp.url).empty() || !is_plain(smtp.url) || !(secure || smtp.url.starts_with("smtp://")))
        in.wrong("[notices] smtp_url is missing, or is no smtps:// or smtp:// address");
    if (!secure && !smtp.starttls && !is_this_machine(smtp.url))
        in.wrong("[notices] smtp_starttls must stand: phone numbers go there");
    if (!is_mail_address(smtp.from)) in.wrong("[notices] smtp_from is no mail address");
    if (!is_mail_address(fill_template(smtp.to, {.phone = "13800000000"}, Escape::none)))
        in.wrong("[notices] smtp_to is no mail address, nor becomes one with {phone}");
    if (smtp.subject.size() > 200 || !is_plain(smtp.subject)) in.wrong("[notices] smtp_subject is too long");
    if (smtp.to.find("{phone}") == std::string::npos && smtp.subject.find("{phone}") == std::string::npos)
        in.wrong("[notices] {phone} must stand in smtp_to or in smtp_subject");
    if (smtp.user.empty() != smtp.password_file.empty())
        in.wrong("[notices] smtp_user and smtp_password_file go together");
}

}  // namespace

void read_notice_settings(SettingsFile& in, NoticeSettings& s) {
    if (const auto gateway = in.word(section, "gateway", {"none", "sms", "smtp"}))
        s.gateway = static_cast<NoticeSettings::Gateway>(*gateway);
    if (const auto language = in.word(section, "language", {"zh", "en"}))
        s.language = static_cast<NoticeSettings::Language>(*language);
    read_time(in, "quiet_from", s.quiet_from);
    read_time(in, "quiet_until", s.quiet_until);
    in.number(section, "tries", s.tries, 1, 50);
    read_duration(in, "first_retry_seconds", s.first_retry, 1, 3600);
    read_duration(in, "deadline_seconds", s.deadline, 1, 120);
    read_duration(in, "reminder_hours", s.reminder, 0, 14 * 24);
    read_duration(in, "useful_hours", s.useful, 1, 30 * 24);
    in.number(section, "retention_days", s.retention_days, 1, 366);
    in.flag(section, "stage_changes", s.stage_changes);
    in.path(section, "ca_file", s.ca_file);
    in.text(section, "proxy", s.proxy);
    read_sms(in, s.sms);
    read_smtp(in, s.smtp);
    if (s.gateway == NoticeSettings::Gateway::sms) check_sms(in, s.sms);
    if (s.gateway == NoticeSettings::Gateway::smtp) check_smtp(in, s.smtp);
}

}  // namespace lobby::office
