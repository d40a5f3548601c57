// registration-upload DIR HOST PORT: sends the pages up that wait in a kiosk's folder, as the kiosk does it,
// and says how long that took. Each page is read, hashed, sent in pieces, taken in by the office onto its
// disk, and erased here.
#include <chrono>
#include <string>

#include <boost/asio/steady_timer.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "kiosk/scans/scan_desk.hpp"
#include "kiosk/scans/scan_uploader.hpp"

namespace {

using namespace lobby;

constexpr std::chrono::seconds patience{120};

int run(const std::filesystem::path& dir, const std::string& host, uint16_t port) {
    const SystemClock clock;
    Log log = Log::discard(clock);
    auto store = kiosk::KioskStore::open(dir / "store", clock, log);
    kiosk::scans::ScanDesk desk({store, dir / "store", clock, log, [] {}, [] {}});
    kiosk::scans::UploadSettings settings;
    settings.link.host = host;
    settings.link.link_port = port;
    settings.link.identity_dir = dir / "identity";
    boost::asio::io_context io{1};
    size_t pages = 0;
    uint64_t bytes = 0;
    kiosk::scans::ScanUploader uploader(
        io, settings, desk.pages(), log, [](uint32_t bound) { return bound / 2; },
        [&](const kiosk::scans::UploadProgress& progress) {
            if (!progress.done) return;
            ++pages;
            bytes += progress.length;
        });
    const size_t waiting = desk.waiting();
    const auto since = std::chrono::steady_clock::now();
    uploader.start();
    while (pages < waiting && std::chrono::steady_clock::now() - since < patience)
        io.run_one_for(std::chrono::seconds(1));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - since;
    uploader.stop();
    io.run_for(std::chrono::seconds(5));
    if (pages != waiting || desk.waiting() != 0) return 1;
    fmt::print("{}\n", boost::json::serialize(boost::json::object{
                           {"pages", pages}, {"bytes", bytes}, {"seconds", took.count()}}));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    return run(argv[1], argv[2], static_cast<uint16_t>(std::stoul(argv[3])));
}
