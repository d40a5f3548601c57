#include "kiosk/ui/icons.hpp"

#include <initializer_list>

#include <imgui.h>

namespace lobby::kiosk::ui {

namespace {

// Draws in a 24 × 24 square that is fitted into the box.
class Pen {
public:
    Pen(ImDrawList& list, const Rect& box, Color color) : list_(list), color_(color) {
        scale_ = std::min(box.w, box.h) / 24.0F;
        left_ = box.center_x() - 12 * scale_;
        top_ = box.center_y() - 12 * scale_;
        weight_ = std::max(2.0F, 1.7F * scale_);
    }
    [[nodiscard]] ImVec2 at(float x, float y) const { return {left_ + x * scale_, top_ + y * scale_}; }

    void line(std::initializer_list<ImVec2> points, bool closed = false) {
        for (const auto& p : points) list_.PathLineTo(at(p.x, p.y));
        list_.PathStroke(color_, closed ? ImDrawFlags_Closed : ImDrawFlags_None, weight_);
        if (closed) return;
        dot(*points.begin());
        dot(*(points.end() - 1));
    }
    void box(float x, float y, float w, float h, float round = 1.5F) {
        list_.AddRect(at(x, y), at(x + w, y + h), color_, round * scale_, ImDrawFlags_None, weight_);
    }
    void circle(float x, float y, float r) { list_.AddCircle(at(x, y), r * scale_, color_, 0, weight_); }
    void disc(float x, float y, float r) { list_.AddCircleFilled(at(x, y), r * scale_, color_); }
    void arc(float x, float y, float r, float from, float to) {
        list_.PathArcTo(at(x, y), r * scale_, from, to);
        list_.PathStroke(color_, ImDrawFlags_None, weight_);
    }
    void filled(float x, float y, float w, float h) {
        list_.AddRectFilled(at(x, y), at(x + w, y + h), color_);
    }

private:
    void dot(const ImVec2& p) { list_.AddCircleFilled(at(p.x, p.y), weight_ / 2, color_, 8); }
    ImDrawList& list_;
    Color color_;
    float scale_ = 1;
    float left_ = 0;
    float top_ = 0;
    float weight_ = 2;
};

constexpr float pi = 3.14159265F;

// One face for all five: the mouth goes from the corners down to the corners up, the brows lean with it.
void draw_face(Pen& pen, int score) {
    pen.circle(12, 12, 9.8F);
    pen.disc(8.4F, 9.6F, 1.2F);
    pen.disc(15.6F, 9.6F, 1.2F);
    switch (score) {
        case 1:
            pen.arc(12, 19.2F, 5.2F, 1.22F * pi, 1.78F * pi);
            pen.line({{6.2F, 5.6F}, {9.6F, 7}});
            pen.line({{17.8F, 5.6F}, {14.4F, 7}});
            break;
        case 2:
            pen.arc(12, 20.4F, 5.6F, 1.3F * pi, 1.7F * pi);
            break;
        case 3:
            pen.line({{8.2F, 15.6F}, {15.8F, 15.6F}});
            break;
        case 4:
            pen.arc(12, 11.4F, 5.6F, 0.25F * pi, 0.75F * pi);
            break;
        default:
            pen.arc(12, 12.6F, 5, 0, pi);
            pen.line({{7, 12.6F}, {17, 12.6F}});
            break;
    }
}

}  // namespace

void draw_icon(ImDrawList& list, Icon icon, const Rect& box, Color color) {
    Pen pen(list, box, color);
    switch (icon) {
        case Icon::none:
            break;
        case Icon::card:
            pen.box(2, 4.5F, 20, 15, 2);
            pen.circle(8, 10.5F, 2.2F);
            pen.arc(8, 17.5F, 4, 1.22F * pi, 1.78F * pi);
            pen.line({{14, 9.5F}, {19, 9.5F}});
            pen.line({{14, 13.5F}, {19, 13.5F}});
            break;
        case Icon::digits:
            for (int row = 0; row < 3; ++row)
                for (int column = 0; column < 3; ++column)
                    pen.disc(6 + 6 * static_cast<float>(column), 5 + 5.3F * static_cast<float>(row), 1.6F);
            pen.disc(12, 21, 1.6F);
            break;
        case Icon::clock:
            pen.circle(12, 12, 9.5F);
            pen.line({{12, 6.5F}, {12, 12}, {16, 14.5F}});
            break;
        case Icon::document:
            pen.line({{14, 2.5F},
                      {5, 2.5F},
                      {5, 21.5F},
                      {19, 21.5F},
                      {19, 7.5F},
                      {14, 2.5F},
                      {14, 7.5F},
                      {19, 7.5F}});
            pen.line({{8.5F, 12}, {15.5F, 12}});
            pen.line({{8.5F, 16.5F}, {15.5F, 16.5F}});
            break;
        case Icon::person:
            pen.circle(12, 7.5F, 4.2F);
            pen.arc(12, 21, 8, 1.06F * pi, 1.94F * pi);
            break;
        case Icon::tea:
            pen.line({{4, 10}, {4.6F, 15.5F}, {7, 19.5F}, {14, 19.5F}, {16.4F, 15.5F}, {17, 10}}, true);
            pen.arc(17.3F, 13.6F, 3, -0.5F * pi, 0.5F * pi);
            pen.line({{3, 22}, {18, 22}});
            pen.arc(10.3F, 3.2F, 1.9F, 0.6F * pi, 1.4F * pi);
            pen.arc(6.9F, 6.3F, 1.9F, -0.4F * pi, 0.4F * pi);
            pen.arc(14.9F, 3.2F, 1.9F, 0.6F * pi, 1.4F * pi);
            pen.arc(11.5F, 6.3F, 1.9F, -0.4F * pi, 0.4F * pi);
            break;
        case Icon::home:
            pen.line({{2.5F, 11.5F}, {12, 3}, {21.5F, 11.5F}});
            pen.line({{5, 10}, {5, 21}, {19, 21}, {19, 10}});
            pen.line({{10, 21}, {10, 14.5F}, {14, 14.5F}, {14, 21}});
            break;
        case Icon::back:
            pen.line({{11, 4.5F}, {3.5F, 12}, {11, 19.5F}});
            pen.line({{3.5F, 12}, {20.5F, 12}});
            break;
        case Icon::lawyer:
            pen.line({{12, 3}, {12, 20.5F}});
            pen.line({{7, 20.5F}, {17, 20.5F}});
            pen.line({{4, 6.5F}, {20, 6.5F}});
            pen.line({{5, 6.5F}, {2, 13}, {8, 13}, {5, 6.5F}});
            pen.line({{19, 6.5F}, {16, 13}, {22, 13}, {19, 6.5F}});
            pen.arc(5, 13, 3, 0, pi);
            pen.arc(19, 13, 3, 0, pi);
            break;
        case Icon::ticket:
            pen.line({{2, 6},
                      {22, 6},
                      {22, 10},
                      {20, 12},
                      {22, 14},
                      {22, 18},
                      {2, 18},
                      {2, 14},
                      {4, 12},
                      {2, 10},
                      {2, 6}});
            pen.line({{9, 9}, {9, 15}});
            pen.line({{13, 10.5F}, {17, 10.5F}});
            pen.line({{13, 14}, {17, 14}});
            break;
        case Icon::check:
            pen.line({{4, 12.5F}, {9.5F, 18}, {20, 6.5F}});
            break;
        case Icon::warning:
            pen.line({{12, 3}, {22.5F, 20.5F}, {1.5F, 20.5F}}, true);
            pen.line({{12, 9.5F}, {12, 14.5F}});
            pen.disc(12, 17.6F, 1.1F);
            break;
        case Icon::info:
            pen.circle(12, 12, 9.5F);
            pen.line({{12, 11}, {12, 17}});
            pen.disc(12, 7.4F, 1.2F);
            break;
        case Icon::phone:
            pen.line({{6.5F, 3},
                      {9.5F, 3},
                      {11, 8},
                      {8.5F, 10},
                      {14, 15.5F},
                      {16, 13},
                      {21, 14.5F},
                      {21, 17.5F},
                      {18.5F, 21},
                      {10, 17.5F},
                      {4.5F, 11},
                      {3, 5.5F}},
                     true);
            break;
        case Icon::window:
            pen.box(3, 3.5F, 18, 17, 1.5F);
            pen.line({{3, 15}, {21, 15}});
            pen.circle(12, 9, 2.2F);
            pen.arc(12, 16, 4, 1.2F * pi, 1.8F * pi);
            break;
        case Icon::qr:
            pen.box(3, 3, 7, 7, 0.5F);
            pen.box(14, 3, 7, 7, 0.5F);
            pen.box(3, 14, 7, 7, 0.5F);
            for (const auto& p : {ImVec2{14, 14}, ImVec2{18.5F, 14}, ImVec2{16.2F, 16.3F}, ImVec2{14, 18.6F},
                                  ImVec2{18.5F, 18.6F}})
                pen.filled(p.x, p.y, 2.4F, 2.4F);
            break;
        case Icon::up:
            pen.line({{4, 16}, {12, 8}, {20, 16}});
            break;
        case Icon::down:
            pen.line({{4, 8}, {12, 16}, {20, 8}});
            break;
        case Icon::retry:
            pen.arc(12, 12.5F, 8.5F, -0.2F * pi, 1.45F * pi);
            pen.line({{20.5F, 2.5F}, {20.2F, 8.2F}, {14.6F, 7.6F}});
            break;
        case Icon::erase:
            pen.line({{8, 5}, {22, 5}, {22, 19}, {8, 19}, {2, 12}}, true);
            pen.line({{11.5F, 9}, {17.5F, 15}});
            pen.line({{17.5F, 9}, {11.5F, 15}});
            break;
        case Icon::chair:
            pen.line({{6, 3}, {6, 21}});
            pen.line({{6, 13}, {18, 13}, {18, 21}});
            pen.line({{6, 4}, {8.5F, 4}, {9.5F, 12.8F}});
            pen.line({{6, 17}, {18, 17}});
            break;
        case Icon::printer:
            pen.line({{7, 9}, {7, 3}, {17, 3}, {17, 9}});
            pen.box(3, 9, 18, 8.5F, 1.5F);
            pen.line({{7, 14}, {17, 14}, {17, 21.5F}, {7, 21.5F}}, true);
            pen.disc(17.8F, 11.6F, 0.9F);
            break;
        case Icon::bell:
            pen.arc(12, 17, 8.6F, pi, 2 * pi);
            pen.line({{2, 17.2F}, {22, 17.2F}});
            pen.line({{4, 20.6F}, {20, 20.6F}});
            pen.line({{12, 8.2F}, {12, 5}});
            pen.line({{9.6F, 4.4F}, {14.4F, 4.4F}});
            break;
        case Icon::face_very_bad:
            draw_face(pen, 1);
            break;
        case Icon::face_bad:
            draw_face(pen, 2);
            break;
        case Icon::face_fair:
            draw_face(pen, 3);
            break;
        case Icon::face_good:
            draw_face(pen, 4);
            break;
        case Icon::face_very_good:
            draw_face(pen, 5);
            break;
    }
}

}  // namespace lobby::kiosk::ui
