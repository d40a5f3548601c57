// Files that must be on disk before anybody is told so, and gone when they are gone.
//
// All throw std::system_error; is_full() says whether there was no room. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <system_error>
#include <vector>

namespace lobby {

// An open file; closed when it goes.
class OpenFile {
public:
    // Made for its owner only where `flags` say that it is made. Throws when it cannot be opened.
    OpenFile(const std::filesystem::path& file, int flags);
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile();

    [[nodiscard]] uint64_t size() const;
    void write(std::span<const uint8_t> bytes);
    // From the beginning. Throws std::errc::file_too_large when there is more.
    [[nodiscard]] std::vector<uint8_t> read(size_t most);
    void sync();

private:
    int fd_;
};

// A file's name is on disk when its folder is.
void sync_folder(const std::filesystem::path& dir);

// Whole under its name, or not there: written beside it, synced, renamed, its folder synced.
void write_durably(const std::filesystem::path& file, std::span<const uint8_t> bytes);

// Overwritten, then removed. Nothing happens when there is none.
void erase_file(const std::filesystem::path& file);

[[nodiscard]] bool is_full(const std::system_error& error);

}  // namespace lobby
