"""The peer: one static page for a browser that shows the kiosk's own screens. Words and places come from the kiosk's
semantic trees, sizes and colours from its design; the page is written as a person would write it who wants it fast: no
library, no network, no images, all screens in one document, a touch shows one and hides the other.
"""
import html
import pathlib

import people

STYLE_SIZES = {"display": 76, "title": 58, "heading": 46, "body": 38, "small": 32}

# Strokes on a square of 24.
ICONS = {
    "document": "M14 2.5H5v19h14v-14zM14 2.5v5h5M8.5 12h7M8.5 16.5h7",
    "lawyer": "M12 3v17.5M7 20.5h10M4 6.5h16M5 6.5 2 13h6zM19 6.5 16 13h6zM2 13a3 3 0 0 0 6 0M16 13a3 3 0 0 0 6 0",
    "ticket": "M2 6h20v4l-2 2 2 2v4H2v-4l2-2-2-2zM9 9v6M13 10.5h4M13 14h4",
    "card": "M4 4.5h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2z"
            "M8 8.3a2.2 2.2 0 1 0 .1 0zM5 15a4 4 0 0 1 6 0M14 9.5h5M14 13.5h5",
    "digits": "M6 5h.1M12 5h.1M18 5h.1M6 10.3h.1M12 10.3h.1M18 10.3h.1M6 15.6h.1M12 15.6h.1M18 15.6h.1M12 21h.1",
    "info": "M12 2.5a9.5 9.5 0 1 0 .1 0zM12 11v6M12 7.4h.1",
    "back": "M11 4.5 3.5 12l7.5 7.5M3.5 12h17",
    "home": "M2.5 11.5 12 3l9.5 8.5M5 10v11h14V10M10 21v-6.5h4V21",
    "check": "M4 12.5 9.5 18 20 6.5",
    "qr": "M3 3h7v7H3zM14 3h7v7h-7zM3 14h7v7H3zM14 14h2v2h-2zM18.5 14h2v2h-2zM16.2 16.3h2v2h-2zM14 18.6h2v2h-2z",
    "up": "M4 16l8-8 8 8", "down": "M4 8l8 8 8-8", "arrow": "M9 4l8 8-8 8",
}
ICON_OF = {"home.lookup": "document", "home.lawyer": "lawyer", "home.ticket": "ticket", "identify.card": "card",
           "identify.code": "digits", "nav.back": "back", "nav.home": "home", "case.finish": "check",
           "case.take_away": "qr", "home.notice": "card"}

CSS = """
html,body{margin:0;background:#f7f3ec;cursor:none;overflow:hidden;user-select:none}
body{font-family:"Noto Sans CJK SC";color:#1c1d22;line-height:1.32}
section{position:absolute;left:0;top:0;width:%(width)dpx;height:%(height)dpx;overflow:hidden;background:#f7f3ec}
section[hidden]{display:none}
section>*,button>*{position:absolute;box-sizing:border-box}
header{left:0;top:0;width:100%%;height:132px;background:#16325c;border-bottom:6px solid #c59a4a;color:#fff;
  font-weight:700;font-size:46px;line-height:126px;padding-left:64px}
/* Over what is scrolled out of sight. */
footer,button{z-index:1}
footer{left:0;bottom:0;width:100%%;height:152px;border-top:2px solid #ddd3c3;background:#f7f3ec}
button{font:inherit;margin:0;padding:0;border-radius:20px;background:#fff;color:#16325c;border:3px solid #16325c;
  outline:none;cursor:none;font-weight:700;font-size:38px;text-align:center}
button:active{background:#e7ecf4}
button.primary{background:#16325c;color:#fff}button.primary:active{background:#0c2145}
button.card{border:2px solid #ddd3c3;color:#1c1d22;text-align:left}
button.card:active{border:5px solid #16325c}
button.first,button.first .soft{background:#16325c;color:#fff}button.first svg{stroke:#fff!important}
button:disabled{background:#ece7de;color:#45474f;border-color:#ddd3c3}
.badge{background:#16325c;border-radius:20px;color:#fff}
.soft{color:#45474f;font-weight:400}
.strong{font-weight:700}
.box{background:#fff;border:2px solid #ddd3c3;border-radius:20px}
.calm{background:#e7ecf4;border:2px solid #b9c7dd;border-radius:20px;color:#16325c}
.right{text-align:right}
svg{position:absolute;fill:none;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
""" + "".join(f".{name}{{font-size:{size}px}}" for name, size in STYLE_SIZES.items())

