"""QTI packages, read back by an interpreter of their rules, score and say what the bank does."""

import io

import pytest

from tests.exercises import qti_reader
from tests.exercises.answers import answers
from tests.exercises.items import everything, samples, scored, with_parameters
from tests.exercises.qti_reader import PACKAGING, QTI, SCHEMA
from widgets.exercises import scoring
from widgets.exercises.exports import qti
from widgets.exercises.exports.questions import questions

EACH_SCORED = pytest.mark.parametrize("item", scored(), ids=lambda item: item["id"])


def plain(text):
    return text.replace("`", "")


def package(asked):
    return qti_reader.unpack(io.BytesIO(qti.write(asked)))


def read_one(question):
    return qti_reader.Item(package([question])[f"items/{question.name}.xml"])


def in_identifiers(item, question, response):
    """A response as a delivery engine records it, found by the words on the page."""
    shown = question.shown
    of = {
        (field, entry["key"]): item.identifiers.get(plain(entry["text"]))
        for field in ("options", "prompts", "targets", "steps")
        for entry in shown.get(field, [])
    }
    if question.kind == "single":
        return of["options", response]
    if question.kind == "multiple":
        return [of["options", key] for key in response]
    if question.kind == "order":
        return [of["steps", key] for key in response]
    if question.kind == "match":
        return [(of["prompts", key], of["targets", target]) for key, target in response.items()]
    return (
        item.identifiers[scoring.TRUTH[response][question.lang]] if question.kind == "truefalse" else response
    )


@EACH_SCORED
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_scores_and_feedback_are_those_of_the_bank(item, lang):
    for question in questions(item, lang, count=2 if lang == "zh" else 1):
        read = read_one(question)
        for response in answers(item, question.seed):
            expected = scoring.score(item, response, question.seed, lang)
            outcomes, said = read.answer(in_identifiers(read, question, response))
            assert outcomes["MAXSCORE"] == item["points"]
            assert outcomes["SCORE"] / item["points"] == pytest.approx(expected["credit"], abs=1e-12), (
                response
            )
            assert sorted(said) == sorted(plain(text) for text in expected["feedback"]), response


@EACH_SCORED
def test_no_answer_earns_and_says_nothing(item):
    outcomes, said = read_one(questions(item, "zh")[0]).answer(None)
    assert (outcomes["SCORE"], said) == (0, [])


def test_every_document_has_the_form_of_the_specification():
    asked = [q for item in everything() if item["use"] == "practice" for q in questions(item, "zh", count=2)]
    for name, root in package(asked).items():
        assert SCHEMA.validate(root), (name, SCHEMA.error_log)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda root: root.append(root[0]), "a declaration behind the body"),
        (lambda root: root.find(f".//{QTI}choiceInteraction").set("maxChoices", "-1"), "a negative number"),
        (lambda root: root.find(f".//{QTI}simpleChoice").set("identifier", "1 a"), "no identifier"),
        (lambda root: root.find(f".//{QTI}modalFeedback").attrib.pop("showHide"), "an attribute is missing"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_the_check_of_form_refuses_what_is_malformed(spoil, why):
    item = next(each for each in samples() if each["id"] == "polycentric-stronger")
    root = read_one(questions(item, "zh")[0]).root
    assert SCHEMA.validate(root)
    spoil(root)
    assert not SCHEMA.validate(root), why


def test_manifest_and_test_name_every_file_of_the_package():
    asked = [q for item in samples() if item["use"] == "practice" for q in questions(item, "zh", count=3)]
    files = package(asked)
    resources = {each.get("href"): each for each in files["imsmanifest.xml"].iter(PACKAGING + "resource")}
    assert resources.keys() | {"imsmanifest.xml"} == files.keys()
    references = [each.get("href") for each in files["test.xml"].iter(QTI + "assessmentItemRef")]
    assert sorted([*references, "test.xml"]) == sorted(resources)
    assert {files[name].get("identifier") for name in references} == {question.name for question in asked}


@pytest.mark.parametrize("item", with_parameters()[:3], ids=lambda item: item["id"])
def test_the_test_draws_one_of_several_variants(item):
    test = package(questions(item, "zh", count=4))["test.xml"]
    [section] = test.findall(f".//{QTI}assessmentSection[@identifier='variants-{item['id']}']")
    assert section.find(QTI + "selection").get("select") == "1"
    assert len(section.findall(QTI + "assessmentItemRef")) == 4


def test_steps_do_not_tell_their_order_by_their_names():
    item = next(each for each in samples() if each["id"] == "blockchain-seal")
    names = [
        choice.get("identifier")
        for choice in read_one(questions(item, "zh")[0]).root.iter(QTI + "simpleChoice")
    ]
    assert names == ["step1", "step2", "step3", "step4"]


def test_programs_and_essays_are_left_to_a_scorer():
    for item in (each for each in everything() if each["type"] in ("code", "essay")):
        root = read_one(questions(item, "zh")[0]).root
        assert root.find(f".//{QTI}extendedTextInteraction") is not None
        assert root.find(QTI + "responseProcessing") is None
        scorer = root.find(f".//{QTI}rubricBlock[@view='scorer']")
        assert (scorer is not None) == ("solution" in item)


def test_the_same_questions_make_the_same_file():
    asked = [question for item in scored()[:5] for question in questions(item, "zh")]
    assert qti.write(asked) == qti.write(asked)
