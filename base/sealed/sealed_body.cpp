#include "base/sealed/sealed_body.hpp"

#include <algorithm>
#include <stdexcept>

#include <sodium.h>

namespace lobby::sealed {

namespace {

constexpr std::array<uint8_t, 4> magic{'L', 'S', 'B', '1'};
constexpr size_t key_bytes = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr size_t tag_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr size_t key_id_at = magic.size();
constexpr size_t sealed_key_at = key_id_at + std::tuple_size_v<KeyId>;
constexpr size_t sealed_key_bytes = crypto_box_SEALBYTES + key_bytes;
constexpr size_t header_at = sealed_key_at + sealed_key_bytes;
constexpr size_t chunks_at = header_at + crypto_secretstream_xchacha20poly1305_HEADERBYTES;

void need_sodium() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
}

// libsodium's state of a stream, wiped: it holds the key.
struct Stream {
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() { sodium_memzero(&state, sizeof state); }
    crypto_secretstream_xchacha20poly1305_state state{};
};

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

// How many plain bytes the chunks hold; nothing when no body has chunks of that length.
std::optional<size_t> plain_size(size_t chunks_length) {
    const size_t whole = chunks_length / (chunk_bytes + tag_bytes);
    const size_t rest = chunks_length % (chunk_bytes + tag_bytes);
    if (rest < tag_bytes) return std::nullopt;
    return whole * chunk_bytes + rest - tag_bytes;
}

// The chunks one after the other; false when one is not as it was sealed.
bool open_chunks(std::span<const uint8_t> chunks, Stream& stream, std::string_view context,
                 SecretBytes& plain) {
    size_t at = 0;
    while (!chunks.empty()) {
        const auto chunk = chunks.first(std::min(chunks.size(), chunk_bytes + tag_bytes));
        chunks = chunks.subspan(chunk.size());
        unsigned char tag = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(&stream.state, plain.data() + at, nullptr, &tag,
                                                       chunk.data(), chunk.size(), bytes_of(context),
                                                       context.size()) != 0)
            return false;
        at += chunk.size() - tag_bytes;
        const bool last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
        if (last != chunks.empty()) return false;
    }
    return true;
}

}  // namespace

std::optional<PublicKey> PublicKey::parse(std::span<const uint8_t> bytes) {
    need_sodium();
    std::array<uint8_t, 32> key{};
    if (bytes.size() != key.size()) return std::nullopt;
    std::ranges::copy(bytes, key.begin());
    std::array<uint8_t, 32> probe{};
    std::array<uint8_t, 32> shared{};
    randombytes_buf(probe.data(), probe.size());
    const bool usable = crypto_scalarmult(shared.data(), probe.data(), key.data()) == 0;
    sodium_memzero(probe.data(), probe.size());
    sodium_memzero(shared.data(), shared.size());
    if (!usable) return std::nullopt;
    return PublicKey(key);
}

KeyId PublicKey::id() const {
    std::array<uint8_t, 32> hash{};
    crypto_generichash(hash.data(), hash.size(), bytes_.data(), bytes_.size(), nullptr, 0);
    KeyId id{};
    std::copy_n(hash.begin(), id.size(), id.begin());
    return id;
}

std::string_view word_of(OpenError error) {
    switch (error) {
        case OpenError::not_sealed:
            return "not_sealed";
        case OpenError::other_key:
            return "other_key";
        case OpenError::altered:
            return "altered";
        case OpenError::too_long:
            return "too_long";
    }
    return "unknown";
}

size_t sealed_size(size_t plain_bytes) {
    return chunks_at + plain_bytes + (plain_bytes / chunk_bytes + 1) * tag_bytes;
}

std::vector<uint8_t> seal(std::span<const uint8_t> plain, const PublicKey& to, std::string_view context) {
    need_sodium();
    if (plain.size() > max_plain_bytes) throw std::length_error("too much to seal");
    std::vector<uint8_t> body(sealed_size(plain.size()));
    std::ranges::copy(magic, body.begin());
    std::ranges::copy(to.id(), body.begin() + key_id_at);

    SecretBytes key(key_bytes);
    crypto_secretstream_xchacha20poly1305_keygen(key.data());
    Stream stream;
    if (crypto_box_seal(body.data() + sealed_key_at, key.data(), key.size(), to.bytes().data()) != 0 ||
        crypto_secretstream_xchacha20poly1305_init_push(&stream.state, body.data() + header_at, key.data()) !=
            0)
        throw std::runtime_error("libsodium does not seal");

    size_t at = chunks_at;
    for (bool last = false; !last;) {
        const auto chunk = plain.first(std::min(plain.size(), chunk_bytes));
        plain = plain.subspan(chunk.size());
        last = chunk.size() < chunk_bytes;
        const auto tag =
            static_cast<unsigned char>(last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
        crypto_secretstream_xchacha20poly1305_push(&stream.state, body.data() + at, nullptr, chunk.data(),
                                                   chunk.size(), bytes_of(context), context.size(), tag);
        at += chunk.size() + tag_bytes;
    }
    return body;
}

Result<SecretBytes, OpenError> open(std::span<const uint8_t> body, const KeyPair& key,
                                    std::string_view context) {
    if (body.size() < chunks_at || !std::ranges::equal(body.first(magic.size()), magic))
        return fail(OpenError::not_sealed);
    if (body.size() > sealed_size(max_plain_bytes)) return fail(OpenError::too_long);
    const auto size = plain_size(body.size() - chunks_at);
    if (!size) return fail(OpenError::altered);
    if (!std::ranges::equal(body.subspan(key_id_at, std::tuple_size_v<KeyId>), key.public_key().id()))
        return fail(OpenError::other_key);

    SecretBytes stream_key(key_bytes);
    if (crypto_box_seal_open(stream_key.data(), body.data() + sealed_key_at, sealed_key_bytes,
                             key.public_key().bytes().data(), key.secret_.data()) != 0)
        return fail(OpenError::altered);
    Stream stream;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&stream.state, body.data() + header_at,
                                                        stream_key.data()) != 0)
        return fail(OpenError::altered);
    SecretBytes plain(*size);
    if (!open_chunks(body.subspan(chunks_at), stream, context, plain)) return fail(OpenError::altered);
    return plain;
}

}  // namespace lobby::sealed
