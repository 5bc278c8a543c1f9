"""The rules of accessibility, held against a page by axe-core."""

from typing import Final

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

#: What every page keeps to, the desk, which is Django's own, as well: WCAG 2.2 AA and good practice.
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_FOUND: Final = """async asked => {
  const { violations } = await axe.run(asked);
  return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`));
}"""


def broken_rules(page: Page) -> list[str]:
    """Each rule the page breaks as it is shown now, with the element that does."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # What a page does well would be thousands of lines: only what is wrong is told.
    return page.evaluate(_FOUND, {"runOnly": _RULES, "resultTypes": ["violations"], "selectors": False})
