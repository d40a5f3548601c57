// What is said over the inspect socket, one JSON object a line. Pure.
//
//   {"op":"tree"}                              the whole tree of what is on the screen
//   {"op":"wait","screen":"case","after":7,"timeout_ms":2000}
//   {"op":"wait","node":"enter_number.field","value":"5305"}
//                                              the tree as soon as all that is named holds, and its
//                                              generation is higher than "after"; or {"error":"timeout"}
//   {"op":"subscribe"}                         from now on a line
//   {"event":"changed","generation":n,"screen":s} for
//                                              each change; a slow reader is told of the last one only
//   {"op":"screenshot","path":"/tmp/a.png"}    {"ok":true} when the picture is written
//   {"op":"stats"}                             frames drawn, microseconds, tiles, bytes
//
// A tree: {"generation":n,"screen":"home","language":"zh_CN","nodes":[{"id","role","label","value",
//          "state":{"enabled","pressed","current","visible"},"bounds":{"x","y","w","h"},"children":[…]}]}
// Generations rise by one with each change of the tree. What a request gets wrong is answered
// {"error":reason}.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "kiosk/ui/semantic_tree.hpp"
#include "kiosk/ui/window.hpp"

namespace lobby::kiosk::ui::inspect {

constexpr size_t max_request_bytes = 4096;
constexpr std::chrono::milliseconds max_wait{60'000};

struct TreeRequest {};
struct SubscribeRequest {};
struct StatsRequest {};
struct ScreenshotRequest {
    std::string path;
};
struct WaitRequest {
    std::optional<std::string> screen;
    std::optional<std::string> node;
    std::optional<std::string> label;  // of the node
    std::optional<std::string> value;  // of the node
    uint64_t after = 0;
    std::chrono::milliseconds timeout{10'000};
};
using Request = std::variant<TreeRequest, SubscribeRequest, StatsRequest, ScreenshotRequest, WaitRequest>;

enum class RequestError { not_json, unknown_op, bad_field };
[[nodiscard]] std::string_view word_of(RequestError error);

// Any bytes.
[[nodiscard]] Result<Request, RequestError> parse_request(std::string_view line);

// A state of the screen that was presented.
struct Published {
    uint64_t generation = 0;
    SemanticTree tree;
};

[[nodiscard]] bool holds(const WaitRequest& request, const Published& published);

// Lines, with their newline.
[[nodiscard]] std::string tree_line(const Published& published);
[[nodiscard]] std::string changed_line(const Published& published);
[[nodiscard]] std::string stats_line(const FrameStats& stats, uint64_t rss_kib, uint64_t pss_kib);
[[nodiscard]] std::string error_line(std::string_view reason);
[[nodiscard]] std::string ok_line();

}  // namespace lobby::kiosk::ui::inspect
