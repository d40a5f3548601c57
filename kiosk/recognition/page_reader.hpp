// Reads pages in a program of its own (page-reader), one process a page: it opens no file, has no network and
// little memory, and is killed at the deadline, so that a hostile picture can only take its own reading down,
// and never sees another lawyer's page.
//
// Lives on one io_context with one thread: all calls from there, callbacks there, never within read(). One
// page is read at a time, the others wait in their order. Pictures are wiped when they were handed over.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>

#include <boost/asio/io_context.hpp>

#include "base/log.hpp"
#include "base/result.hpp"
#include "kiosk/recognition/page_reading.hpp"

namespace lobby::kiosk {

struct ReaderSettings {
    std::filesystem::path program;  // page-reader; lies beside lobby-kiosk
    std::filesystem::path language_data = "/usr/share/tesseract-ocr/5/tessdata";
    std::chrono::milliseconds deadline{20'000};  // for one page, from its turn on
};

class PageReader {
public:
    using Done = std::function<void(Result<PageReading, ReadingError>)>;

    PageReader(boost::asio::io_context& io, ReaderSettings settings, Log& log);
    ~PageReader();  // cancels
    PageReader(const PageReader&) = delete;
    PageReader& operator=(const PageReader&) = delete;

    // A lawyer is there: keeps a process ready, so that the first page does not wait for the language data.
    void prepare();
    // He is gone: no process stays.
    void rest();

    // `done` is called exactly once, unless cancelled. At most api::max_registration_pages wait; more end as
    // worker_failed.
    void read(api::PageKind kind, std::span<const uint8_t> jpeg, Done done);
    // Drops every page, under way or waiting, and kills the process; no callback comes any more.
    void cancel();

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lobby::kiosk
