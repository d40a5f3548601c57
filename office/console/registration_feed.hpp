// Lawyers' registrations as reviewers watch them: the list, made anew after each change, at most four times a
// second, and only while somebody watches.
//
// I/O thread only.
#pragma once

#include <memory>
#include <optional>

#include <boost/asio/io_context.hpp>
#include <boost/json/object.hpp>

#include "base/clock.hpp"
#include "office/console/topic.hpp"
#include "office/lawyers/lawyer_desk.hpp"

namespace lobby::office::console {

class RegistrationFeed {
public:
    // Both outlive it.
    RegistrationFeed(boost::asio::io_context& io, LawyerDesk& lawyers, const Clock& clock);
    RegistrationFeed(const RegistrationFeed&) = delete;
    RegistrationFeed& operator=(const RegistrationFeed&) = delete;
    ~RegistrationFeed();

    // As of now. Nothing: the store cannot be read.
    [[nodiscard]] std::optional<boost::json::object> snapshot();
    // What a stream watches; the newest list is in it, as far as it can be read.
    [[nodiscard]] std::shared_ptr<Topic> watch();
    void end();  // no stream goes on

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace lobby::office::console
