#include "platform/emulator/idcard/reader_emulator.hpp"

#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "platform/emulator/control_server.hpp"
#include "platform/emulator/idcard/control_request.hpp"
#include "platform/emulator/pseudo_terminal.hpp"

namespace lobby::emulator {

namespace asio = boost::asio;
namespace json = boost::json;
using boost::system::error_code;

namespace {

// A command that stays away this long in its middle does not come any more.
constexpr std::chrono::milliseconds longest_gap{500};

constexpr int exit_of_death = 1;

std::string ok(const json::object& more = {}) {
    json::object answer{{"ok", true}};
    for (const auto& [key, value] : more) answer[key] = value;
    return json::serialize(answer);
}

std::string refused(std::string_view why) {
    return json::serialize(json::object{{"error", json::string(why.data(), why.size())}});
}

}  // namespace

class ReaderEmulator::Core : public std::enable_shared_from_this<Core> {
public:
    Core(asio::any_io_executor executor, ReaderEmulatorSettings settings)
        : executor_(std::move(executor)),
          settings_(std::move(settings)),
          machine_(settings_.habits),
          gap_(executor_),
          pause_(executor_) {}

    void start() {
        plug_in();
        control_ = std::make_unique<ControlServer>(
            executor_, settings_.control, [this](std::string_view line) { return on_control(line); });
    }
    void stop() {
        control_.reset();
        pull_out();
    }

private:
    std::string on_control(std::string_view line);
    std::string on(const PlaceCard& request);
    std::string on(const PlaceLabelled& request);
    std::string on(TakeCard);
    std::string on(Unplug);
    std::string on(Replug);
    std::string on(TellStatus) const;
    std::string on(const Fault& request);
    std::string place(const CardFacts& facts);

    void plug_in();
    void pull_out();
    // Until the plug is pulled; `terminal` stays alive for as long as this runs.
    static asio::awaitable<void> serve(std::shared_ptr<Core> self, std::shared_ptr<PseudoTerminal> terminal);
    asio::awaitable<void> answer_commands(std::shared_ptr<PseudoTerminal> terminal, error_code& error);

    asio::any_io_executor executor_;
    ReaderEmulatorSettings settings_;
    ReaderMachine machine_;
    CommandParser parser_;
    FaultPlan faults_;
    uint64_t answers_ = 0;
    asio::steady_timer gap_;
    asio::steady_timer pause_;
    std::shared_ptr<PseudoTerminal> terminal_;
    std::unique_ptr<ControlServer> control_;
};

void ReaderEmulator::Core::plug_in() {
    machine_.restart();
    parser_.clear();
    terminal_ = std::make_shared<PseudoTerminal>(executor_, settings_.link);
    asio::co_spawn(executor_, serve(shared_from_this(), terminal_), asio::detached);
}

void ReaderEmulator::Core::pull_out() {
    if (!terminal_) return;
    terminal_->hang_up();
    terminal_.reset();
    gap_.cancel();
    pause_.cancel();
}

asio::awaitable<void> ReaderEmulator::Core::serve(std::shared_ptr<Core> self,
                                                  std::shared_ptr<PseudoTerminal> terminal) {
    std::array<uint8_t, 256> bytes{};
    while (self->terminal_ == terminal) {
        error_code error;
        const size_t n = co_await terminal->master().async_read_some(
            asio::buffer(bytes), asio::redirect_error(asio::use_awaitable, error));
        if (self->terminal_ != terminal) co_return;
        if (!error) {
            self->gap_.cancel();
            self->parser_.feed(std::span<const uint8_t>(bytes).first(n));
            co_await self->answer_commands(terminal, error);
        }
        if (self->terminal_ != terminal) co_return;
        if (error) {
            // The last client closed the line.
            self->parser_.clear();
            terminal->renew();
        }
    }
}

asio::awaitable<void> ReaderEmulator::Core::answer_commands(std::shared_ptr<PseudoTerminal> terminal,
                                                            error_code& error) {
    while (const auto heard = parser_.next()) {
        const Sending sending = faults_.send(machine_.answer(*heard));
        if (sending.die) std::_Exit(exit_of_death);
        ++answers_;
        for (const Piece& piece : sending.pieces) {
            if (piece.after.count() > 0) {
                pause_.expires_after(piece.after);
                error_code ignored;
                co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
                if (terminal_ != terminal) co_return;
            }
            co_await asio::async_write(terminal->master(), asio::buffer(piece.bytes),
                                       asio::redirect_error(asio::use_awaitable, error));
            if (error || terminal_ != terminal) co_return;
        }
    }
    if (!parser_.waits_for_more()) co_return;
    gap_.expires_after(longest_gap);
    gap_.async_wait([self = shared_from_this()](error_code e) {
        if (!e) self->parser_.clear();
    });
}

std::string ReaderEmulator::Core::on_control(std::string_view line) {
    const auto request = parse_control_request(line);
    if (!request) return refused(request.error());
    return std::visit([this](const auto& r) { return on(r); }, *request);
}

std::string ReaderEmulator::Core::place(const CardFacts& facts) {
    auto card = encode_card(facts);
    if (!card) return refused(fmt::format("card: {} {}", card.error().field, word_of(card.error().flaw)));
    if (!machine_.place(*card)) return refused("a card lies there: take it first");
    return ok();
}

std::string ReaderEmulator::Core::on(const PlaceCard& request) {
    return place(request.facts);
}

std::string ReaderEmulator::Core::on(const PlaceLabelled& request) {
    const json::value* card = card_labelled(settings_.identities, request.label);
    if (!card) return refused("no card with this label (--cards)");
    const auto facts = card_of_json(*card);
    if (!facts) return refused(fmt::format("card: {} {}", word_of(facts.error().flaw), facts.error().field));
    return place(*facts);
}

std::string ReaderEmulator::Core::on(TakeCard) {
    return machine_.take() ? ok() : refused("no card lies there");
}

std::string ReaderEmulator::Core::on(Unplug) {
    if (!terminal_) return refused("the reader is unplugged already");
    pull_out();
    return ok();
}

std::string ReaderEmulator::Core::on(Replug) {
    if (terminal_) return refused("the reader is plugged in already");
    plug_in();
    return ok();
}

std::string ReaderEmulator::Core::on(const Fault& request) {
    faults_.set(request);
    return ok();
}

std::string ReaderEmulator::Core::on(TellStatus) const {
    const Fault& fault = faults_.now();
    const auto kind = word_of(fault.kind);
    return ok({{"card", machine_.has_card()},
               {"plugged", terminal_ != nullptr},
               {"answers", answers_},
               {"fault", json::string(kind.data(), kind.size())},
               {"fault_count", fault.kind == FaultKind::none ? 0 : fault.count}});
}

ReaderEmulator::ReaderEmulator(const asio::any_io_executor& executor, ReaderEmulatorSettings settings)
    : core_(std::make_shared<Core>(executor, std::move(settings))) {
    core_->start();
}

ReaderEmulator::~ReaderEmulator() {
    core_->stop();
}

}  // namespace lobby::emulator
