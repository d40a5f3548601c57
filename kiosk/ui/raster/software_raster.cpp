#include "kiosk/ui/raster/software_raster.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include <imgui.h>

namespace lobby::kiosk::ui {

namespace {

constexpr uint64_t mix_with = 0x9E3779B97F4A7C15ULL;

uint64_t mixed(uint64_t hash, uint64_t value) {
    hash ^= value + mix_with + (hash << 6) + (hash >> 2);
    hash *= 0xFF51AFD7ED558CCDULL;
    return hash ^ (hash >> 32);
}

uint64_t mixed(uint64_t hash, float x, float y) {
    return mixed(hash,
                 (static_cast<uint64_t>(std::bit_cast<uint32_t>(x)) << 32) | std::bit_cast<uint32_t>(y));
}

// The first pixel whose middle is at or right of x.
int first_pixel(float x) {
    return static_cast<int>(std::ceil(x - 0.5F));
}

// ImGui packs 0xAABBGGRR; the canvas is 0xXXRRGGBB.
constexpr uint32_t canvas_color(uint32_t c) {
    return ((c & 0xFFu) << 16) | (c & 0xFF00u) | ((c >> 16) & 0xFFu);
}

// Two channels at once; alpha in 0…256.
inline uint32_t blended(uint32_t under, uint32_t over, uint32_t alpha) {
    const uint32_t rest = 256 - alpha;
    const uint32_t rb = ((over & 0xFF00FFu) * alpha + (under & 0xFF00FFu) * rest) >> 8;
    const uint32_t g = ((over & 0x00FF00u) * alpha + (under & 0x00FF00u) * rest) >> 8;
    return (rb & 0xFF00FFu) | (g & 0x00FF00u);
}

// 0…255 to 0…256, so that opaque is exact.
constexpr uint32_t widened(uint32_t alpha) {
    return alpha + (alpha >> 7);
}

void fill_row(uint32_t* row, int from, int to, uint32_t color, uint32_t alpha) {
    if (alpha == 256) {
        std::fill(row + from, row + to, color);
        return;
    }
    for (int x = from; x < to; ++x) row[x] = blended(row[x], color, alpha);
}

}  // namespace

void SoftwareRaster::draw_rect(const Primitive& p, const Box& box, const Canvas& canvas) {
    const uint32_t color = canvas_color(p.a.color);
    const uint32_t alpha = widened(p.a.color >> 24);
    for (int y = box.y0; y < box.y1; ++y)
        fill_row(canvas.pixels + static_cast<ptrdiff_t>(y) * canvas.pitch, box.x0, box.x1, color, alpha);
}

void SoftwareRaster::draw_glyph(const Primitive& p, const Box& box, const Canvas& canvas) {
    const auto& texture = *p.texture;
    const uint32_t color = canvas_color(p.a.color);
    const uint32_t alpha = widened(p.a.color >> 24);
    const float du = (p.c.u - p.a.u) * static_cast<float>(texture.Width) / (p.c.x - p.a.x);
    const float dv = (p.c.v - p.a.v) * static_cast<float>(texture.Height) / (p.c.y - p.a.y);
    const float u0 = p.a.u * static_cast<float>(texture.Width);
    const float v0 = p.a.v * static_cast<float>(texture.Height);
    const bool one_to_one = std::abs(du - 1.0F) < 1e-3F;
    for (int y = box.y0; y < box.y1; ++y) {
        const int v = std::clamp(static_cast<int>(v0 + (static_cast<float>(y) + 0.5F - p.a.y) * dv), 0,
                                 texture.Height - 1);
        const unsigned char* source = texture.Pixels + static_cast<ptrdiff_t>(v) * texture.Width;
        uint32_t* row = canvas.pixels + static_cast<ptrdiff_t>(y) * canvas.pitch;
        const int u_first = static_cast<int>(u0 + (static_cast<float>(box.x0) + 0.5F - p.a.x) * du);
        for (int x = box.x0; x < box.x1; ++x) {
            const int u = one_to_one ? u_first + (x - box.x0)
                                     : static_cast<int>(u0 + (static_cast<float>(x) + 0.5F - p.a.x) * du);
            const uint32_t coverage = source[std::clamp(u, 0, texture.Width - 1)];
            if (coverage == 0) continue;
            const uint32_t a = (widened(coverage) * alpha) >> 8;
            row[x] = a == 256 ? color : blended(row[x], color, a);
        }
    }
}

void SoftwareRaster::draw_triangle(const Primitive& p, const Box& box, const Canvas& canvas) {
    std::array<const Corner*, 3> v{&p.a, &p.b, &p.c};
    std::ranges::sort(v, {}, [](const Corner* corner) { return corner->y; });
    const bool plain = p.a.color == p.b.color && p.b.color == p.c.color;
    const uint32_t color = canvas_color(p.a.color);

    // How alpha and colour change over the plane of the triangle.
    const float area = (p.b.x - p.a.x) * (p.c.y - p.a.y) - (p.c.x - p.a.x) * (p.b.y - p.a.y);
    if (area == 0) return;
    const auto channel = [](uint32_t packed, int shift) {
        return static_cast<float>((packed >> shift) & 0xFFu);
    };
    struct Plane {
        float at0, dx, dy;
    };
    const auto plane = [&](int shift) {
        const float ca = channel(p.a.color, shift);
        const float cb = channel(p.b.color, shift);
        const float cc = channel(p.c.color, shift);
        const float dx = ((cb - ca) * (p.c.y - p.a.y) - (cc - ca) * (p.b.y - p.a.y)) / area;
        const float dy = ((cc - ca) * (p.b.x - p.a.x) - (cb - ca) * (p.c.x - p.a.x)) / area;
        return Plane{ca - dx * p.a.x - dy * p.a.y, dx, dy};
    };
    const Plane alpha_plane = plane(24);
    const bool one_color =
        ((p.a.color ^ p.b.color) & 0xFFFFFFu) == 0 && ((p.b.color ^ p.c.color) & 0xFFFFFFu) == 0;
    const Plane red = plane(0);
    const Plane green = plane(8);
    const Plane blue = plane(16);

    const auto edge_x = [](const Corner& from, const Corner& to, float y) {
        return to.y == from.y ? from.x : from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y);
    };
    const int y_first = std::max(box.y0, first_pixel(v[0]->y));
    const int y_end = std::min(box.y1, first_pixel(v[2]->y));
    for (int y = y_first; y < y_end; ++y) {
        const float yc = static_cast<float>(y) + 0.5F;
        const float along = edge_x(*v[0], *v[2], yc);
        const float across = yc < v[1]->y ? edge_x(*v[0], *v[1], yc) : edge_x(*v[1], *v[2], yc);
        const int x_first = std::max(box.x0, first_pixel(std::min(along, across)));
        const int x_end = std::min(box.x1, first_pixel(std::max(along, across)));
        uint32_t* row = canvas.pixels + static_cast<ptrdiff_t>(y) * canvas.pitch;
        if (plain) {
            fill_row(row, x_first, x_end, color, widened(p.a.color >> 24));
            continue;
        }
        for (int x = x_first; x < x_end; ++x) {
            const float xc = static_cast<float>(x) + 0.5F;
            const auto value = [&](const Plane& pl) {
                return static_cast<uint32_t>(std::clamp(pl.at0 + pl.dx * xc + pl.dy * yc, 0.0F, 255.0F) +
                                             0.5F);
            };
            const uint32_t a = widened(value(alpha_plane));
            const uint32_t c = one_color ? color : (value(red) << 16) | (value(green) << 8) | value(blue);
            row[x] = blended(row[x], c, a);
        }
    }
}

