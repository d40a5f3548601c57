// What a body that is sealed to the office is bound to (base/sealed): a page to its id, a form to its
// registration, so that neither can stand for another one.
#pragma once

#include <string>

#include "office/api/registration.hpp"

namespace lobby::api {

[[nodiscard]] inline std::string page_context(const PageId& id) {
    return std::string("registration-page").append(reinterpret_cast<const char*>(id.data()), id.size());
}

[[nodiscard]] inline std::string form_context(const RegistrationId& id) {
    return std::string("registration-form").append(reinterpret_cast<const char*>(id.data()), id.size());
}

}  // namespace lobby::api
