// What the lawyers' register says of a certificate number, and what that means for a registration. Pure; the
// answer is bytes from outside: reading it is total. docs/lawyer-register.md has the contract.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "office/api/registration.hpp"

namespace lobby::office {

inline constexpr size_t max_register_answer_bytes = 16 * 1024;

struct RegisterEntry {
    enum class Status { practising, suspended, unknown } status{};
    SecretString name;  // of a lawyer that it knows
    std::string firm;   // empty: the register does not say
    friend bool operator==(const RegisterEntry&, const RegisterEntry&) = default;
};

enum class RegisterFault {
    unreachable,
    timed_out,
    refused,    // another status than 200: our credentials, or its trouble
    malformed,  // no answer of the contract
};
[[nodiscard]] std::string_view word_of(RegisterFault fault);

[[nodiscard]] Result<RegisterEntry, RegisterFault> read_register_answer(std::string_view json);

using RegisterAnswer = Result<RegisterEntry, RegisterFault>;

// At most one finding.
[[nodiscard]] std::vector<api::Finding> findings_of(const RegisterAnswer& answer,
                                                    const api::RegistrationForm& form);

}  // namespace lobby::office
