#include "office/store/key_file.hpp"

#include <cerrno>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "office/store/databases.hpp"

namespace lobby::office {

namespace {

class File {
public:
    explicit File(int fd) : fd_(fd) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] int fd() const { return fd_; }

private:
    int fd_;
};

[[noreturn]] void broken(const std::filesystem::path& file, const char* what) {
    throw std::runtime_error(file.string() + ": " + what);
}

// Writes a new key beside its place and links it there: link() fails if somebody was quicker, and his key
// stands.
void make_key(const std::filesystem::path& file) {
    FileKey key;
    randombytes_buf(key.data(), FileKey::size());
    const auto draft = file.string() + "." + std::to_string(::getpid());
    {
        const File out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (out.fd() < 0 ||
            ::write(out.fd(), key.data(), FileKey::size()) != static_cast<ssize_t>(FileKey::size()) ||
            ::fsync(out.fd()) != 0)
            broken(file, "the key cannot be written");
    }
    const int linked = ::link(draft.c_str(), file.c_str());
    const int why = errno;
    ::unlink(draft.c_str());
    if (linked != 0 && why != EEXIST) broken(file, "the key cannot be put in place");
    const File dir(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (dir.fd() >= 0) ::fsync(dir.fd());
}

}  // namespace

FileKey load_or_make_key(const std::filesystem::path& data_dir, std::string_view name) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    make_private_dir(data_dir);
    make_private_dir(data_dir / "keys");
    const auto file = data_dir / "keys" / (std::string(name) + ".key");
    if (!std::filesystem::exists(file)) make_key(file);
    const File in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    struct stat info {};
    if (in.fd() < 0 || ::fstat(in.fd(), &info) != 0) broken(file, "the key cannot be read");
    if ((info.st_mode & 077) != 0) broken(file, "others may read the key: chmod 600");
    FileKey key;
    if (info.st_size != static_cast<off_t>(FileKey::size()) ||
        ::read(in.fd(), key.data(), FileKey::size()) != static_cast<ssize_t>(FileKey::size()))
        broken(file, "the key is damaged: restore it from the backup");
    return key;
}

}  // namespace lobby::office
