// Some kiosks with the real link of the kiosk, on one thread.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "kiosk/link/office_link.hpp"
#include "tests/bench/lookup/people.hpp"

namespace lobby::bench {

class Fleet {
public:
    // Enrols a kiosk with each code and connects it. Throws std::runtime_error when that does not work.
    Fleet(const std::filesystem::path& dir, const kiosk::LinkSettings& office,
          const std::vector<std::string>& codes);
    ~Fleet();
    Fleet(const Fleet&) = delete;
    Fleet& operator=(const Fleet&) = delete;

    // `in_flight` questions at once at each of the first `kiosks`, until `count` are answered or the time is
    // up. Each answer has to be what `expected` accepts.
    Times ask(size_t kiosks, size_t in_flight, const std::vector<Person>& people, size_t count,
              std::chrono::seconds at_most, const std::function<bool(const api::LookupReply&)>& expected);

    // Does other work on a thread of its own, while the kiosks keep their links alive.
    Times meanwhile(const std::function<Times()>& work);

private:
    void run_until(const std::function<bool()>& done, std::chrono::seconds at_most);

    SystemClock clock_;
    Log log_;
    boost::asio::io_context io_{1};
    std::deque<std::unique_ptr<kiosk::OfficeLink>> links_;
    size_t up_ = 0;
};

}  // namespace lobby::bench
