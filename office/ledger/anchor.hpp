// The ledger's end on a day, signed. Whoever keeps the small file elsewhere can show later that nothing up to
// there was changed or cut off, even by somebody who holds the office's machine and all of its keys.
//
// Signed (Ed25519, RFC 8032) is the text "lobby ledger anchor 1\nDAY\nSEQ\nHASH\nAT\n", the hash in
// hexadecimal.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/civil_date.hpp"
#include "office/ledger/ledger.hpp"
#include "office/store/key_file.hpp"

namespace lobby::office {

struct LedgerAnchor {
    Date day;
    LedgerEnd end;
    WallTime at;
};

using AnchorPublicKey = Digest32;

class AnchorKey {
public:
    // data_dir/keys/anchor.key; throws as load_or_make_key() does.
    static AnchorKey load_or_make(const std::filesystem::path& data_dir);

    [[nodiscard]] const AnchorPublicKey& public_key() const { return public_; }
    // One line of JSON.
    [[nodiscard]] std::string sign(const LedgerAnchor& anchor) const;

private:
    explicit AnchorKey(const FileKey& seed);
    SecretArray<64> secret_;
    AnchorPublicKey public_{};
};

enum class AnchorError {
    malformed,
    not_signed,  // by this key
};

// Total; at most 4 KiB are looked at.
[[nodiscard]] Result<LedgerAnchor, AnchorError> read_anchor(std::string_view json,
                                                            const AnchorPublicKey& key);

}  // namespace lobby::office