void SoftwareRaster::draw(const Primitive& p, const Box& clip, const Canvas& canvas) {
    const Box box{std::max(p.box.x0, clip.x0), std::max(p.box.y0, clip.y0), std::min(p.box.x1, clip.x1),
                  std::min(p.box.y1, clip.y1)};
    if (box.x0 >= box.x1 || box.y0 >= box.y1) return;
    switch (p.kind) {
        case Primitive::Kind::rect:
            draw_rect(p, box, canvas);
            break;
        case Primitive::Kind::glyph:
            draw_glyph(p, box, canvas);
            break;
        case Primitive::Kind::triangle:
            draw_triangle(p, box, canvas);
            break;
    }
}

void SoftwareRaster::add_primitive(Primitive p, const Box& clip) {
    float left = std::min(p.a.x, p.c.x);
    float right = std::max(p.a.x, p.c.x);
    float top = std::min(p.a.y, p.c.y);
    float bottom = std::max(p.a.y, p.c.y);
    if (p.kind == Primitive::Kind::triangle) {
        left = std::min(left, p.b.x);
        right = std::max(right, p.b.x);
        top = std::min(top, p.b.y);
        bottom = std::max(bottom, p.b.y);
    }
    p.box = {std::max(clip.x0, first_pixel(left)), std::max(clip.y0, first_pixel(top)),
             std::min(clip.x1, first_pixel(right)), std::min(clip.y1, first_pixel(bottom))};
    if (p.box.x0 >= p.box.x1 || p.box.y0 >= p.box.y1) return;
    uint64_t hash =
        mixed(static_cast<uint64_t>(p.kind), p.texture ? static_cast<uint64_t>(p.texture->UniqueID) + 1 : 0);
    for (const Corner* corner : {&p.a, &p.b, &p.c}) {
        hash = mixed(mixed(hash, corner->x, corner->y), corner->color);
        if (p.kind == Primitive::Kind::glyph) hash = mixed(hash, corner->u, corner->v);
    }
    hash = mixed(hash, (static_cast<uint64_t>(static_cast<uint32_t>(p.box.x0)) << 32) |
                           static_cast<uint32_t>(p.box.y0));
    p.hash = mixed(hash, (static_cast<uint64_t>(static_cast<uint32_t>(p.box.x1)) << 32) |
                             static_cast<uint32_t>(p.box.y1));
    primitives_.push_back(p);
}

