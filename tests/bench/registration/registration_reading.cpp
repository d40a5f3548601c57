// registration-reading PAGE_READER KIND FILE...: each page through the kiosk's own way, one reading process a
// page, kept ready as while a lawyer is there. One JSON object: milliseconds of each, and how many fields
// came back.
#include <chrono>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "kiosk/recognition/page_reader.hpp"
#include "office/api/ticket_terms.hpp"

int main(int argc, char** argv) {
    using namespace lobby;
    const auto kind = argc > 3 ? api::from_word<api::PageKind>(argv[2]) : std::nullopt;
    if (!kind) return 2;
    boost::asio::io_context io;
    const SystemClock clock;
    Log log = Log::discard(clock);
    kiosk::PageReader reader(io, {.program = argv[1], .deadline = std::chrono::seconds(120)}, log);
    reader.prepare();
    std::vector<double> milliseconds;
    size_t fields = 0;
    for (int i = 3; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
        const auto since = std::chrono::steady_clock::now();
        bool done = false;
        reader.read(*kind, {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()},
                    [&](const Result<kiosk::PageReading, kiosk::ReadingError>& outcome) {
                        if (outcome) fields += outcome->proposals.size();
                        done = true;
                    });
        io.restart();
        while (!done && io.run_one() > 0) {
        }
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - since;
        milliseconds.push_back(took.count());
    }
    fmt::print("{}\n", boost::json::serialize(boost::json::object{
                           {"fields", fields}, {"milliseconds", boost::json::value_from(milliseconds)}}));
    return 0;
}
