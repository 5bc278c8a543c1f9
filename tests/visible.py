"""What somebody sees, or has read out, of a page: its texts, one by one."""

from html.parser import HTMLParser

#: Attributes a browser shows or a screen reader reads.
_SAID = ("alt", "aria-label", "placeholder", "title", "data-filter-title")
_BUTTONS = ("submit", "button", "reset")
#: What is typed into a field is the reader's own.
_UNSEEN = ("script", "style", "template", "textarea")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.unseen += tag in _UNSEEN
        self.texts += [said[name] for name in _SAID if said.get(name)]
        if tag == "input" and said.get("type") in _BUTTONS:
            self.texts.append(said.get("value") or "")

    def handle_endtag(self, tag):
        self.unseen -= tag in _UNSEEN

    def handle_data(self, data):
        if not self.unseen:
            self.texts.append(data)


def visible_texts(html: str) -> list[str]:
    """The texts of a page in their order, without blank ones and without the blanks around them."""
    reader = _Reader()
    reader.feed(html)
    return [text.strip() for text in reader.texts if text.strip()]