void SoftwareRaster::collect(const ImDrawData& data, const Canvas& canvas) {
    primitives_.clear();
    for (const ImDrawList* list : data.CmdLists) {
        for (const ImDrawCmd& command : list->CmdBuffer) {
            if (command.UserCallback || command.ElemCount == 0) continue;
            const Box clip{std::max(0, static_cast<int>(command.ClipRect.x)),
                           std::max(0, static_cast<int>(command.ClipRect.y)),
                           std::min(canvas.width, static_cast<int>(std::ceil(command.ClipRect.z))),
                           std::min(canvas.height, static_cast<int>(std::ceil(command.ClipRect.w)))};
            const ImTextureData* texture = command.TexRef._TexData;
            const ImDrawVert* vertices = list->VtxBuffer.Data + command.VtxOffset;
            const ImDrawIdx* indices = list->IdxBuffer.Data + command.IdxOffset;
            const auto corner = [&](unsigned i) {
                const ImDrawVert& v = vertices[indices[i]];
                return Corner{v.pos.x, v.pos.y, v.uv.x, v.uv.y, v.col};
            };
            for (unsigned i = 0; i + 2 < command.ElemCount;) {
                const Corner a = corner(i);
                const Corner b = corner(i + 1);
                const Corner c = corner(i + 2);
                const bool flat = a.u == b.u && b.u == c.u && a.v == b.v && b.v == c.v;
                // ImGui's rectangles: (a b c)(a c d), a top left, c bottom right, one colour.
                if (i + 5 < command.ElemCount && indices[i] == indices[i + 3] &&
                    indices[i + 2] == indices[i + 4]) {
                    const Corner d = corner(i + 5);
                    const bool upright =
                        a.y == b.y && b.x == c.x && c.y == d.y && d.x == a.x && c.x > a.x && c.y > a.y;
                    const bool one_color = a.color == b.color && b.color == c.color && c.color == d.color;
                    if (upright && one_color) {
                        if ((a.color >> 24) != 0)
                            add_primitive({flat ? Primitive::Kind::rect : Primitive::Kind::glyph,
                                           {},
                                           flat ? nullptr : texture,
                                           a,
                                           b,
                                           c,
                                           0},
                                          clip);
                        i += 6;
                        continue;
                    }
                }
                if (((a.color | b.color | c.color) >> 24) != 0)
                    add_primitive({Primitive::Kind::triangle, {}, nullptr, a, b, c, 0}, clip);
                i += 3;
            }
        }
    }
}

