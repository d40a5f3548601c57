// The kiosk's settings file (TOML): docs/operator-guide.md. A mistake in it ends the program at start with a
// plain message.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/app/session_flow.hpp"
#include "kiosk/link/link_settings.hpp"
#include "kiosk/recognition/page_reader.hpp"
#include "kiosk/ui/window.hpp"
#include "office/api/messages.hpp"
#include "platform/idcard/card_reader.hpp"
#include "platform/printer/receipt_printer.hpp"
#include "platform/scanner/document_scanner.hpp"

namespace lobby::kiosk::app {

// What the kiosk keeps of cases to answer cards while the office is away.
struct CacheSettings {
    bool enabled = true;  // it takes a store, too: what is told goes into its journal
    uint64_t hours = 72;  // since the office was last heard; older records are not shown
};

struct Settings {
    LinkSettings link;
    platform::CardReaderSettings reader;
    ui::WindowSettings window;
    std::optional<platform::PrinterSettings> printer;  // nothing: there is none
    platform::ScannerSettings scanner;                 // no device: there is none
    kiosk::ReaderSettings page_reader;
    std::filesystem::path store_dir;  // empty: no store, and so no numbers
    CacheSettings cache;
    SessionRules session;
    uint64_t answer_deadline_ms = 8000;
    uint64_t upload_bytes_per_second = 0;  // of lawyers' pages; 0: as fast as the line is
    std::filesystem::path catalogues;      // <language>/LC_MESSAGES/lobby.mo
    std::filesystem::path log_file;        // empty: standard error
    api::OfficeProfile profile;            // shown until the office has said its own
};

// `program` is the running binary: the catalogues are found beside it unless the settings say where they are.
// Throws std::runtime_error with the file's name and what is wrong.
Settings load_settings(const std::filesystem::path& file, const std::filesystem::path& program);

}  // namespace lobby::kiosk::app
