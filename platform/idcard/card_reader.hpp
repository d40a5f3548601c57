// The identity card reader on a serial line: opens it, keeps it open (or tries again until it is back), reads
// each card that is put down, and says when it is taken away.
//
// Lives on one io_context with one thread; the observer is called there. Everything that was read is wiped as
// soon as it was handed over; the photo is not decoded.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <variant>

#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "platform/idcard/sdt_session.hpp"

namespace lobby::platform {

struct CardReaderSettings {
    std::filesystem::path device;  // such as /dev/serial/by-id/…
    unsigned baud = 115'200;
    std::chrono::milliseconds reopen_first{250};  // then doubling
    std::chrono::milliseconds reopen_longest{4000};
};

struct ReaderReady {};
struct ReaderLost {};

using ReaderEvent = std::variant<ReaderReady, ReaderLost, CardPlaced, CardRead, CardFailed, CardRemoved>;

class CardReader {
public:
    CardReader(boost::asio::io_context& io, CardReaderSettings settings, Log& log,
               std::function<void(ReaderEvent)> observer);
    ~CardReader();
    CardReader(const CardReader&) = delete;
    CardReader& operator=(const CardReader&) = delete;

    // From any thread.
    void start();
    void stop();

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lobby::platform
