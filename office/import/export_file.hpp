// An export on disk, read once from front to back in blocks, and hashed on the way.
//
// One thread. Takes regular files only; links, devices and pipes are refused, so that whoever may write into
// the inbox cannot make the office read something else.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>

#include <sodium.h>
#include <sys/stat.h>

#include "base/result.hpp"
#include "office/import/file_fault.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office::imports {

inline constexpr uint64_t max_file_bytes = uint64_t{16} << 30;

class ExportFile {
public:
    static Result<ExportFile, FileFault> open(const std::filesystem::path& file, std::stop_token stop);

    ExportFile(ExportFile&& other) noexcept;
    ExportFile& operator=(ExportFile&&) = delete;
    ~ExportFile();

    [[nodiscard]] uint64_t size() const { return static_cast<uint64_t>(info_.st_size); }
    [[nodiscard]] uint64_t position() const { return position_; }

    // Up to block.size() bytes; 0 at the end.
    Result<size_t, FileFault> read(std::span<char> block);
    // Back to the front; the hash starts anew.
    Result<void, FileFault> rewind();
    // At the end: BLAKE2b-256 of all that was read, if the file is still as it was when it was opened.
    Result<Digest32, FileFault> finish();

private:
    ExportFile(int fd, const struct stat& info, std::stop_token stop);
    int fd_;
    struct stat info_ {};
    std::stop_token stop_;
    uint64_t position_ = 0;
    crypto_generichash_state hash_{};
};

}  // namespace lobby::office::imports
