// The office's settings file (TOML). Read once at start-up; a mistake in it ends the program with a plain
// message.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "office/api/messages.hpp"
#include "office/notices/notice_settings.hpp"

namespace lobby::office {

// The staff's console, the lobby's board and the visitors' pages: one HTTPS server.
struct ConsoleConfig {
    std::string address = "127.0.0.1";
    uint16_t port = 7445;               // 0: any free port (printed)
    std::filesystem::path pages_dir;    // empty: beside the program
    std::filesystem::path certificate;  // PEM, with its chain; empty: of the office's authority
    std::filesystem::path key;          // PEM
    std::string public_url;             // as visitors' phones reach it; empty: by host_name and port
};

// How the board speaks.
struct SpeechConfig {
    std::string program = "espeak-ng";  // empty: the chime alone
    std::string voice_zh = "cmn";
    std::string voice_en = "en";
    uint32_t words_per_minute = 150;
    // {number} and {window} are put in; digits are read one by one.
    std::string call_zh = "请{number}号，到{window}";
    std::string call_en = "Number {number}, please go to {window}";
};

// Lawyers' registrations (office/lawyers).
struct LawyersConfig {
    bool four_eyes = false;   // two accounts confirm
    int validity_days = 365;  // of a confirmation
    int returned_days = 30;   // in which a returned one can be mended; then it expires
    api::CheckRules papers;   // how old they may be
    // Days after which what the lawyer handed in is erased.
    int retention_days_expired = 30;
    int retention_days_withdrawn = 7;
    int retention_days_refused = 30;  // of what could not be opened

    std::string register_url;                   // of the lawyers' register; empty: there is none
    std::filesystem::path register_ca;          // PEM, whom it is known by; empty: the machine's
    std::filesystem::path register_token_file;  // sent as "Authorization: Bearer"; empty: nothing is sent
    std::chrono::milliseconds register_deadline{4000};
};

struct OfficeConfig {
    std::filesystem::path data_dir;  // cases.db, office.db, keys/, pki/, log/; made with owner-only rights
    std::filesystem::path anchor_copies;  // where the ledger's daily anchors are copied to; empty: nowhere
    std::filesystem::path inbox_dir;      // watched by serve for exports; empty: none
    api::OfficeProfile profile;

    std::string listen_address = "127.0.0.1";
    uint16_t link_port = 7443;            // kiosks, mutual TLS; 0: any free port (printed)
    uint16_t enrol_port = 7444;           // enrolment with a one-time code; 0: any free port
    std::string host_name = "localhost";  // what the server certificate is made out to

    std::chrono::milliseconds refusal_floor{40};  // every refusal is answered this long after its question
    uint32_t free_wrong_codes =
        3;  // wrong codes without a delay; then the delay doubles from 30 s up to 1 hour

    ConsoleConfig console;
    SpeechConfig speech;
    LawyersConfig lawyers;
    NoticeSettings notices;
};

// Throws std::runtime_error with the file's name, line and what is wrong.
OfficeConfig load_config(const std::filesystem::path& file);

}  // namespace lobby::office
