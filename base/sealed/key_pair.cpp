#include <cerrno>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/durable_file/durable_file.hpp"
#include "base/sealed/sealed_body.hpp"

namespace lobby::sealed {

namespace {

constexpr size_t secret_bytes = crypto_box_SECRETKEYBYTES;

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
        OpenFile out(draft, O_WRONLY | O_CREAT | O_EXCL);
        out.write(secret.view());
        out.sync();
    }
    const int linked = ::link(draft.c_str(), file.c_str());
    const int why = errno;
    ::unlink(draft.c_str());
    if (linked != 0 && why != EEXIST) broken(file, "the key cannot be put in place");
    sync_folder(file.parent_path());
}

SecretBytes read_key(const std::filesystem::path& file) {
    struct stat info {};
    if (::lstat(file.c_str(), &info) != 0) broken(file, "the key cannot be read");
    if ((info.st_mode & 077) != 0) broken(file, "others may read the key: chmod 600");
    if (info.st_size != static_cast<off_t>(secret_bytes))
        broken(file, "the key is damaged: restore it from the backup");
    OpenFile in(file, O_RDONLY);
    auto bytes = in.read(secret_bytes);
    SecretBytes secret(bytes);
    sodium_memzero(bytes.data(), bytes.size());
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