void SoftwareRaster::assign_tiles(const Canvas& canvas) {
    columns_ = (canvas.width + tile_size - 1) / tile_size;
    const int rows = (canvas.height + tile_size - 1) / tile_size;
    tiles_.resize(static_cast<size_t>(columns_) * static_cast<size_t>(rows));
    for (auto& tile : tiles_) tile.clear();
    for (size_t i = 0; i < primitives_.size(); ++i) {
        const Box& box = primitives_[i].box;
        for (int row = box.y0 / tile_size; row <= (box.y1 - 1) / tile_size; ++row)
            for (int column = box.x0 / tile_size; column <= (box.x1 - 1) / tile_size; ++column)
                tiles_[static_cast<size_t>(row) * static_cast<size_t>(columns_) + static_cast<size_t>(column)]
                    .push_back(static_cast<uint32_t>(i));
    }
}

std::vector<PixelRect> SoftwareRaster::render(ImDrawData& data, const Canvas& canvas) {
    if (data.Textures) {
        for (ImTextureData* texture : *data.Textures) {
            if (texture->Status == ImTextureStatus_WantCreate ||
                texture->Status == ImTextureStatus_WantUpdates) {
                texture->SetTexID(static_cast<ImTextureID>(texture->UniqueID) +
                                  1);  // its pixels are read where they are
                texture->SetStatus(ImTextureStatus_OK);
            } else if (texture->Status == ImTextureStatus_WantDestroy) {
                texture->SetTexID(ImTextureID_Invalid);
                texture->SetStatus(ImTextureStatus_Destroyed);
            }
        }
    }
    if (canvas.width != width_ || canvas.height != height_) {
        width_ = canvas.width;
        height_ = canvas.height;
        invalidate();
    }
    collect(data, canvas);
    assign_tiles(canvas);

    std::vector<uint64_t> hashes(tiles_.size(), 1);
    for (size_t t = 0; t < tiles_.size(); ++t)
        for (const uint32_t i : tiles_[t]) hashes[t] = mixed(hashes[t], primitives_[i].hash);
    const bool all = hashes_.size() != hashes.size();

    std::vector<PixelRect> damage;
    tiles_drawn_ = 0;
    for (size_t t = 0; t < tiles_.size(); ++t) {
        if (!all && hashes_[t] == hashes[t]) continue;
        const int x = static_cast<int>(t % static_cast<size_t>(columns_)) * tile_size;
        const int y = static_cast<int>(t / static_cast<size_t>(columns_)) * tile_size;
        const Box clip{x, y, std::min(x + tile_size, canvas.width), std::min(y + tile_size, canvas.height)};
        // What an opaque rectangle covers entirely need not be drawn.
        const auto& tile = tiles_[t];
        size_t first = 0;
        for (size_t k = tile.size(); k-- > 1;) {
            const Primitive& p = primitives_[tile[k]];
            if (p.kind == Primitive::Kind::rect && (p.a.color >> 24) == 255 && p.box.x0 <= clip.x0 &&
                p.box.y0 <= clip.y0 && p.box.x1 >= clip.x1 && p.box.y1 >= clip.y1) {
                first = k;
                break;
            }
        }
        for (size_t k = first; k < tile.size(); ++k) draw(primitives_[tile[k]], clip, canvas);
        ++tiles_drawn_;
        if (!damage.empty() && damage.back().y == clip.y0 && damage.back().x + damage.back().w == clip.x0)
            damage.back().w += clip.x1 - clip.x0;
        else
            damage.push_back({clip.x0, clip.y0, clip.x1 - clip.x0, clip.y1 - clip.y0});
    }
    hashes_ = std::move(hashes);
    return damage;
}

}  // namespace lobby::kiosk::ui
