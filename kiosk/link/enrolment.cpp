#include "kiosk/link/enrolment.hpp"

#include <array>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/awaited.hpp"
#include "base/host_lookup/host_lookup.hpp"
#include "base/x509/x509.hpp"
#include "kiosk/link/kiosk_identity.hpp"

namespace lobby::kiosk {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using boost::system::error_code;

namespace {

constexpr std::chrono::seconds deadline{20};
constexpr size_t max_answer = 64u << 10;

std::string hex(const EnrolmentCode::Digest& bytes) {
    std::string out(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
    out.pop_back();
    return out;
}

// The body of the office's answer; the TLS only hides it, its proof is checked by the caller.
asio::awaitable<Result<std::string, EnrolError>> post(const LinkSettings& settings, std::string body) {
    auto executor = co_await asio::this_coro::executor;
    asio::ssl::context tls(asio::ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_3_VERSION);
    beast::ssl_stream<beast::tcp_stream> stream(executor, tls);
    error_code error;
    std::function<void()> give_up;
    const auto addresses = co_await look_up_host(executor, settings.host, settings.enrol_port,
                                                 std::chrono::steady_clock::now() + deadline, give_up);
    if (addresses.empty()) co_return fail(EnrolError::unreachable);
    beast::get_lowest_layer(stream).expires_after(deadline);
    co_await beast::get_lowest_layer(stream).async_connect(addresses, token(error));
    if (error) co_return fail(EnrolError::unreachable);
    co_await stream.async_handshake(asio::ssl::stream_base::client, token(error));
    if (error) co_return fail(EnrolError::unreachable);

    http::request<http::string_body> request(http::verb::post, "/enrol", 11);
    request.set(http::field::host, settings.host);
    request.set(http::field::content_type, "application/json");
    request.body() = std::move(body);
    request.prepare_payload();
    co_await http::async_write(stream, request, token(error));
    if (error) co_return fail(EnrolError::unreachable);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(max_answer);
    co_await http::async_read(stream, buffer, parser, token(error));
    if (error) co_return fail(EnrolError::unreachable);
    if (parser.get().result() != http::status::ok) co_return fail(EnrolError::refused);
    co_return std::move(parser.get().body());
}

struct Answer {
    std::string kiosk;
    std::string certificate;
    std::string authority;
};

Result<Answer, EnrolError> checked(const std::string& body, const EnrolmentCode::Digest& mac_key,
                                   const EVP_PKEY& key) {
    error_code error;
    json::parse_options options;
    options.max_depth = 2;
    const auto value = json::parse(body, error, {}, options);
    if (error || !value.is_object()) return fail(EnrolError::false_office);
    const auto text = [&](const char* name) {
        const auto* field = value.as_object().if_contains(name);
        return field && field->is_string() ? std::string(field->as_string()) : std::string();
    };
    Answer answer{text("kiosk"), text("certificate"), text("authority")};
    const std::array<std::string_view, 3> parts{answer.kiosk, answer.certificate, answer.authority};
    if (!same_proof(text("proof"), enrolment_proof(mac_key, "answer", parts)))
        return fail(EnrolError::false_office);
    const auto certificate = x509::certificate_from_pem(answer.certificate);
    const auto authority = x509::certificate_from_pem(answer.authority);
    if (!certificate || !authority || !x509::same_key(**certificate, key))
        return fail(EnrolError::false_office);
    return answer;
}

}  // namespace

std::string_view word_of(EnrolError error) {
    switch (error) {
        case EnrolError::bad_code:
            return "bad_code";
        case EnrolError::unreachable:
            return "unreachable";
        case EnrolError::refused:
            return "refused";
        case EnrolError::false_office:
            return "false_office";
        case EnrolError::disk:
            return "disk";
    }
    return "unknown";
}

asio::awaitable<Result<std::string, EnrolError>> enrol(LinkSettings settings, EnrolmentCode code) {
    std::string key_pem;
    std::string request_pem;
    try {
        key_pem = load_or_make_key(settings.identity_dir);
        const auto own = x509::key_from_pem(key_pem);
        request_pem = x509::to_pem(*x509::make_request(**own, "kiosk"));
    } catch (const std::exception&) {
        co_return fail(EnrolError::disk);
    }
    const auto mac_key = code.mac_key();
    const std::array<std::string_view, 1> asked{request_pem};
    json::object question{{"code_id", hex(code.id())},
                          {"request", request_pem},
                          {"proof", enrolment_proof(mac_key, "request", asked)}};
    std::string body = json::serialize(question);
    const auto answer = co_await post(settings, std::move(body));
    if (!answer) co_return fail(answer.error());
    const auto key = x509::key_from_pem(key_pem);
    const auto good = checked(*answer, mac_key, **key);
    if (!good) co_return fail(good.error());
    try {
        save_identity(settings.identity_dir, good->certificate, good->authority);
    } catch (const std::exception&) {
        co_return fail(EnrolError::disk);
    }
    co_return good->kiosk;
}

}  // namespace lobby::kiosk
