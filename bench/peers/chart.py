"""The rates as bars, in SVG."""

from xml.sax.saxutils import escape

import prepare
from measure import Times
from present import rate

WIDTH, BAR, GAP, LEFT, RIGHT, HEAD = 880, 20, 8, 320, 90, 34
COLOURS = {"leadlint": "#0b7a75", "hand": "#7a8793", "walk": "#7a8793"}
OTHER = "#c3ccd4"


def bar(top: float, width: float, times: Times) -> list[str]:
    colour = COLOURS.get(times.subject.key.split()[-1], OTHER)
    weight = "bold" if times.subject.key.endswith("leadlint") else "normal"
    middle = top + BAR / 2 + 4.5
    return [
        f'<text x="{LEFT - 10}" y="{middle}" text-anchor="end" font-weight="{weight}">{escape(times.subject.label)}</text>',
        f'<rect x="{LEFT}" y="{top}" width="{max(width, 1):.1f}" height="{BAR}" rx="2" fill="{colour}"/>',
        f'<text x="{LEFT + width + 8:.1f}" y="{middle}" font-weight="{weight}">{rate(times.rate)}</text>',
    ]


def chart(times: dict[str, Times]) -> str:
    parts: list[str] = []
    top = 12.0
    for api, name in prepare.NAMES.items():
        of = sorted((each for key, each in times.items() if key.startswith(api + " ")), key=lambda each: -each.rate)
        parts.append(f'<text x="{LEFT}" y="{top + 16}" font-size="15" font-weight="bold">'
                     f"{escape(name)}: records a second, one core</text>")
        top += HEAD
        scale = (WIDTH - LEFT - RIGHT) / of[0].rate
        for each in of:
            parts += bar(top, each.rate * scale, each)
            top += BAR + GAP
        top += 14
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top:.0f}" viewBox="0 0 {WIDTH} {top:.0f}"'
        ' font-family="system-ui, sans-serif" font-size="13" fill="#1c2730" role="img">',
        f"<title>Records a second, Leadlint and its peers ({prepare.BYTES} bytes a record, 1 % invalid)</title>",
        f'<rect width="{WIDTH}" height="{top:.0f}" rx="6" fill="#ffffff"/>', *parts, "</svg>", ""])
