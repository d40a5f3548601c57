#include "kiosk/ui/inspect_protocol.hpp"

#include <algorithm>
#include <vector>

#include <boost/json.hpp>

namespace lobby::kiosk::ui::inspect {

namespace json = boost::json;

namespace {

constexpr size_t max_text = 512;

// False when the field is there and is no text of a sane length.
bool take_text(const json::object& object, std::string_view key, std::optional<std::string>& to) {
    const json::value* found = object.if_contains(key);
    if (!found) return true;
    const json::string* text = found->if_string();
    if (!text || text->size() > max_text) return false;
    to = std::string(text->data(), text->size());
    return true;
}

bool take_number(const json::object& object, std::string_view key, uint64_t& to) {
    const json::value* found = object.if_contains(key);
    if (!found) return true;
    json::error_code error;
    to = found->to_number<uint64_t>(error);
    return !error;
}

Result<Request, RequestError> parse_wait(const json::object& object) {
    WaitRequest request;
    auto milliseconds = static_cast<uint64_t>(request.timeout.count());
    if (!take_text(object, "screen", request.screen) || !take_text(object, "node", request.node) ||
        !take_text(object, "label", request.label) || !take_text(object, "value", request.value) ||
        !take_number(object, "after", request.after) || !take_number(object, "timeout_ms", milliseconds))
        return fail(RequestError::bad_field);
    if ((request.label || request.value) && !request.node) return fail(RequestError::bad_field);
    const auto most = static_cast<uint64_t>(max_wait.count());
    request.timeout = std::chrono::milliseconds(static_cast<int64_t>(std::min(milliseconds, most)));
    return request;
}

json::object node_object(const Node& node) {
    return {
        {"id", node.id},
        {"role", word_of(node.role)},
        {"label", node.label},
        {"value", node.value},
        {"state",
         {{"enabled", node.enabled},
          {"pressed", node.pressed},
          {"current", node.current},
          {"visible", node.visible}}},
        {"bounds", {{"x", node.bounds.x}, {"y", node.bounds.y}, {"w", node.bounds.w}, {"h", node.bounds.h}}}};
}

json::array children_of(const SemanticTree& tree, const std::vector<std::vector<size_t>>& children,
                        size_t slot) {
    json::array result;
    for (const size_t i : children[slot]) {
        json::object object = node_object(tree.nodes[i]);
        if (!children[i + 1].empty()) object["children"] = children_of(tree, children, i + 1);
        result.push_back(std::move(object));
    }
    return result;
}

std::string line_of(const json::object& object) {
    return json::serialize(object) + "\n";
}

}  // namespace

std::string_view word_of(RequestError error) {
    switch (error) {
        case RequestError::not_json:
            return "not_json";
        case RequestError::unknown_op:
            return "unknown_op";
        case RequestError::bad_field:
            return "bad_field";
    }
    return "bad_request";
}

Result<Request, RequestError> parse_request(std::string_view line) {
    if (line.size() > max_request_bytes) return fail(RequestError::not_json);
    json::parse_options options;
    options.max_depth = 4;
    json::error_code error;
    const json::value value = json::parse(line, error, {}, options);
    if (error || !value.is_object()) return fail(RequestError::not_json);
    const json::object& object = value.get_object();
    std::optional<std::string> op;
    if (!take_text(object, "op", op) || !op) return fail(RequestError::unknown_op);
    if (*op == "tree") return TreeRequest{};
    if (*op == "subscribe") return SubscribeRequest{};
    if (*op == "stats") return StatsRequest{};
    if (*op == "wait") return parse_wait(object);
    if (*op == "screenshot") {
        std::optional<std::string> path;
        if (!take_text(object, "path", path) || !path || !path->ends_with(".png") ||
            path->find('\0') != std::string::npos)
            return fail(RequestError::bad_field);
        return ScreenshotRequest{std::move(*path)};
    }
    return fail(RequestError::unknown_op);
}

bool holds(const WaitRequest& request, const Published& published) {
    if (published.generation <= request.after) return false;
    if (request.screen && *request.screen != published.tree.screen) return false;
    if (!request.node) return true;
    return std::ranges::any_of(published.tree.nodes, [&](const Node& node) {
        return node.id == *request.node && (!request.label || *request.label == node.label) &&
               (!request.value || *request.value == node.value);
    });
}

std::string tree_line(const Published& published) {
    const auto& nodes = published.tree.nodes;
    std::vector<std::vector<size_t>> children(nodes.size() + 1);  // 0: of the whole, i + 1: of node i
    for (size_t i = 0; i < nodes.size(); ++i) {
        const int parent = nodes[i].parent;
        const bool sane = parent >= 0 && static_cast<size_t>(parent) < i;
        children[sane ? static_cast<size_t>(parent) + 1 : 0].push_back(i);
    }
    return line_of({{"generation", published.generation},
                    {"screen", published.tree.screen},
                    {"language", published.tree.language},
                    {"nodes", children_of(published.tree, children, 0)}});
}

std::string changed_line(const Published& published) {
    return line_of(
        {{"event", "changed"}, {"generation", published.generation}, {"screen", published.tree.screen}});
}

std::string stats_line(const FrameStats& stats, uint64_t rss_kib, uint64_t pss_kib) {
    return line_of({{"frames", stats.frames},
                    {"last_us", stats.last_us},
                    {"worst_us", stats.worst_us},
                    {"tiles", stats.last_tiles},
                    {"atlas_bytes", stats.atlas_bytes},
                    {"rss_kib", rss_kib},
                    {"pss_kib", pss_kib}});
}

std::string error_line(std::string_view reason) {
    return line_of({{"error", reason}});
}

std::string ok_line() {
    return line_of({{"ok", true}});
}

}  // namespace lobby::kiosk::ui::inspect
