// Watches the inbox while the office serves: an export is taken when it was closed after writing or moved in,
// and at the start all that is there. The import runs on a thread of its own with low priority, so that
// serving never waits for it. Layout of the folder: inbox_folder.hpp.
//
// Used from the io_context's thread. stop() rolls back what is running; that file is taken anew at the next
// start. The destructor waits for the thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "office/import/importer.hpp"

namespace lobby::office::imports {

class Inbox {
public:
    // Throws std::system_error or std::filesystem::filesystem_error when the folder cannot be watched.
    Inbox(boost::asio::io_context& io, const std::filesystem::path& dir, Importer importer,
          const Clock& clock, Log& log);
    Inbox(const Inbox&) = delete;
    Inbox& operator=(const Inbox&) = delete;
    ~Inbox();

    // Told after each file that was taken in, on the import's thread. Before start().
    void on_taken(std::function<void()> tell);

    void start();
    void stop();

private:
    struct Impl;
    std::shared_ptr<Impl> impl_;
};

}  // namespace lobby::office::imports
