// Asks the lawyers' register ([lawyers] register_url) for one certificate number at a time: POST of JSON, so
// that no number stands in anybody's list of addresses. docs/lawyer-register.md.
//
// Lives on one io_context with one thread. Each look-up has a deadline; cancel() ends what is under way.
#pragma once

#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "base/http_client/http_client.hpp"
#include "office/config/config.hpp"
#include "office/lawyers/register_answer.hpp"

namespace lobby::office {

class RegisterClient {
public:
    // Reads the authority and the token; throws std::runtime_error when they cannot be read.
    RegisterClient(boost::asio::io_context& io, const LawyersConfig& config);

    boost::asio::awaitable<RegisterAnswer> ask(SecretString licence_number);
    void cancel() { http_.cancel(); }

private:
    const std::string url_;
    const std::chrono::milliseconds deadline_;
    SecretString authorization_;  // header; empty: none
    HttpClient http_;
};

}  // namespace lobby::office
