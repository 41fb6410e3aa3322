"""A work as GB/T 7714—2015 prescribes it for numbered references, in the language of the work.

No CSL processor takes its place: "et al." and 等 by the language of the entry need CSL-M, which
standard processors do not read. Marks of punctuation are half-width, as in the source chapter's list.
What is not known is left out: 出版地不详 would say that the work names no place, which is more than
that nobody looked.
"""

import re
from typing import Any

from pybtex.database import Entry, Person
from pybtex.richtext import HRef, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle

MARKS = {
    "archive": "A",
    "article": "J",
    "book": "M",
    "dataset": "DS",
    "incollection": "M",
    "inproceedings": "C",
    "mastersthesis": "D",
    "misc": "Z",
    "newspaper": "N",
    "online": "EB",
    "phdthesis": "D",
    "report": "R",
    "software": "CP",
    "standard": "S",
    "techreport": "R",
    "thesis": "D",
    "unpublished": "Z",
}
NAMED_AT_MOST = 3
ORDINALS = {"1": "st", "2": "nd", "3": "rd"}


class Gbt7714(BaseStyle):
    """Entries by the standard's sections 4.1 to 4.6, numbered and ordered as `widgets.book.works` says."""

    default_sorting_style = "book"
    default_label_style = "book"
    says_where = True

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:
        """Creators. Title[mark]. Source. Where to read it."""
        parts = [
            _creators(entry, "author") or _creators(entry, "editor"),
            _title(entry),
            _source(entry),
            *(_where(entry) if self.says_where else []),
        ]
        sentences: Text = Text(". ").join(part for part in parts if part)
        return FormattedEntry(entry.key, sentences.add_period(), label)


class Gbt7714Brief(Gbt7714):
    """The same without addresses, for notes beside the text."""

    says_where = False


def mark(entry: Entry) -> str:
    """Type of the work and, when it is read on line, of its carrier.

    Examples
    --------
    >>> mark(Entry("article")), mark(Entry("archive", {"url": "https://example.org"})), mark(Entry("online"))
    ('J', 'A/OL', 'EB/OL')
    """
    is_online = "url" in entry.fields
    if entry.type == "misc" and is_online:
        return "EB/OL"
    kind = MARKS[entry.type]
    return f"{kind}/OL" if is_online or kind == "EB" else kind


def _creators(entry: Entry, role: str) -> Text:
    """First three names, then 等 or "et al." if there are more."""
    persons = entry.persons.get(role, [])
    names = [_name(person) for person in persons if str(person) != "others"]
    if len(names) > NAMED_AT_MOST or len(names) < len(persons):
        names = [*names[:NAMED_AT_MOST], Text("等" if entry.fields.get("language") == "zh" else "et al")]
    return Text(", ").join(names)


def _name(person: Person) -> Text:
    """Surname in capitals and initials without points; a Chinese name or an organization as it is."""
    given = [*person.first_names, *person.middle_names]
    surname = Text(" ").join([*person.rich_prelast_names, *person.rich_last_names])
    if not given and str(person).startswith("{"):
        return surname
    initials = [piece[0] for name in given for piece in re.split(r"[-\s]", name) if piece]
    name = Text(" ").join([surname.upper(), *initials])
    return Text(", ").join([name, *person.rich_lineage_names])


def _title(entry: Entry) -> Text:
    """Title: number[mark], then //the book's editors. Its title, for a work inside a book."""
    number = [] if entry.type == "article" else _given(entry, "number")
    title = Text(": ").join([Text.from_latex(entry.fields["title"]), *number])
    title = Text(title, f"[{mark(entry)}]")
    if "booktitle" not in entry.fields:
        return title
    editors = [_creators(entry, "editor")] if "author" in entry.persons and "editor" in entry.persons else []
    return Text(title, "//", Text(". ").join([*editors, *_given(entry, "booktitle")]))


def _source(entry: Entry) -> Text:
    if entry.type in ("article", "newspaper"):
        return _issue(entry)
    return Text(". ").join(part for part in [_edition(entry), _imprint(entry)] if part)


def _issue(entry: Entry) -> Text:
    """Periodical, year, volume(number): pages. A newspaper has date(page) instead."""
    is_daily = entry.type == "newspaper"
    when = entry.fields.get("date") or entry.fields.get("year")
    parts = [*_given(entry, "journal"), *([Text(when)] if when else []), *_given(entry, "volume")]
    issue = Text(", ").join(parts)
    pages = _pages(entry)
    in_brackets = pages if is_daily else Text(entry.fields.get("number", ""))
    issue = Text(issue, "(", in_brackets, ")") if in_brackets else issue
    if pages and not is_daily:
        issue = Text(issue, ": ", pages)
    return Text(issue, _read_on(entry))


def _imprint(entry: Entry) -> Text:
    """Place: publisher, year: pages(date)."""
    fields = entry.fields
    publishers = ("publisher", "school", "institution", "organization", "howpublished")
    publisher = next((_given(entry, name) for name in publishers if name in fields), [])
    who = Text(": ").join([*_given(entry, "address"), *publisher])
    date = f"({fields['date']})" if "date" in fields else ""
    year = fields.get("year", "") if who or not date else ""
    imprint = Text(", ").join(part for part in [who, Text(year)] if part)
    pages = _pages(entry)
    return Text(imprint, ": " if imprint and pages else "", pages, date, _read_on(entry))


def _edition(entry: Entry) -> Text:
    edition = entry.fields.get("edition", "")
    if not edition.isdecimal():
        return Text(edition)
    if entry.fields.get("language") == "zh":
        return Text(f"{edition}版")
    return Text(f"{edition}{ORDINALS.get(edition, 'th')} ed")


def _where(entry: Entry) -> list[Text]:
    fields = entry.fields
    ways = []
    if "url" in fields:
        ways.append(Text(HRef(fields["url"], fields["url"])))
    if "doi" in fields:
        ways.append(Text("DOI: ", HRef(f"https://doi.org/{fields['doi']}", fields["doi"])))
    return ways


def _given(entry: Entry, name: str) -> list[Text]:
    return [Text.from_latex(entry.fields[name])] if name in entry.fields else []


def _pages(entry: Entry) -> Text:
    return Text(entry.fields.get("pages", "").replace("--", "-"))


def _read_on(entry: Entry) -> str:
    return f"[{entry.fields['urldate']}]" if "urldate" in entry.fields else ""
