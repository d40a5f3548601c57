#include <cerrno>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sealed/sealed_body.hpp"

namespace lobby::sealed {

namespace {

constexpr size_t secret_bytes = crypto_box_SECRETKEYBYTES;

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
    SecretBytes secret(secret_bytes);
    randombytes_buf(secret.data(), secret.size());
    const auto draft = file.string() + "." + std::to_string(randombytes_random());
    {
        const File out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (out.fd() < 0 ||
            ::write(out.fd(), secret.data(), secret.size()) != static_cast<ssize_t>(secret.size()) ||
            ::fsync(out.fd()) != 0)
            broken(file, "the key cannot be written");
    }
    const int linked = ::link(draft.c_str(), file.c_str());
    const int why = errno;
    ::unlink(draft.c_str());
    if (linked != 0 && why != EEXIST) broken(file, "the key cannot be put in place");
    const File dir(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (dir.fd() < 0 || ::fsync(dir.fd()) != 0) broken(file, "the key's folder cannot be kept");
}

SecretBytes read_key(const std::filesystem::path& file) {
    const File in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    struct stat info {};
    if (in.fd() < 0 || ::fstat(in.fd(), &info) != 0) broken(file, "the key cannot be read");
    if ((info.st_mode & 077) != 0) broken(file, "others may read the key: chmod 600");
    SecretBytes secret(secret_bytes);
    if (info.st_size != static_cast<off_t>(secret.size()) ||
        ::read(in.fd(), secret.data(), secret.size()) != static_cast<ssize_t>(secret.size()))
        broken(file, "the key is damaged: restore it from the backup");
    return secret;
}

PublicKey public_half(const SecretBytes& secret) {
    std::array<uint8_t, 32> bytes{};
    crypto_scalarmult_base(bytes.data(), secret.data());
    const auto key = PublicKey::parse(bytes);
    if (!key) throw std::runtime_error("a key that seals to everybody");
    return *key;
}

}  // namespace

KeyPair::KeyPair(SecretBytes secret) : secret_(std::move(secret)), public_key_(public_half(secret_)) {}

KeyPair KeyPair::make() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    SecretBytes secret(secret_bytes);
    randombytes_buf(secret.data(), secret.size());
    return KeyPair(std::move(secret));
}

KeyPair KeyPair::load_or_make(const std::filesystem::path& file) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    if (!std::filesystem::exists(file)) make_key(file);
    return KeyPair(read_key(file));
}

}  // namespace lobby::sealed
