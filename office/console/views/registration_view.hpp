// What reviewers are shown of lawyers' registrations (docs/console-api.md). Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "office/api/registration.hpp"
#include "office/lawyers/lawyer_desk.hpp"

namespace lobby::office::console {

// Of a registration or a page: 32 lower-case hexadecimal digits.
[[nodiscard]] std::string id_text(const std::array<uint8_t, 16>& id);
[[nodiscard]] std::optional<std::array<uint8_t, 16>> parse_id(std::string_view text);

struct ListMoment {
    uint64_t version = 0;
    WallTime now{};
    bool four_eyes = false;
};
// Names nobody: of lawyer and client the first character stands.
[[nodiscard]] boost::json::object registration_list_view(const std::vector<RegistrationRow>& rows,
                                                         const ListMoment& moment);
[[nodiscard]] boost::json::object registration_row_view(const RegistrationRow& row);

// The whole, with names and numbers.
[[nodiscard]] boost::json::object registration_view(const RegistrationDetail& detail);

// The fields of a form that a finding is about; none where it is about papers or the office.
[[nodiscard]] std::span<const api::FormField> fields_of(api::Finding finding);

}  // namespace lobby::office::console
