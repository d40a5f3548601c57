// The one way in which this project says that something in normal life can go wrong: a value or a typed
// error. Exceptions are for bugs and for start-up.
#pragma once

#include <tl/expected.hpp>

namespace lobby {

template <class T, class E>
using Result = tl::expected<T, E>;

template <class E>
constexpr auto fail(E error) {
    return tl::unexpected<E>(std::move(error));
}

}  // namespace lobby
