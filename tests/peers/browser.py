"""Opens pages of `sayso report` and `sayso show --format html` in a real browser, and looks at what a reader would.

    pip install playwright      # the driver alone; the browser is the system's Chromium
    python tests/peers/browser.py --browser /usr/bin/chromium --shots shots/ report.html article.html

Checked of each page, in the light, in the dark and on a phone: no console message, no request but the page itself, no
contrast below WCAG AA (4.5, and 3 for large words), no sideways scrolling, one h1 and no level of heading left out, every
link within the page leads somewhere, and the Tab key alone reaches each link, shows where it is, and opens the marked
words. Prints what is wrong, and ends with 1 if anything is. With --shots it leaves pictures and a PDF to look at.
"""

import argparse
import pathlib
import sys

from playwright.sync_api import sync_playwright

VIEWS = {
    "light": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1200, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light", "is_mobile": True, "has_touch": True},
    "phone-dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark", "is_mobile": True},
}

# How many pixels a picture of a whole page may have.
MOST = 30_000_000

CONTRAST = """() => {
  const parse = (text) => {
    const parts = (text.match(/[\\d.]+/g) || []).map(Number);
    return parts.length < 3 ? null : [parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : 1];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (one, other) => {
    const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const paper = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour && colour[3] > 0) return colour;
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
  };
  const wrong = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || !element.getClientRects().length) continue;
    const style = getComputedStyle(element);
    const ink = parse(element.closest('svg') ? style.fill : style.color);
    if (!ink) continue;
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    const found = ratio(ink, paper(element));
    if (found < (large ? 3 : 4.5)) wrong.set(element.tagName + '.' + element.className, [found.toFixed(2), node.data.trim().slice(0, 40)]);
  }
  // What is drawn must stand out from the paper too.
  for (const shape of document.querySelectorAll('svg circle, svg rect')) {
    const ink = parse(getComputedStyle(shape).fill);
    if (ink && ink[3] > 0 && ratio(ink, paper(shape)) < 3) wrong.set(shape.tagName, [ratio(ink, paper(shape)).toFixed(2), 'a shape']);
  }
  return [...wrong.entries()].map(([where, what]) => where + ' ' + what.join(' '));
}"""

STRUCTURE = """() => {
  const wrong = [];
  if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
  let last = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
    const level = Number(heading.tagName[1]);
    if (level > last + 1) wrong.push('level left out before ' + heading.textContent.slice(0, 40));
    last = level;
  }
  if (!document.documentElement.lang) wrong.push('no language');
  const ids = new Map();
  for (const element of document.querySelectorAll('[id]')) ids.set(element.id, (ids.get(element.id) || 0) + 1);
  for (const [id, count] of ids) if (count > 1) wrong.push('id ' + id + ' ' + count + ' times');
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (!ids.has(link.getAttribute('href').slice(1))) wrong.push('leads nowhere: ' + link.getAttribute('href'));
    if (!link.textContent.trim() && !link.getAttribute('aria-label')) wrong.push('a link without words');
  }
  for (const picture of document.querySelectorAll('svg')) {
    if (!picture.closest('[role=img][aria-label]')) wrong.push('a drawing without words');
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1) {
    wrong.push('scrolls sideways: ' + document.documentElement.scrollWidth + ' of ' + document.documentElement.clientWidth);
  }
  return wrong;
}"""

FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at);
  return { tag: at.tagName, href: at.getAttribute('href'), shown: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 };
}"""


def keyboard(page):
    """Walks the page with Tab; opens the first link to marked words with Enter."""
    wrong, links, opened = [], set(), False
    wanted = page.evaluate("() => document.querySelectorAll('a[href]').length")
    for _ in range(min(wanted * 2 + 40, 400)):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        if not focus["shown"]:
            wrong.append(f"the focus on {focus['tag']} {focus['href']} is not to be seen")
            break
        links.add(focus["href"])
        if not opened and (focus["href"] or "").startswith(("#a", "#C", "#F")) and focus["href"].count("-") != 1:
            page.keyboard.press("Enter")
            page.wait_for_timeout(100)
            opened = page.evaluate(
                "() => { const at = document.querySelector(':target'); if (!at) return false;"
                " const box = at.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; }"
            )
            if not opened:
                wrong.append(f"Enter on {focus['href']} does not bring the words into view")
            break
    if not opened and page.evaluate("() => document.querySelectorAll('mark[id]').length"):
        wrong.append(f"no link to marked words within reach of Tab: {sorted(str(link) for link in links)[:9]}")
    return wrong


def look(browser, path, name, view, shots):
    wrong = []
    context = browser.new_context(**view)
    page = context.new_page()
    address = path.resolve().as_uri()
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("request", lambda request: request.url.split("#")[0] == address or wrong.append(f"request: {request.url}"))
    page.goto(address)
    wrong += [f"contrast: {what}" for what in page.evaluate(CONTRAST)]
    wrong += page.evaluate(STRUCTURE)
    if shots:
        # Chromium takes no picture of more than it can hold.
        tall = page.evaluate("document.documentElement.scrollHeight * innerWidth") > MOST
        page.screenshot(path=shots / f"{path.stem}-{name}.png", full_page=not tall)
    wrong += keyboard(page)
    if shots:
        page.screenshot(path=shots / f"{path.stem}-{name}-opened.png")
        if name == "dark":  # Even of a dark screen the print is on white.
            page.pdf(path=shots / f"{path.stem}.pdf", format="A4", print_background=True, prefer_css_page_size=True)
    context.close()
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    parser.add_argument("--shots", type=pathlib.Path)
    given = parser.parse_args()
    if given.shots:
        given.shots.mkdir(parents=True, exist_ok=True)
    failed = False
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=given.browser, args=["--no-sandbox"])
        for path in given.pages:
            for name, view in VIEWS.items():
                wrong = look(browser, path, name, view, given.shots)
                failed = failed or bool(wrong)
                print(f"{path.name} {name}: {'well' if not wrong else ''}")
                for what in wrong:
                    print(f"  {what}")
        browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
