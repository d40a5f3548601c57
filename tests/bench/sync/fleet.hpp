// Kiosks with the real link of the kiosk, many in one process, and one with a journal.
//
// One thread, that of the io_context. Coroutines throw std::runtime_error where the office does not do its
// part.
#pragma once

#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "kiosk/link/office_link.hpp"
#include "tests/bench/lookup/people.hpp"

namespace lobby::bench {

struct Served {
    size_t served = 0;
    size_t failed = 0;
    double all_s = 0;   // from the first kiosk that lost the office until the last one had its answer
    double half_s = 0;  // until half of them had
};

class SyncFleet {
public:
    SyncFleet(boost::asio::io_context& io, std::vector<kiosk::LinkSettings> kiosks,
              std::vector<Person> people);
    ~SyncFleet();
    SyncFleet(const SyncFleet&) = delete;
    SyncFleet& operator=(const SyncFleet&) = delete;

    // Until so many are connected; seconds.
    boost::asio::awaitable<double> up(size_t count);
    // One lookup after the other, each at the next kiosk.
    boost::asio::awaitable<Times> ask(size_t count);
    // From now on, whoever loses the office and has it again asks for a case at once.
    void arm();
    boost::asio::awaitable<Served> all_served();

    [[nodiscard]] size_t connected() const;

private:
    struct Kiosk {
        std::unique_ptr<kiosk::OfficeLink> link;
        bool up = false;
        bool lost = false;
        bool served = false;
    };
    void said(size_t at, const kiosk::LinkState& state);
    void ask_at_once(size_t at);

    boost::asio::io_context& io_;
    SystemClock clock_;
    Log log_;
    std::vector<kiosk::LinkSettings> settings_;
    std::vector<Person> people_;
    std::deque<Kiosk> kiosks_;
    size_t next_ = 0;
    bool armed_ = false;
    std::optional<Clock::time_point> lost_at_;
    Served served_;
};

struct Drained {
    double entries_per_second = 0;  // a backlog, from the connection to the last acknowledgement
    double each_p50_us = 0;         // one entry: to the disk, up, and acknowledged
    double each_p99_us = 0;
    double bare_per_second = 0;  // one row a commit, synchronous=FULL, as many bytes
};
// `bytes` of the peer's row: what an entry takes on the line.
boost::asio::awaitable<Drained> drain(boost::asio::io_context& io, const kiosk::LinkSettings& settings,
                                      const std::filesystem::path& dir, size_t backlog, size_t singly);

// What the TLS library itself keeps for a connection that has shaken hands, on the server's side: bytes.
double tls_bytes_each(const std::filesystem::path& office_data, const kiosk::LinkSettings& kiosk,
                      size_t count);

}  // namespace lobby::bench
