// GB/T 3304-1991, in order of their numbers from 01. Kept as escapes: a table of a standard, not text for
// visitors.
#include <array>

#include "platform/idcard/card_text.hpp"

namespace lobby::platform {

namespace {

constexpr std::array<std::string_view, 56> nations{"\u6C49",
                                                   "\u8499\u53E4",
                                                   "\u56DE",
                                                   "\u85CF",
                                                   "\u7EF4\u543E\u5C14",
                                                   "\u82D7",
                                                   "\u5F5D",
                                                   "\u58EE",
                                                   "\u5E03\u4F9D",
                                                   "\u671D\u9C9C",
                                                   "\u6EE1",
                                                   "\u4F97",
                                                   "\u7476",
                                                   "\u767D",
                                                   "\u571F\u5BB6",
                                                   "\u54C8\u5C3C",
                                                   "\u54C8\u8428\u514B",
                                                   "\u50A3",
                                                   "\u9ECE",
                                                   "\u5088\u50F3",
                                                   "\u4F64",
                                                   "\u7572",
                                                   "\u9AD8\u5C71",
                                                   "\u62C9\u795C",
                                                   "\u6C34",
                                                   "\u4E1C\u4E61",
                                                   "\u7EB3\u897F",
                                                   "\u666F\u9887",
                                                   "\u67EF\u5C14\u514B\u5B5C",
                                                   "\u571F",
                                                   "\u8FBE\u65A1\u5C14",
                                                   "\u4EEB\u4F6C",
                                                   "\u7F8C",
                                                   "\u5E03\u6717",
                                                   "\u6492\u62C9",
                                                   "\u6BDB\u5357",
                                                   "\u4EE1\u4F6C",
                                                   "\u9521\u4F2F",
                                                   "\u963F\u660C",
                                                   "\u666E\u7C73",
                                                   "\u5854\u5409\u514B",
                                                   "\u6012",
                                                   "\u4E4C\u5B5C\u522B\u514B",
                                                   "\u4FC4\u7F57\u65AF",
                                                   "\u9102\u6E29\u514B",
                                                   "\u5FB7\u6602",
                                                   "\u4FDD\u5B89",
                                                   "\u88D5\u56FA",
                                                   "\u4EAC",
                                                   "\u5854\u5854\u5C14",
                                                   "\u72EC\u9F99",
                                                   "\u9102\u4F26\u6625",
                                                   "\u8D6B\u54F2",
                                                   "\u95E8\u5DF4",
                                                   "\u73DE\u5DF4",
                                                   "\u57FA\u8BFA"};

}  // namespace

std::string_view nation_name(int code) {
    if (code < 1 || code > static_cast<int>(nations.size())) return {};
    return nations[static_cast<size_t>(code - 1)];
}

}  // namespace lobby::platform