SCRIPT = """
let shown = document.querySelector('section:not([hidden])');
for (const button of document.querySelectorAll('button[data-to]'))
  button.addEventListener('click', () => {
    const next = document.getElementById(button.dataset.to);
    shown.hidden = true; next.hidden = false; shown = next;
  });
"""


def place(x, y, w, h):
    return f'style="left:{x:.0f}px;top:{y:.0f}px;width:{w:.0f}px;height:{h:.0f}px"'


def element(kind, classes, at, text):
    return f'<{kind} class="{classes}" {place(*at)}>{html.escape(text).replace(chr(10), "<br>")}</{kind}>'


def icon(name, x, y, size, color="currentColor"):
    at = place(x, y, size, size)[:-1] + f';stroke:{color}"'
    return f'<svg viewBox="0 0 24 24" {at}><path d="{ICONS[name]}"/></svg>'


def text_width(text, size):
    return sum(size if ord(c) > 0x2e7f else size * 0.56 for c in text)


def style_of(text, width, height, allowed):
    """The text style whose line height and line count give that box."""
    def distance(style):
        size = STYLE_SIZES[style]
        lines = max(1, -(-text_width(text, size) // width))
        return abs(lines * round(size * 1.32) - height)
    return min(allowed, key=distance)


def two_lines(x, y, w, h, title, subtitle):
    """Heading over small text, centred in a height."""
    small = 0 if not subtitle else 42 * (subtitle.count("\n") + 1)
    top = y + (h - 61 - small - (8 if subtitle else 0)) / 2
    return (element("div", "heading strong", (x, top, w, 61), title) +
            (element("div", "small soft", (x, top + 69, w, small), subtitle) if subtitle else ""))


class Screen:
    """One screen of the kiosk as a <section>. `links` maps ids of buttons to the screens that they open."""

    def __init__(self, tree, office_name, links, first):
        self.tree, self.links, self.parts = tree, links, []
        self.words = people.words(tree["language"])
        self.stage = next((key[:-len(".name")] for node in self.nodes() for key, text in self.words.items()
                           if node.get("state", {}).get("current") and key.startswith("stage.") and
                           key.endswith(".name") and text == node["label"]), None)
        head = element("header", "", (0, 0, 1080, 132), office_name)
        foot = "<footer></footer>" if any(node["id"] == "nav.home" for node in self.nodes()) else ""
        self.facts_panel()
        for node in self.nodes():
            self.add(node)
        hidden = "" if first else " hidden"
        self.html = f'<section id="{tree["screen"]}"{hidden}>{head}{foot}{"".join(self.parts)}</section>'

    def nodes(self):
        pending = list(self.tree["nodes"])
        while pending:
            node = pending.pop(0)
            yield node
            pending = node.get("children", []) + pending

    def facts_panel(self):
        facts = [node["bounds"] for node in self.nodes() if node["id"].startswith("case.field.")]
        if facts:
            left, top = (min(at[axis] for at in facts) - 36 for axis in "xy")
            right = max(at["x"] + at["w"] for at in facts) + 36
            bottom = max(at["y"] + at["h"] for at in facts) + 36
            self.parts.append(element("div", "box", (left, top, right - left, bottom - top), ""))

    def add(self, node):
        if not node.get("state", {}).get("visible", True):
            return
        at = node["bounds"]
        box = (at["x"], at["y"], at["w"], at["h"])
        draw = {"button": self.button, "heading": self.heading, "text": self.text, "status": self.status,
                "listitem": self.list_item}.get(node["role"])
        if draw:
            draw(node, *box)

    def heading(self, node, x, y, w, h):
        style = style_of(node["label"], w, h, ["display", "title", "heading"])
        self.parts.append(element("div", f"strong {style}", (x, y, w, h), node["label"]))

    def text(self, node, x, y, w, h):
        if node.get("value"):  # a field over its value
            self.parts.append(element("div", "small soft", (x, y, w, 42), node["label"]))
            self.parts.append(element("div", "body strong", (x, y + 42, w, h - 42), node["value"]))
            return
        style = style_of(node["label"], w, h, ["heading", "body", "small"])
        self.parts.append(element("div", f"soft {style}", (x, y, w, h), node["label"]))

    def status(self, node, x, y, w, h):
        self.parts.append(element("div", "calm", (x, y, w, h), "") +
                          icon(ICON_OF.get(node["id"], "info"), x + 30, y + 30, 56, "#16325c") +
                          element("div", "body", (x + 116, y + 30, w - 146, h - 60), node["label"]))

    def button(self, node, x, y, w, h):
        state = node.get("state", {})
        attributes = f'data-to="{self.links[node["id"]]}"' if node["id"] in self.links else ""
        attributes += "" if state.get("enabled", True) else " disabled"
        inside = ""
        if node.get("value"):  # a large one: picture, title, what it is for, arrow
            badge = min(h - 72, 132)
            inside = (f'<div class="badge" {place(36, (h - badge) / 2, badge, badge)}></div>' +
                      icon(ICON_OF.get(node["id"], "info"), 36 + badge * 0.22, (h - badge * 0.56) / 2, badge * 0.56, "#fff") +
                      two_lines(72 + badge, 0, w - badge - 180, h, node["label"], node["value"]) +
                      icon("arrow", w - 74, h / 2 - 24, 48, "#16325c"))
            kind = "card first" if node["id"] == "home.lookup" else "card"
            self.parts.append(f'<button class="{kind}" {attributes} {place(x, y, w, h)}>{inside}</button>')
            return
        name = ICON_OF.get(node["id"]) or {".up": "up", ".down": "down"}.get(pathlib.PurePath(node["id"]).suffix)
        label = node.get("label", "")
        width = text_width(label, 38) + (66 if name and label else 48 if name else 0)
        if name:
            inside += icon(name, (w - width) / 2, (h - 48) / 2, 48)
        inside += element("span", "", ((w - width) / 2 + (66 if name else 0) - 10, (h - 50) / 2,
                                       text_width(label, 38) + 20, 50), label)
        classes = "primary" if node["id"] in ("case.take_away", "take_away.finish") else ""
        self.parts.append(f'<button class="{classes}" {attributes} {place(x, y, w, h)}>{inside}</button>')

    def list_item(self, node, x, y, w, h):
        if node["id"].startswith("case.stage."):
            self.step(node, x, y, w, h)
            return
        attributes = f'data-to="{self.links[node["id"]]}"' if node["id"] in self.links else ""
        inside = (two_lines(36, 0, w - 120, h, node["label"], node.get("value", "")) +
                  icon("arrow", w - 74, h / 2 - 24, 48, "#16325c"))
        self.parts.append(f'<button class="card" {attributes} {place(x, y, w, h)}>{inside}</button>')

    def step(self, node, x, y, w, h):
        current = node.get("state", {}).get("current", False)
        coming = not current and not node.get("value")
        pad = 26 if current else 8
        title = "heading" if current else "body"
        note = self.words.get(f"{self.stage}.{'means' if current else 'next'}", "") if current or coming else ""
        line = round(STYLE_SIZES[title] * 1.32)
        middle = y + pad + line / 2
        color = "#9b1c1f" if current else "#ddd3c3" if coming else "#16325c"
        radius = 26 if current else 22
        filled = f"border:5px solid {color}" if coming else f"background:{color}"
        self.parts.append((element("div", "calm", (x + 84, y, w - 84, h), "") if current else "") +
                          f'<div style="left:{x + 32:.0f}px;top:{y - 12:.0f}px;width:5px;height:{h + 22:.0f}px;background:{"#ddd3c3" if coming else "#16325c"}"></div>'
                          f'<div style="left:{x + 34 - radius:.0f}px;top:{middle - radius:.0f}px;width:{2 * radius}px;height:{2 * radius}px;border-radius:50%;{filled};color:#fff"></div>' +
                          ("" if coming else icon("check", x + 19, middle - 15, 30, "#fff")) +
                          element("div", f"{title} strong", (x + 84 + pad, y + pad, w - 84 - 2 * pad, line), node["label"]) +
                          element("div", "small soft right", (x + 84 + pad, y + pad + (line - 42) / 2, w - 84 - 2 * pad, 42), node.get("value", "")) +
                          element("div", "small soft", (x + 84 + pad, y + pad + line + 6, w - 84 - 2 * pad, h - line - 2 * pad), note))


def write(path, trees, office_name, links, size):
    """`trees` by the screen's name, the first one is shown first; `links`: screen -> id of a button -> screen."""
    sections = [Screen(tree, office_name, links.get(name, {}), index == 0).html
                for index, (name, tree) in enumerate(trees.items())]
    css = CSS % {"width": size[0], "height": size[1]}
    pathlib.Path(path).write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="google" content="notranslate"><title>lobby</title><style>{css}</style>'
        f'<body>{"".join(sections)}<script>{SCRIPT}</script>', encoding="utf-8")
