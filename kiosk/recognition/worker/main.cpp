// page-reader LANGUAGE_DATA DEADLINE_MS: reads one page that comes in on standard input, says on standard
// output what stands on it (reading_frames.hpp), and ends. Started by the kiosk (page_reader.hpp), never by
// hand.
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <exception>
#include <string_view>

#include <unistd.h>

#include "kiosk/recognition/reading_frames.hpp"
#include "kiosk/recognition/worker/confinement.hpp"
#include "kiosk/recognition/worker/page_recognition.hpp"

namespace {

using namespace lobby;
using namespace lobby::kiosk;

// The language data and what a page of 24 megapixels takes, measured, twice over.
constexpr size_t most_memory = size_t{768} << 20;

bool read_all(uint8_t* to, size_t size) {
    while (size > 0) {
        const auto count = ::read(STDIN_FILENO, to, size);
        if (count <= 0) return false;
        to += count;
        size -= static_cast<size_t>(count);
    }
    return true;
}

bool write_all(std::span<const uint8_t> bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (count <= 0) return false;
        bytes = bytes.subspan(static_cast<size_t>(count));
    }
    return true;
}

bool serve(PageRecognition& recognition, std::chrono::milliseconds deadline) {
    FrameLength header{};
    if (!read_all(header.data(), header.size()) || length_from(header) > max_request_bytes) return false;
    SecretBytes body(length_from(header));
    if (!read_all(body.data(), body.size())) return false;
    const auto request = decode_request(body.view());
    if (!request) return false;
    const auto answer = encode_answer(recognition.read(request->kind, request->jpeg, deadline));
    const auto length = length_of(answer.size());
    return write_all(length) && write_all(answer.view());
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const std::string_view number(argv[2]);
    int64_t limit = 0;
    if (std::from_chars(number.data(), number.data() + number.size(), limit).ec != std::errc() ||
        limit <= 0 || limit > 600'000)
        return 2;
    const std::chrono::milliseconds deadline(limit);
    bool served = false;
    try {
        PageRecognition recognition(argv[1]);
        confine_process(most_memory,
                        std::chrono::duration_cast<std::chrono::seconds>(deadline) + std::chrono::seconds(3));
        served = serve(recognition, deadline);
    } catch (const std::exception&) {
        served = false;  // the kiosk sees the socket end, and says which page was not read
    }
    std::_Exit(served ? 0 : 1);  // nothing to tidy up: the memory goes with the process
}
