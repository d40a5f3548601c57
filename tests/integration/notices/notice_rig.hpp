// An office's store with an outbox and a desk over it, whose clock stands still.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "office/notices/notice_desk.hpp"
#include "office/store/database.hpp"
#include "office/store/databases.hpp"
#include "tests/support/temp_dir.hpp"

namespace lobby::test {

// 09:00 of the office on 24 November 2026.
inline constexpr WallTime nine{std::chrono::milliseconds(1'795'482'000'000)};

// That send to a receiver on this machine, and wait for nothing long.
office::NoticeSettings sms_settings(uint16_t port);
office::NoticeSettings smtp_settings(uint16_t port);

class NoticeRig {
public:
    explicit NoticeRig(const office::NoticeSettings& settings);

    // As a deed of the office does it.
    office::Posted post(const office::Notice& notice);
    // Everything that is due now; when something will be due.
    std::optional<WallTime> send_due();
    [[nodiscard]] office::NoticeFigures figures() const { return desk.figures().value(); }

    // The bodies of the ledger's entries of this kind, as text.
    std::vector<std::string> ledger(const std::string& kind);
    [[nodiscard]] bool ledger_sound();
    int64_t rows(const std::string& where);
    // Whether the bytes stand in one of the database's files.
    [[nodiscard]] bool on_disk(const std::string& bytes) const;

    TempDir dir;
    office::StoreKey key;
    ManualClock clock{nine};
    Log log;
    office::DatabaseWriter writer;
    office::store::Database db;
    office::NoticeOutbox outbox;
    boost::asio::io_context io{1};
    office::NoticeDesk desk;
};

}  // namespace lobby::test
