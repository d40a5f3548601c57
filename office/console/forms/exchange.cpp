#include "office/console/forms/exchange.hpp"

#include <boost/json/serialize.hpp>

namespace lobby::office::console {

Response json(unsigned status, const boost::json::object& object) {
    Response r;
    r.status = status;
    r.body = boost::json::serialize(object);
    return r;
}

Response error(unsigned status, std::string_view word) {
    return json(status, {{"error", word}});
}

Response nothing() {
    Response r;
    r.status = 204;
    r.content_type.clear();
    return r;
}

}  // namespace lobby::office::console
