// Personal data in memory: wiped when it goes, never printed. No formatter and no operator<< on purpose.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sodium.h>

namespace lobby {

class SecretString {
public:
    SecretString() = default;
    explicit SecretString(std::string_view text) : bytes_(text.begin(), text.end()) {}
    // Takes the text over and wipes the source.
    static SecretString take(std::string& source) {
        SecretString s{std::string_view(source)};
        sodium_memzero(source.data(), source.size());
        source.clear();
        return s;
    }
    SecretString(const SecretString&) = default;
    SecretString(SecretString&& other) noexcept : bytes_(std::move(other.bytes_)) { other.bytes_.clear(); }
    SecretString& operator=(const SecretString& other) {
        if (this != &other) {
            wipe();
            bytes_ = other.bytes_;
        }
        return *this;
    }
    SecretString& operator=(SecretString&& other) noexcept {
        if (this != &other) {
            wipe();
            bytes_ = std::move(other.bytes_);
            other.bytes_.clear();
        }
        return *this;
    }
    ~SecretString() { wipe(); }

    [[nodiscard]] std::string_view view() const { return {bytes_.data(), bytes_.size()}; }
    [[nodiscard]] bool empty() const { return bytes_.empty(); }
    [[nodiscard]] size_t size() const { return bytes_.size(); }
    // Grows without leaving an unwiped copy behind.
    void push_back(char c) {
        std::vector<char> grown;
        grown.reserve(bytes_.size() + 1);
        grown.assign(bytes_.begin(), bytes_.end());
        grown.push_back(c);
        wipe();
        bytes_ = std::move(grown);
    }
    void pop_back() {
        if (bytes_.empty()) return;
        sodium_memzero(&bytes_.back(), 1);
        bytes_.pop_back();
    }
    void wipe() {
        if (!bytes_.empty()) sodium_memzero(bytes_.data(), bytes_.size());
        bytes_.clear();
    }

    friend bool operator==(const SecretString& a, const SecretString& b) {
        return a.size() == b.size() &&
               (a.empty() || sodium_memcmp(a.bytes_.data(), b.bytes_.data(), a.size()) == 0);
    }

private:
    std::vector<char> bytes_;  // not std::string: its short strings live in the object and survive a move
};

}  // namespace lobby
