// Taking a kiosk into the fleet: a one-time code is given out by staff, the kiosk comes with a certificate
// request and a proof made from the code, and leaves with its certificate and the office's authority. No I/O
// but the database.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/x509/enrolment_proof.hpp"
#include "office/pki/authority.hpp"
#include "office/store/database.hpp"
#include "office/store/store_key.hpp"

namespace lobby::office {

inline constexpr std::chrono::hours enrolment_code_life{24};

enum class EnrolmentError {
    malformed,
    unknown_code,
    used_code,
    expired_code,
    wrong_proof,
    bad_request,
    store_failed
};

[[nodiscard]] std::string_view word_of(EnrolmentError error);

// Writes the code's hash; earlier codes of the same kiosk end. Inside the caller's IMMEDIATE transaction.
EnrolmentCode issue_enrolment_code(store::Database& office_db, const StoreKey& key, WallTime now,
                                   const std::string& kiosk_id, const std::string& label);

struct EnrolmentAnswer {
    std::string kiosk_id;
    std::string json;
};

// `body` is what the kiosk sent: {"code_id": hex, "request": PEM, "proof": hex}. Inside the caller's
// IMMEDIATE transaction. The same code with the same key is answered again for an hour, so that an answer
// that was lost on the way costs nothing; with another key it is used up.
Result<EnrolmentAnswer, EnrolmentError> enrol_kiosk(store::Database& office_db, const StoreKey& key,
                                                    const CertificateAuthority& authority, WallTime now,
                                                    std::string_view body);

}  // namespace lobby::office
