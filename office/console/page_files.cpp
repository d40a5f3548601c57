#include "office/console/page_files.hpp"

#include <array>
#include <stdexcept>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "office/console/forms/headers.hpp"

namespace lobby::office::console {

namespace {

constexpr size_t most_files = 400;
constexpr size_t most_bytes = 64u << 20;

class File {
public:
    explicit File(const std::filesystem::path& path)
        : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    // Nothing when it is no regular file, or larger than `most`.
    bool read(std::string& into, size_t most) const {
        struct stat info {};
        if (fd_ < 0 || ::fstat(fd_, &info) != 0 || !S_ISREG(info.st_mode)) return false;
        if (static_cast<size_t>(info.st_size) > most) return false;
        into.resize(static_cast<size_t>(info.st_size));
        size_t have = 0;
        while (have < into.size()) {
            const auto n = ::read(fd_, into.data() + have, into.size() - have);
            if (n <= 0) return false;
            have += static_cast<size_t>(n);
        }
        return true;
    }

private:
    int fd_;
};

std::string tag_of(std::string_view bytes) {
    std::array<uint8_t, 16> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size(), nullptr, 0);
    std::array<char, 33> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return std::string("\"") + hex.data() + "\"";
}

}  // namespace

PageFiles PageFiles::load(const std::filesystem::path& dir) {
    PageFiles pages;
    size_t bytes = 0;
    std::error_code error;
    std::filesystem::recursive_directory_iterator it(dir, error);
    if (error) throw std::runtime_error("cannot read the folder of pages " + dir.string());
    for (const auto& entry : it) {
        if (!entry.is_regular_file() || entry.is_symlink()) continue;
        const auto name = entry.path().lexically_relative(dir).generic_string();
        const auto type = media_type_of(name);
        if (type.empty()) continue;
        PageFile file;
        file.type = std::string(type);
        if (!File(entry.path()).read(file.bytes, most_bytes - bytes) || pages.files_.size() == most_files)
            throw std::runtime_error("the folder of pages cannot be served: " + entry.path().string());
        bytes += file.bytes.size();
        file.tag = tag_of(file.bytes);
        pages.files_.emplace(name, std::move(file));
    }
    return pages;
}

const PageFile* PageFiles::find(std::string_view path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second;
}

std::filesystem::path pages_beside_program() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return error ? std::filesystem::path() : program.parent_path() / "pages";
}

}  // namespace lobby::office::console
