// What a store throws when an engine refuses or cannot be reached.
#pragma once

#include <stdexcept>
#include <string>

namespace lobby::office::store {

class Error : public std::runtime_error {
public:
    enum class Kind {
        failed,      // anything else: a full disk, a damaged file, a statement that the engine does not take
        busy,        // somebody else held what was needed for longer than our patience
        constraint,  // a rule of the schema
        gone,        // the engine cannot be reached; nothing can be said about a commit that was under way
    };

    explicit Error(const std::string& what, Kind kind = Kind::failed, int code = 0)
        : std::runtime_error(what), kind_(kind), code_(code) {}

    [[nodiscard]] Kind kind() const { return kind_; }
    // The engine's own number, for the log: SQLite's extended result code, or PostgreSQL's SQLSTATE read as a
    // number of base 36. 0: ours.
    [[nodiscard]] int code() const { return code_; }

private:
    Kind kind_;
    int code_;
};

}  // namespace lobby::office::store
