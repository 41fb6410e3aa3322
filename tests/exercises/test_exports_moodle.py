"""Moodle XML, read back by a reader of its own, grades and says what the bank does."""

import re
from collections import defaultdict

import pytest
from lxml import etree

from tests.exercises import moodle_reader
from tests.exercises.answers import answers
from tests.exercises.items import everything, samples, scored, with_parameters
from widgets.exercises import bank, scoring
from widgets.exercises.exports import moodle
from widgets.exercises.exports.questions import questions

EACH_SCORED = pytest.mark.parametrize("item", scored(), ids=lambda item: item["id"])


def plain(text):
    return text.replace("`", "").replace("\n\n", "")


def in_words(question, response):
    """A response as somebody gives it in Moodle: by the words on the page."""
    shown = question.shown
    texts = {
        entry["key"]: plain(entry["text"])
        for field in ("options", "prompts", "steps")
        for entry in shown.get(field, [])
    }
    if question.kind in ("multiple", "order"):
        return [texts[key] for key in response]
    if question.kind == "match":
        targets = {target["key"]: target["text"] for target in shown["targets"]}
        return {texts[key]: targets[target] for key, target in response.items()}
    if question.kind == "truefalse":
        return str(response).lower()
    return response if question.kind == "numeric" else texts[response]


def read_one(question):
    [(_, read)] = moodle_reader.read(moodle.write([question]))
    return read


@EACH_SCORED
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_grades_and_feedback_are_those_of_the_bank(item, lang):
    for question in questions(item, lang, count=2 if lang == "zh" else 1):
        read = read_one(question)
        assert int(read.findtext("defaultgrade")) == item["points"]
        for response in answers(item, question.seed):
            expected = scoring.score(item, response, question.seed, lang)
            fraction, said = moodle_reader.grade(read, in_words(question, response))
            assert fraction == pytest.approx(expected["credit"], abs=2e-6), response
            if said is not None:
                wanted = [plain(text) for text in expected["feedback"]]
                assert sorted(map(plain, said)) == sorted(wanted), response


@EACH_SCORED
def test_nothing_that_the_bank_says_is_lost(item):
    [question] = questions(item, "zh")
    read = read_one(question)
    assert plain(question.stem) in moodle_reader.text(read.find("questiontext"))
    assert [moodle_reader.text(hint) for hint in read.findall("hint")] == [
        plain(hint) for hint in question.shown["hints"]
    ]
    afterwards = moodle_reader.text(read.find("generalfeedback"))
    assert plain(question.explanation) in afterwards
    if item["type"] in ("match", "order"):
        assert all(plain(part.feedback) in afterwards for part in question.parts)


def test_every_section_is_a_category_and_names_are_unique():
    public = [item for item in bank.items() if item["use"] == "practice"]
    asked = [question for item in public for question in questions(item, "zh")]
    read = moodle_reader.read(moodle.write(asked))
    by_category = defaultdict(list)
    for category, question in read:
        by_category[category].append(question.findtext("idnumber"))
    assert len(by_category) == len({item["section"] for item in public})
    assert sorted(name for names in by_category.values() for name in names) == sorted(q.name for q in asked)
    assert "$course$/top/政府创新/区块链" in by_category


@pytest.mark.parametrize("item", with_parameters()[:5], ids=lambda item: item["id"])
def test_variants_of_an_item_share_a_category_of_their_own(item):
    other = next(each for each in samples() if each["id"] == "blockchain-seal")
    asked = [*questions(item, "zh", count=4), *questions(other, "zh")]
    *variants, (category, _) = moodle_reader.read(moodle.write(asked))
    [common] = {category for category, _ in variants}
    assert len(variants) == 4
    assert common.endswith("/" + item["title"]["zh"])
    assert category != common
    assert len({etree.tostring(question.find("questiontext")) for _, question in variants}) > 1


def test_programs_and_essays_are_marked_by_hand():
    for item in (each for each in everything() if each["type"] in ("code", "essay")):
        read = read_one(questions(item, "zh")[0])
        assert read.get("type") == "essay"
        assert read.find("answer") is None
        assert read.findtext("responsetemplate/text").strip() == item.get("starter", "").strip()
        assert item.get("solution", "").strip() in moodle_reader.text(read.find("graderinfo"))


def test_an_essay_comes_with_the_question_of_the_chapter():
    read = read_one(questions(bank.item("questions-essay-1"), "zh")[0])
    assert "从目标、动力、途径、系统性四个维度比较" in moodle_reader.text(read.find("questiontext"))


def test_markup_in_a_text_stays_text():
    item = next(each for each in samples() if each["id"] == "blockchain-seal")
    hostile = "若 a<b & c>d，则 ]]> 与 <script>alert(1)</script> 都只是字"
    item = {**item, "stem": {"zh": hostile}, "explanation": {"zh": hostile}}
    read = read_one(questions(item, "zh")[0])
    assert moodle_reader.text(read.find("questiontext")) == hostile
    assert "<script" not in read.findtext("questiontext/text")


def test_a_credit_that_moodle_lacks_is_refused_by_name():
    item = next(each for each in samples() if each["id"] == "questions-companion")
    item = {**item, "wrong": [{**item["wrong"][0], "credit": 0.37}]}
    with pytest.raises(
        ValueError, match=re.escape("questions-companion, wrong, credit: got 0.37, expected one of")
    ):
        moodle.write(questions(item, "zh"))
