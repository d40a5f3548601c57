#include "tests/support/certificates/sheet.hpp"

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <pango/pangocairo.h>

#include "base/qr/qr_code.hpp"

namespace lobby::test {

namespace {

struct Close {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* drawing) const { cairo_destroy(drawing); }
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

void ink_with(cairo_t* drawing, const Ink& ink) {
    cairo_set_source_rgba(drawing, ink.red, ink.green, ink.blue, ink.opacity);
}

std::vector<std::string> characters_of(const std::string& text) {
    std::vector<std::string> characters;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) characters.emplace_back();
        if (!characters.empty()) characters.back().push_back(c);
    }
    return characters;
}

}  // namespace

struct Sheet::Impl {
    std::unique_ptr<cairo_surface_t, Close> surface;
    std::unique_ptr<cairo_t, Close> drawing;
    double height_mm = 0;
    double width_mm = 0;

    std::unique_ptr<PangoLayout, Close> layout_of(const std::string& text, const Type& type) const {
        std::unique_ptr<PangoLayout, Close> layout(pango_cairo_create_layout(drawing.get()));
        const std::unique_ptr<PangoFontDescription, Close> font(pango_font_description_new());
        pango_font_description_set_family(font.get(), type.face.c_str());
        pango_font_description_set_absolute_size(font.get(), type.millimetres * PANGO_SCALE);
        if (type.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        return layout;
    }
};

Sheet::Sheet(double width_mm, double height_mm, double dots_per_mm, Ink paper)
    : impl_(std::make_unique<Impl>()) {
    impl_->surface.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                    static_cast<int>(std::lround(width_mm * dots_per_mm)),
                                                    static_cast<int>(std::lround(height_mm * dots_per_mm))));
    impl_->drawing.reset(cairo_create(impl_->surface.get()));
    if (cairo_status(impl_->drawing.get()) != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error("no memory for a sheet");
    impl_->width_mm = width_mm;
    impl_->height_mm = height_mm;
    cairo_scale(impl_->drawing.get(), dots_per_mm, dots_per_mm);
    ink_with(impl_->drawing.get(), paper);
    cairo_paint(impl_->drawing.get());
}

Sheet::~Sheet() = default;

void Sheet::line(double x, double y, const std::string& text, const Type& type, Align align) {
    const auto layout = impl_->layout_of(text, type);
    PangoRectangle extents;
    pango_layout_get_extents(layout.get(), nullptr, &extents);
    const double width = static_cast<double>(extents.width) / PANGO_SCALE;
    const double left = align == Align::left ? x : align == Align::centre ? x - width / 2 : x - width;
    ink_with(impl_->drawing.get(), type.ink);
    cairo_move_to(impl_->drawing.get(), left, y);
    pango_cairo_show_layout(impl_->drawing.get(), layout.get());
}

double Sheet::paragraph(double x, double y, double width, const std::string& text, const Type& type) {
    const auto layout = impl_->layout_of(text, type);
    pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_CHAR);
    pango_layout_set_indent(layout.get(), static_cast<int>(type.millimetres * 2 * PANGO_SCALE));
    pango_layout_set_spacing(layout.get(), static_cast<int>(type.millimetres * 0.45 * PANGO_SCALE));
    PangoRectangle extents;
    pango_layout_get_extents(layout.get(), nullptr, &extents);
    ink_with(impl_->drawing.get(), type.ink);
    cairo_move_to(impl_->drawing.get(), x, y);
    pango_cairo_show_layout(impl_->drawing.get(), layout.get());
    return y + static_cast<double>(extents.height) / PANGO_SCALE + type.millimetres * 0.45;
}

void Sheet::rule(double x1, double y1, double x2, double y2, double width, Ink ink) {
    auto* drawing = impl_->drawing.get();
    ink_with(drawing, ink);
    cairo_set_line_width(drawing, width);
    cairo_move_to(drawing, x1, y1);
    cairo_line_to(drawing, x2, y2);
    cairo_stroke(drawing);
}

void Sheet::box(double x, double y, double width, double height, Ink fill) {
    ink_with(impl_->drawing.get(), fill);
    cairo_rectangle(impl_->drawing.get(), x, y, width, height);
    cairo_fill(impl_->drawing.get());
}

