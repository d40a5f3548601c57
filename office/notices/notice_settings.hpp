// The office's rules for notices: [notices] of its settings file (docs/operator-guide.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/settings/settings_file.hpp"

namespace lobby::office {

// POST of one notice to a gateway for text messages.
struct SmsSettings {
    enum class Form { json, urlencoded };
    std::string url;  // https; http only to this machine
    Form form = Form::json;
    // {id} {phone} {text} {kind}; values are escaped as the form asks for.
    std::string body = R"({"id":"{id}","phone":"{phone}","text":"{text}"})";
    std::filesystem::path headers_file;  // "Name: value" lines, owner only: credentials stand there
    // Where the gateway says in a JSON answer with status 200 that it took the notice; empty: the status
    // does.
    std::string accepted_pointer;  // RFC 6901
    std::string accepted_value;
};

// Mail: to a gateway that makes text messages of it, or to staff who pass it on.
struct SmtpSettings {
    std::string url;       // smtp://host:port or smtps://host:port
    bool starttls = true;  // of smtp://; may be off only to this machine
    std::string from;      // envelope and header
    std::string to;        // {phone} may stand in it, and in the subject
    std::string subject = "{phone}";
    std::string user;  // empty: no authentication
    std::filesystem::path password_file;
};

struct NoticeSettings {
    enum class Gateway { none, sms, smtp };
    enum class Language { zh, en };
    Gateway gateway = Gateway::none;
    Language language = Language::zh;

    std::chrono::minutes quiet_from{21 * 60};  // of the local day; alike: no quiet hours
    std::chrono::minutes quiet_until{8 * 60};
    uint32_t tries = 8;
    std::chrono::seconds first_retry{30};  // then doubling up to an hour
    std::chrono::seconds deadline{20};     // of one try
    std::chrono::hours reminder{24};       // before an appointment; 0: none
    std::chrono::hours useful{72};         // after that a notice says nothing new, and is given up
    uint32_t retention_days = 30;          // of rows, after their end
    bool stage_changes = true;

    std::filesystem::path ca_file;  // PEM, whom gateways are known by; empty: the machine's
    std::string proxy;              // for gateways outside; empty: none, whatever the environment says
    SmsSettings sms;
    SmtpSettings smtp;
};

// Throws std::runtime_error with the file's name and what is wrong.
void read_notice_settings(SettingsFile& in, NoticeSettings& into);

}  // namespace lobby::office
