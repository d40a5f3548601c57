#include "office/lawyers/register_client.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <sodium.h>

namespace lobby::office {

namespace {

constexpr size_t max_file_bytes = size_t{1} << 20;

std::string read_text(const std::filesystem::path& file) {
    if (file.empty()) return {};
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in || text.empty() || text.size() > max_file_bytes)
        throw std::runtime_error("cannot read " + file.string());
    return text;
}

SecretString authorization_from(const std::filesystem::path& file) {
    auto token = read_text(file);
    while (!token.empty() && (token.back() == '\n' || token.back() == '\r' || token.back() == ' '))
        token.pop_back();
    if (token.empty()) return {};
    if (std::ranges::any_of(token, [](unsigned char c) { return c < 0x21 || c > 0x7e; }))
        throw std::runtime_error(file.string() + ": not a token");
    auto header = "Authorization: Bearer " + token;
    sodium_memzero(token.data(), token.size());
    return SecretString::take(header);
}

RegisterFault fault_of(HttpError error) {
    if (error == HttpError::timed_out) return RegisterFault::timed_out;
    return error == HttpError::too_long ? RegisterFault::malformed : RegisterFault::unreachable;
}

}  // namespace

RegisterClient::RegisterClient(boost::asio::io_context& io, const LawyersConfig& config)
    : url_(config.register_url),
      deadline_(config.register_deadline),
      authorization_(authorization_from(config.register_token_file)),
      http_(io, HttpTls{read_text(config.register_ca), {}, {}}) {}

boost::asio::awaitable<RegisterAnswer> RegisterClient::ask(SecretString licence_number) {
    auto body = boost::json::serialize(boost::json::value{{"licence_number", licence_number.view()}});
    HttpRequest request;
    request.method = "POST";
    request.url = url_;
    request.headers = {"Content-Type: application/json", "Accept: application/json"};
    if (!authorization_.empty()) request.headers.emplace_back(authorization_.view());
    request.body.assign(body.begin(), body.end());
    sodium_memzero(body.data(), body.size());
    request.connect = deadline_;
    request.deadline = deadline_;
    request.most_answer_bytes = max_register_answer_bytes;
    const auto answer = co_await http_.send(std::move(request));
    if (!answer) co_return fail(fault_of(answer.error()));
    if (answer->status != 200) co_return fail(RegisterFault::refused);
    co_return read_register_answer(answer->body);
}

}  // namespace lobby::office
