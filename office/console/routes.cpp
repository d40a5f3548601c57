#include <algorithm>

#include "office/api/text_rules.hpp"
#include "office/console/desk.hpp"
#include "office/console/forms/headers.hpp"

namespace lobby::office::console {

namespace {

// The page that a path without a file of its own stands for.
std::string file_of(const std::vector<std::string>& path) {
    if (path.empty()) return "index.html";
    if (path.size() == 1 && path[0] == "board") return "board.html";
    if (path.size() == 2 && path[0] == "t") return "ticket.html";
    std::string name;
    for (const auto& segment : path) name += (name.empty() ? "" : "/") + segment;
    return name;
}

}  // namespace

Answer page(const Desk& desk, const Request& request) {
    const auto& path = request.target.path;
    if (!path.empty() && path[0] == "api") return error(404, "not_found");
    const auto* file = desk.pages.find(file_of(path));
    if (!file) return error(404, "not_found");
    Response r;
    // Names under assets/ carry a hash of what is in them.
    const bool hashed = path.size() > 1 && path[0] == "assets";
    r.cache_control = hashed ? "public, max-age=31536000, immutable" : "no-cache";
    r.content_type = file->type;
    r.headers.emplace_back("ETag", file->tag);
    if (names_tag(request.if_none_match, file->tag)) {
        r.status = 304;
        return r;
    }
    r.body = file->bytes;
    return r;
}

bool is_ticket_token(std::string_view text) {
    return !text.empty() && queue::is_token(text);
}

}  // namespace lobby::office::console