void Sheet::seal(double x, double y, double radius, const std::string& text, double turn) {
    auto* drawing = impl_->drawing.get();
    const Ink red{0.82, 0.10, 0.12, 0.62};
    cairo_save(drawing);
    cairo_translate(drawing, x, y);
    cairo_rotate(drawing, turn);
    ink_with(drawing, red);
    cairo_set_line_width(drawing, 1.1);
    cairo_new_path(drawing);  // text leaves a current point behind
    cairo_arc(drawing, 0, 0, radius, 0, 2 * std::numbers::pi);
    cairo_stroke(drawing);
    for (int i = 0; i < 10; ++i) {
        const double r = radius * (i % 2 == 0 ? 0.30 : 0.12);
        const double angle = -std::numbers::pi / 2 + i * std::numbers::pi / 5;
        cairo_line_to(drawing, r * std::cos(angle), r * std::sin(angle));
    }
    cairo_close_path(drawing);
    cairo_fill(drawing);
    const auto characters = characters_of(text);
    const double size = radius * 0.28;
    const double span = 1.45 * std::numbers::pi;
    for (size_t i = 0; i < characters.size(); ++i) {
        const double share =
            characters.size() > 1 ? static_cast<double>(i) / static_cast<double>(characters.size() - 1) : 0.5;
        cairo_save(drawing);
        cairo_rotate(drawing, (share - 0.5) * span);
        cairo_translate(drawing, 0, -radius + 0.8);
        line(0, 0, characters[i], {.millimetres = size, .ink = red}, Align::centre);
        cairo_restore(drawing);
    }
    cairo_restore(drawing);
}

void Sheet::code(double x, double y, double side, const std::string& text) {
    const auto qr = qr_code(text);
    if (!qr) return;
    const double module = side / (qr->side + 2 * qr_quiet_zone);
    box(x, y, side, side, {1, 1, 1, 1});
    for (int row = 0; row < qr->side; ++row)
        for (int column = 0; column < qr->side; ++column)
            if (qr->modules[static_cast<size_t>(row) * static_cast<size_t>(qr->side) +
                            static_cast<size_t>(column)])
                box(x + (column + qr_quiet_zone) * module, y + (row + qr_quiet_zone) * module, module * 1.02,
                    module * 1.02, {});
}

void Sheet::guilloche(Ink ink) {
    auto* drawing = impl_->drawing.get();
    ink_with(drawing, ink);
    cairo_set_line_width(drawing, 0.12);
    for (double y = 2; y < impl_->height_mm; y += 2.2) {
        cairo_move_to(drawing, 0, y);
        for (double x = 0; x <= impl_->width_mm; x += 1.5)
            cairo_line_to(drawing, x, y + 1.4 * std::sin(x / 7 + y / 3));
        cairo_stroke(drawing);
    }
}

void Sheet::portrait(double x, double y, double width, double height) {
    auto* drawing = impl_->drawing.get();
    box(x, y, width, height, {0.62, 0.74, 0.88, 1});
    cairo_save(drawing);
    cairo_rectangle(drawing, x, y, width, height);
    cairo_clip(drawing);
    ink_with(drawing, {0.22, 0.24, 0.32, 1});
    cairo_arc(drawing, x + width / 2, y + height * 1.1, width * 0.45, 0, 2 * std::numbers::pi);
    cairo_fill(drawing);
    ink_with(drawing, {0.84, 0.69, 0.58, 1});
    cairo_arc(drawing, x + width / 2, y + height * 0.42, width * 0.24, 0, 2 * std::numbers::pi);
    cairo_fill(drawing);
    cairo_restore(drawing);
}

PagePicture Sheet::picture() const {
    auto* surface = impl_->surface.get();
    cairo_surface_flush(surface);
    PagePicture picture(cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface));
    const auto stride = static_cast<size_t>(cairo_image_surface_get_stride(surface));
    const uint8_t* rows = cairo_image_surface_get_data(surface);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const uint8_t* from = rows + static_cast<size_t>(y) * stride + static_cast<size_t>(x) * 4;
            uint8_t* to = picture.at(x, y);  // cairo: B G R unused, on little-endian machines
            to[0] = from[2];
            to[1] = from[1];
            to[2] = from[0];
        }
    return picture;
}

}  // namespace lobby::test
