#include "kiosk/ui/raster/primitives.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <optional>

#include "kiosk/ui/raster/blend.hpp"

namespace lobby::kiosk::ui {
namespace {

// Far outside of any screen, and small enough for the fixed-point arithmetic of triangles.
constexpr float coordinate_limit = 8192;

std::uint32_t from_imgui(ImU32 colour) {
    return (colour & IM_COL32_A_MASK) >> IM_COL32_A_SHIFT << 24 | (colour >> IM_COL32_R_SHIFT & 0xFFU) << 16 |
           (colour >> IM_COL32_G_SHIFT & 0xFFU) << 8 | (colour >> IM_COL32_B_SHIFT & 0xFFU);
}

std::uint32_t tint(std::uint32_t colour, std::uint32_t texel) {
    std::uint32_t result = 0;
    for (int shift = 0; shift < 32; shift += 8)
        result |= blend::divide_255((colour >> shift & 0xFFU) * (texel >> shift & 0xFFU)) << shift;
    return result;
}

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
    return hash ^ hash >> 29;
}

std::uint64_t pair_of(int a, int b) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(a)) << 32 | static_cast<std::uint32_t>(b);
}

std::uint64_t pair_of(float a, float b) {
    return static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(a)) << 32 |
           std::bit_cast<std::uint32_t>(b);
}

// A texture may be made anew at the address of an old one, and two atlases number theirs alike.
std::uint64_t identity_of(const ImTextureData* texture) {
    if (texture == nullptr) return 0;
    return mix(std::bit_cast<std::uintptr_t>(texture), static_cast<std::uint64_t>(texture->UniqueID) + 1);
}

std::uint64_t identity_of(const Primitive& p) {
    std::uint64_t hash = mix(static_cast<std::uint64_t>(p.kind) + 1, identity_of(p.texture));
    hash = mix(hash, pair_of(p.bounds.left, p.bounds.top));
    hash = mix(hash, pair_of(p.bounds.right, p.bounds.bottom));
    hash = mix(hash, p.colour);
    if (p.kind == Primitive::Kind::glyph) {
        hash = mix(hash, pair_of(p.x, p.y));
        hash = mix(hash, pair_of(p.texel_x, p.texel_y));
    }
    if (p.kind == Primitive::Kind::triangle) {
        for (const TriangleVertex& v : p.shape.vertices) {
            hash = mix(hash, pair_of(v.x, v.y));
            hash = mix(hash, v.colour);
            if (p.texture != nullptr) hash = mix(hash, pair_of(v.u, v.v));
        }
    }
    return hash;
}

int first_centre_at_or_after(float edge) {
    return static_cast<int>(std::ceil(edge - 0.5F));
}

bool usable(const ImDrawVert& v) {
    return std::fabs(v.pos.x) <= coordinate_limit && std::fabs(v.pos.y) <= coordinate_limit;
}

bool same(const ImVec2& a, const ImVec2& b) {
    return a.x == b.x && a.y == b.y;
}

// Corners in ImGui's order for rectangles: top left, top right, bottom right, bottom left.
struct Quad {
    const ImDrawVert* corner[4];

    [[nodiscard]] bool upright() const {
        const ImVec2& a = corner[0]->pos;
        const ImVec2& b = corner[1]->pos;
        const ImVec2& c = corner[2]->pos;
        const ImVec2& d = corner[3]->pos;
        return a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x && a.x <= c.x && a.y <= c.y;
    }
    [[nodiscard]] bool one_colour() const {
        return corner[0]->col == corner[1]->col && corner[0]->col == corner[2]->col &&
               corner[0]->col == corner[3]->col;
    }
    [[nodiscard]] bool one_texel() const {
        return same(corner[0]->uv, corner[1]->uv) && same(corner[0]->uv, corner[2]->uv) &&
               same(corner[0]->uv, corner[3]->uv);
    }
    [[nodiscard]] bool texture_upright() const {
        const ImVec2& a = corner[0]->uv;
        const ImVec2& b = corner[1]->uv;
        const ImVec2& c = corner[2]->uv;
        const ImVec2& d = corner[3]->uv;
        return a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x;
    }
};

class Collector {
public:
    Collector(const ImDrawData& data, const PixelRect& canvas, std::vector<Primitive>& result)
        : canvas_(canvas), origin_(data.DisplayPos), result_(result) {}

    void command(const ImDrawList& list, const ImDrawCmd& command) {
        if (command.UserCallback != nullptr) return;
        const ImTextureData* texture = command.TexRef._TexData;
        if (texture == nullptr || texture->Pixels == nullptr) return;
        const ImVec4& c = command.ClipRect;
        clip_ = intersection(canvas_, {static_cast<int>(c.x - origin_.x), static_cast<int>(c.y - origin_.y),
                                       static_cast<int>(c.z - origin_.x), static_cast<int>(c.w - origin_.y)});
        if (clip_.empty()) return;

        const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
        const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
        const unsigned count = command.ElemCount;
        unsigned at = 0;
        while (at + 3 <= count) {
            const ImDrawIdx* i = indices + at;
            const bool fan_of_two = at + 6 <= count && i[0] == i[3] && i[2] == i[4];
            if (fan_of_two &&
                quad({{vertices + i[0], vertices + i[1], vertices + i[2], vertices + i[5]}}, *texture)) {
                at += 6;
                continue;
            }
            triangle(vertices[i[0]], vertices[i[1]], vertices[i[2]], *texture);
            at += 3;
        }
    }

private:
    // True when it needs no triangles.
    bool quad(const Quad& q, const ImTextureData& texture) {
        if (!q.upright() || !q.one_colour()) return false;
        for (const ImDrawVert* v : q.corner)
            if (!usable(*v)) return true;
        const ImVec2 from = shifted(q.corner[0]->pos);
        const ImVec2 to = shifted(q.corner[2]->pos);
        const std::uint32_t colour = from_imgui(q.corner[0]->col);
        if (q.one_texel()) {
            Primitive p;
            p.kind = Primitive::Kind::rectangle;
            p.colour = tint(colour, constant_texel(texture, q.corner[0]->uv));
            p.bounds = {first_centre_at_or_after(from.x), first_centre_at_or_after(from.y),
                        first_centre_at_or_after(to.x), first_centre_at_or_after(to.y)};
            add(p);
            return true;
        }
        return glyph(q, texture, from, to, colour);
    }

