// Paper to print on: text by Pango in millimetres, lines, seals, codes. For the generator of certificates.
#pragma once

#include <memory>
#include <string>

#include "tests/support/certificates/page_picture.hpp"

namespace lobby::test {

struct Ink {
    double red = 0.08;
    double green = 0.08;
    double blue = 0.09;
    double opacity = 1;
};

enum class Align { left, centre, right };

struct Type {
    std::string face = "Noto Serif CJK SC";
    double millimetres = 5.6;  // height of the character's box
    bool bold = false;
    Ink ink{};
};

class Sheet {
public:
    Sheet(double width_mm, double height_mm, double dots_per_mm, Ink paper);
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    // One line; `x` is its left end, middle or right end.
    void line(double x, double y, const std::string& text, const Type& type, Align align = Align::left);
    // Wrapped to `width`, first line indented by two characters as Chinese letters are. Gives where it ends.
    double paragraph(double x, double y, double width, const std::string& text, const Type& type);
    void rule(double x1, double y1, double x2, double y2, double width, Ink ink);
    void box(double x, double y, double width, double height, Ink fill);
    // A round seal with a star and `text` around it, slightly transparent.
    void seal(double x, double y, double radius, const std::string& text, double turn);
    void code(double x, double y, double side, const std::string& text);
    // The fine waves that certificates have against copying.
    void guilloche(Ink ink);
    // A head and shoulders where the photograph is; nobody's face.
    void portrait(double x, double y, double width, double height);

    [[nodiscard]] PagePicture picture() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lobby::test
