#include "office/store/store_key.hpp"

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sodium.h>
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
    std::array<uint8_t, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    const auto draft = file.string() + "." + std::to_string(::getpid());
    {
        const File out(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (out.fd() < 0 ||
            ::write(out.fd(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
            ::fsync(out.fd()) != 0)
            broken(file, "the key cannot be written");
    }
    const int linked = ::link(draft.c_str(), file.c_str());
    const int why = errno;
    ::unlink(draft.c_str());
    if (linked != 0 && why != EEXIST) broken(file, "the key cannot be put in place");
    const File dir(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (dir.fd() >= 0) ::fsync(dir.fd());
    sodium_memzero(bytes.data(), bytes.size());
}

// One hash for all purposes, kept apart by their names.
template <size_t N>
std::array<uint8_t, N> keyed_hash(const std::array<uint8_t, 32>& key, std::string_view purpose,
                                  std::span<const uint8_t> a, std::span<const uint8_t> b = {}) {
    std::array<uint8_t, N> out{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), N);
    const auto length = static_cast<uint8_t>(purpose.size());
    crypto_generichash_update(&state, &length, 1);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size());
    crypto_generichash_update(&state, a.data(), a.size());
    crypto_generichash_update(&state, b.data(), b.size());
    crypto_generichash_final(&state, out.data(), N);
    sodium_memzero(&state, sizeof state);
    return out;
}

std::span<const uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

}  // namespace

StoreKey::StoreKey(std::span<const uint8_t, 32> bytes) {
    std::ranges::copy(bytes, bytes_.begin());
}

StoreKey::~StoreKey() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

StoreKey StoreKey::load_or_make(const std::filesystem::path& data_dir) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
    make_private_dir(data_dir);
    make_private_dir(data_dir / "keys");
    const auto file = data_dir / "keys" / "store.key";
    if (!std::filesystem::exists(file)) make_key(file);
    const File in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    struct stat info {};
    if (in.fd() < 0 || ::fstat(in.fd(), &info) != 0) broken(file, "the key cannot be read");
    if ((info.st_mode & 077) != 0) broken(file, "others may read the key: chmod 600");
    std::array<uint8_t, 32> bytes{};
    if (info.st_size != static_cast<off_t>(bytes.size()) ||
        ::read(in.fd(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
        broken(file, "the key is damaged: restore it from the backup");
    StoreKey key(bytes);
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

IdentityIndex StoreKey::identity_index(const IdentityNumber& number) const {
    return {keyed_hash<16>(bytes_, "identity", bytes_of(number.reveal()))};
}

Digest32 StoreKey::code_hash(const IdentityIndex& person, std::string_view code) const {
    return keyed_hash<32>(bytes_, "query code", person.bytes, bytes_of(code));
}

Digest32 StoreKey::mac(std::string_view purpose, std::span<const uint8_t> message) const {
    return keyed_hash<32>(bytes_, purpose, message);
}

}  // namespace lobby::office