    bool glyph(const Quad& q, const ImTextureData& texture, ImVec2 from, ImVec2 to, std::uint32_t colour) {
        if (texture.Format != ImTextureFormat_Alpha8 || !q.texture_upright()) return false;
        const auto wide = static_cast<float>(texture.Width);
        const auto high = static_cast<float>(texture.Height);
        const float left = q.corner[0]->uv.x * wide;
        const float top = q.corner[0]->uv.y * high;
        const float width = q.corner[2]->uv.x * wide - left;
        const float height = q.corner[2]->uv.y * high - top;
        constexpr float tolerance = 1.0F / 64;
        const auto whole = [](float value) { return std::fabs(value - std::round(value)) <= tolerance; };
        if (!whole(left) || !whole(top) || !whole(width) || !whole(height)) return false;
        if (std::fabs(to.x - from.x - width) > tolerance || std::fabs(to.y - from.y - height) > tolerance)
            return false;

        Primitive p;
        p.kind = Primitive::Kind::glyph;
        p.colour = colour;
        p.texture = &texture;
        p.x = static_cast<int>(std::floor(from.x + 0.5F));
        p.y = static_cast<int>(std::floor(from.y + 0.5F));
        p.texel_x = static_cast<int>(std::lround(left));
        p.texel_y = static_cast<int>(std::lround(top));
        const int columns = static_cast<int>(std::lround(width));
        const int rows = static_cast<int>(std::lround(height));
        if (p.texel_x < 0 || p.texel_y < 0 || p.texel_x + columns > texture.Width ||
            p.texel_y + rows > texture.Height)
            return false;
        p.bounds = {p.x, p.y, p.x + columns, p.y + rows};
        add(p);
        return true;
    }

    void triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c,
                  const ImTextureData& texture) {
        if (!usable(a) || !usable(b) || !usable(c)) return;
        Primitive p;
        p.kind = Primitive::Kind::triangle;
        const bool flat = same(a.uv, b.uv) && same(a.uv, c.uv);
        const std::uint32_t texel = flat ? constant_texel(texture, a.uv) : 0xFFFFFFFFU;
        p.texture = flat ? nullptr : &texture;
        p.shape.texture = p.texture;
        std::size_t i = 0;
        for (const ImDrawVert* v : {&a, &b, &c}) {
            const ImVec2 at = shifted(v->pos);
            p.shape.vertices[i++] = {static_cast<std::int32_t>(std::lround(at.x * 256)),
                                     static_cast<std::int32_t>(std::lround(at.y * 256)), v->uv.x, v->uv.y,
                                     tint(from_imgui(v->col), texel)};
        }
        p.bounds = bounds_of(p.shape);
        add(p);
    }

    void add(Primitive& p) {
        p.bounds = intersection(p.bounds, clip_);
        if (p.bounds.empty()) return;
        const bool visible = p.kind == Primitive::Kind::triangle || blend::alpha_of(p.colour) != 0;
        if (!visible) return;
        p.identity = identity_of(p);
        result_.push_back(p);
    }

    std::uint32_t constant_texel(const ImTextureData& texture, ImVec2 uv) {
        if (white_texture_ == &texture && same(white_at_, uv)) return white_;
        white_texture_ = &texture;
        white_at_ = uv;
        white_ = sample_texture(texture, uv.x, uv.y);
        return white_;
    }

    [[nodiscard]] ImVec2 shifted(ImVec2 p) const { return {p.x - origin_.x, p.y - origin_.y}; }

    PixelRect canvas_;
    PixelRect clip_;
    ImVec2 origin_;
    std::vector<Primitive>& result_;
    const ImTextureData* white_texture_ = nullptr;
    ImVec2 white_at_;
    std::uint32_t white_ = 0;
};

}  // namespace

void collect_primitives(const ImDrawData& data, const PixelRect& canvas, std::vector<Primitive>& result) {
    result.clear();
    Collector collector(data, canvas, result);
    for (const ImDrawList* list : data.CmdLists)
        for (const ImDrawCmd& command : list->CmdBuffer) collector.command(*list, command);
}

void draw_primitive(const Canvas& canvas, const PixelRect& clip, const Primitive& p) {
    const PixelRect area = intersection(clip, p.bounds);
    if (area.empty()) return;
    switch (p.kind) {
        case Primitive::Kind::rectangle:
            for (int y = area.top; y < area.bottom; ++y)
                blend::solid_span(canvas.row(y) + area.left, area.width(), p.colour);
            break;
        case Primitive::Kind::glyph: {
            const auto pitch = static_cast<std::ptrdiff_t>(p.texture->Width);
            for (int y = area.top; y < area.bottom; ++y) {
                const unsigned char* row =
                    p.texture->Pixels + pitch * (p.texel_y + y - p.y) + (p.texel_x + area.left - p.x);
                blend::coverage_span(canvas.row(y) + area.left, row, area.width(), p.colour);
            }
            break;
        }
        case Primitive::Kind::triangle:
            draw_triangle(canvas, area, p.shape);
            break;
    }
}

}  // namespace lobby::kiosk::ui
