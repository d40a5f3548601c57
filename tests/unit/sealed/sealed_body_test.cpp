// What is sealed opens with its key and its context, whole and unaltered, and in no other way.
#include "base/sealed/sealed_body.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/temp_dir.hpp"

namespace lobby::sealed {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes pattern(size_t size) {
    Bytes out(size);
    for (size_t i = 0; i < size; ++i) out[i] = static_cast<uint8_t>(i * 31 + i / 251);
    return out;
}

std::span<const uint8_t> span_of(std::string_view text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

class SealedBody : public testing::Test {
protected:
    [[nodiscard]] OpenError error_of(const Bytes& body, std::string_view context = "page 1") const {
        const auto opened = open(body, key_, context);
        EXPECT_FALSE(opened);
        return opened ? OpenError{} : opened.error();
    }
    KeyPair key_ = KeyPair::make();
};

TEST_F(SealedBody, OpensAsItWasSealedAtEveryBoundaryOfAChunk) {
    for (const size_t size : {size_t{0}, size_t{1}, chunk_bytes - 1, chunk_bytes, chunk_bytes + 1,
                              3 * chunk_bytes, 3 * chunk_bytes + 77}) {
        const auto plain = pattern(size);
        const auto body = seal(plain, key_.public_key(), "page 1");
        EXPECT_EQ(body.size(), sealed_size(size));
        const auto opened = open(body, key_, "page 1");
        ASSERT_TRUE(opened) << size << " " << word_of(opened.error());
        EXPECT_TRUE(std::ranges::equal(opened->view(), plain)) << size;
    }
}

TEST_F(SealedBody, HoldsNothingOfWhatWasSealed) {
    const std::string name = "赵明远 310112199001011234";
    Bytes plain;
    for (int i = 0; i < 5000; ++i) plain.insert(plain.end(), name.begin(), name.end());
    const auto body = seal(plain, key_.public_key(), "page 1");
    for (const std::string_view part : {"赵明远", "310112"})
        EXPECT_EQ(std::search(body.begin(), body.end(), part.begin(), part.end(),
                              [](uint8_t a, char b) { return a == static_cast<uint8_t>(b); }),
                  body.end());
    EXPECT_NE(seal(plain, key_.public_key(), "page 1"), body) << "two sealings tell that they hold the same";
}

TEST_F(SealedBody, DoesNotOpenForAnotherContextOrKey) {
    const auto body = seal(pattern(1000), key_.public_key(), "page 1");
    EXPECT_EQ(error_of(body, "page 2"), OpenError::altered);
    EXPECT_EQ(error_of(body, ""), OpenError::altered);
    const auto other = KeyPair::make();
    const auto opened = open(body, other, "page 1");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error(), OpenError::other_key);
}

TEST_F(SealedBody, EveryChangedByteIsFound) {
    const auto body = seal(pattern(300), key_.public_key(), "page 1");
    for (size_t i = 0; i < body.size(); ++i) {
        auto changed = body;
        changed[i] ^= 0x40;
        EXPECT_FALSE(open(changed, key_, "page 1")) << "byte " << i;
    }
}

TEST_F(SealedBody, EveryCutAndEveryAdditionIsFound) {
    const auto body = seal(pattern(2 * chunk_bytes + 10), key_.public_key(), "page 1");
    const size_t chunk = chunk_bytes + 17;
    const size_t chunks_at = body.size() - 2 * chunk - 27;
    for (const size_t cut : {size_t{0}, size_t{3}, size_t{100}, chunks_at, chunks_at + 17, chunks_at + chunk,
                             chunks_at + 2 * chunk, body.size() - 1})
        EXPECT_FALSE(open(std::span(body).first(cut), key_, "page 1")) << cut;
    auto longer = body;
    longer.push_back(0);
    EXPECT_FALSE(open(longer, key_, "page 1"));
    auto twice = body;
    twice.insert(twice.end(), body.begin() + static_cast<ptrdiff_t>(chunks_at), body.end());
    EXPECT_FALSE(open(twice, key_, "page 1"));
}

TEST_F(SealedBody, ChunksCannotBeSwapped) {
    auto body = seal(pattern(3 * chunk_bytes), key_.public_key(), "page 1");
    const size_t chunk = chunk_bytes + 17;
    const auto first = body.end() - static_cast<ptrdiff_t>(3 * chunk + 17);
    std::swap_ranges(first, first + static_cast<ptrdiff_t>(chunk), first + static_cast<ptrdiff_t>(chunk));
    EXPECT_EQ(error_of(body), OpenError::altered);
}

TEST_F(SealedBody, OtherFormatsAreNamed) {
    EXPECT_EQ(error_of({}), OpenError::not_sealed);
    EXPECT_EQ(error_of(pattern(500)), OpenError::not_sealed);
    auto later = seal(pattern(10), key_.public_key(), "page 1");
    later[3] = '2';
    EXPECT_EQ(error_of(later), OpenError::not_sealed);
    EXPECT_EQ(error_of(Bytes(sealed_size(max_plain_bytes) + 1)), OpenError::not_sealed);
}

TEST_F(SealedBody, MoreThanTheBoundIsABug) {
    const std::span<const uint8_t> too_much(key_.public_key().bytes().data(), max_plain_bytes + 1);
    EXPECT_THROW(static_cast<void>(seal(too_much, key_.public_key(), "")), std::length_error);
}

TEST(PublicKeys, PointsOfLowOrderAreNone) {
    std::array<uint8_t, 32> point{};
    EXPECT_FALSE(PublicKey::parse(point));
    point[0] = 1;
    EXPECT_FALSE(PublicKey::parse(point));
    EXPECT_FALSE(PublicKey::parse(std::span(point).first(31)));
    EXPECT_TRUE(PublicKey::parse(KeyPair::make().public_key().bytes()));
}

class KeyFile : public testing::Test {
protected:
    test::TempDir dir_;
    std::filesystem::path file_ = dir_.path() / "scan.key";
};

TEST_F(KeyFile, IsMadeOnceForItsOwnerOnly) {
    const auto key = KeyPair::load_or_make(file_);
    struct stat info {};
    ASSERT_EQ(::stat(file_.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U);
    EXPECT_EQ(info.st_size, 32);
    const auto body = seal(span_of("a page"), key.public_key(), "x");
    const auto opened = open(body, KeyPair::load_or_make(file_), "x");
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->text(), "a page");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir_.path()), {}), 1);
}

TEST_F(KeyFile, TwoThatStartAtOnceHaveTheSame) {
    std::vector<std::array<uint8_t, 32>> keys(8);
    std::vector<std::thread> starts;
    for (auto& key : keys)
        starts.emplace_back([&] { key = KeyPair::load_or_make(file_).public_key().bytes(); });
    for (auto& start : starts) start.join();
    for (const auto& key : keys) EXPECT_EQ(key, keys.front());
}

TEST_F(KeyFile, ThatOthersMayReadOrThatIsCutEndsTheStart) {
    static_cast<void>(KeyPair::load_or_make(file_));
    std::filesystem::permissions(file_, std::filesystem::perms::group_read,
                                 std::filesystem::perm_options::add);
    EXPECT_THROW(static_cast<void>(KeyPair::load_or_make(file_)), std::runtime_error);
    std::filesystem::permissions(file_,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    std::filesystem::resize_file(file_, 31);
    EXPECT_THROW(static_cast<void>(KeyPair::load_or_make(file_)), std::runtime_error);
}

}  // namespace
}  // namespace lobby::sealed
