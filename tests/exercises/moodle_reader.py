"""A reader of Moodle XML that grades as Moodle documents it; it knows nothing of the bank."""

from lxml import etree, html

# Grades that Moodle offers, as its database holds them: an import refuses any other.
ACCEPTED = (1, 0.9, 0.8333333, 0.8, 0.75, 0.7, 0.6666667, 0.6, 0.5, 0.4, 0.3333333, 0.3, 0.25, 0.2)
ACCEPTED += (0.1666667, 0.1428571, 0.125, 0.1111111, 0.1, 0.05, 0)
PRECISION = 1e-14  # PHP's, which Moodle adds to a tolerance


class RefusedError(Exception):
    """What Moodle's import would not take."""


def read(content):
    """Questions with the category that each is in."""
    category, found = None, []
    for question in etree.fromstring(content):
        if question.get("type") == "category":
            category = question.findtext("category/text")
        else:
            found.append((category, question))
    return found


def text(element):
    """What a reader sees of a text field."""
    content = element.findtext("text") or ""
    return html.fromstring(f"<div>{content}</div>").text_content() if content else ""


def grade(question, given):
    """Fraction of the mark and the feedback to the answers given.

    `given` is what somebody chose or typed, in words: a text, a list of texts, a number, texts by text.
    """
    return _GRADED[question.get("type")](question, given)


def _fraction(answer):
    fraction = float(answer.get("fraction")) / 100
    for accepted in ACCEPTED:
        if abs(abs(fraction) - accepted) < 0.00001:
            return accepted if fraction >= 0 else -accepted
    raise RefusedError(answer.get("fraction"))


def _multichoice(question, given):
    answers = {text(answer): answer for answer in question.findall("answer")}
    single = question.findtext("single") == "true"
    chosen = [answers[word] for word in ([given] if single else given)]
    total = sum(_fraction(answer) for answer in chosen)
    return min(max(0.0, total), 1.0), [text(answer.find("feedback")) for answer in chosen]


def _truefalse(question, given):
    answers = {answer.findtext("text"): answer for answer in question.findall("answer")}
    answer = answers[given]
    return float(_fraction(answer)), [text(answer.find("feedback"))]


def _numerical(question, given):
    for answer in question.findall("answer"):
        if _is_near(answer, given):
            said = text(answer.find("feedback"))
            return float(_fraction(answer)), [said] if said else []
    return 0.0, []


def _is_near(answer, given):
    if answer.findtext("text") == "*":
        return True
    value = float(answer.findtext("text"))
    tolerance = float(answer.findtext("tolerance")) + PRECISION * max(1, abs(value))
    return value - tolerance <= given <= value + tolerance


def _matching(question, given):
    pairs = [(text(asked), asked.findtext("answer/text")) for asked in question.findall("subquestion")]
    right = {asked: answer for asked, answer in pairs if asked}
    return sum(given.get(asked) == answer for asked, answer in right.items()) / len(right), None


def _ordering(question, given):
    if question.findtext("gradingtype") != "ABSOLUTE_POSITION" or question.findtext("selecttype") != "ALL":
        raise RefusedError("only grading by position, of all steps")
    right = [text(answer) for answer in question.findall("answer")]
    return sum(mine == theirs for mine, theirs in zip(given, right, strict=True)) / len(right), None


_GRADED = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
}
