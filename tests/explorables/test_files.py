"""What is saved comes back the same; what is not a saved profile is refused by field, value and rule."""

import copy
import json
import random

import pytest

from tests.explorables.settings import random_setting
from widgets import explorables
from widgets.explorables import files
from widgets.explorables.controls import settle

SPECS = [spec for spec in map(explorables.load, explorables.NAMES) if hasattr(spec, "report")]
EACH_SPEC = pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.NAME)
SETTING = {"name": "温岭", "typology_c1": "3", "typology_evidence": "第一行\n<b>“二”</b>"}


def bad_documents():
    """(what is wrong, document or text, words that the refusal must have)."""
    good = json.loads(json.dumps(files.export("case_lab", SETTING)["document"]))

    def altered(**fields):
        return {**copy.deepcopy(good), **fields}

    def with_inputs(**inputs):
        return altered(inputs={**good["inputs"], **inputs})

    without = {field: {k: v for k, v in good.items() if k != field} for field in files.FIELDS}
    return [
        ("a list", [1, 2], ["文件", "列表", "JSON 对象"]),
        ("a text", "case", ["文件", "'case'"]),
        ("null", None, ["文件", "None"]),
        ("nothing in it", {}, ["book", "缺少"]),
        *((f"no {field}", document, [field, "缺少"]) for field, document in without.items()),
        ("another book", altered(book="别的书"), ["book", "'别的书'", "政府创新"]),
        ("another explorable", altered(explorable="typology"), ["explorable", "'typology'", "case_lab"]),
        ("a later version", altered(version=2), ["version", "2", "1"]),
        ("a version as text", altered(version="1"), ["version", "'1'"]),
        ("a version as truth", altered(version=True), ["version", "True"]),
        ("inputs as list", altered(inputs=[]), ["inputs", "列表", "对象"]),
        ("measures as text", altered(measures="high"), ["measures", "'high'", "对象"]),
        ("a measure as number", altered(measures={"类型": 7}), ["measures: 类型", "7", "文字"]),
        ("an unknown field", altered(extra="x"), ["extra", "'x'"]),
        ("a hostile field", {**good, "__proto__": {"polluted": 1}}, ["__proto__"]),
        ("an unknown control", with_inputs(typology_c9="1"), ["typology_c9", "'1'", "没有这个控件"]),
        ("a hostile control", with_inputs(__proto__={"x": 1}), ["__proto__"]),
        ("a constructor", with_inputs(constructor="x"), ["constructor", "没有这个控件"]),
        (
            "a score too high",
            with_inputs(typology_c1="5"),
            ["上级政府的态度和行为", "'5'", "not_coded, 0, 1, 2, 3, 4"],
        ),
        ("a score as number", with_inputs(typology_c1=3), ["上级政府的态度和行为", "3"]),
        ("a score as null", with_inputs(typology_c1=None), ["上级政府的态度和行为", "None"]),
        ("a score as object", with_inputs(typology_c1={"a": 1}), ["typology_c1", "对象"]),
        ("a score as deep list", with_inputs(typology_c1=[[[[1]]]]), ["typology_c1", "列表"]),
        ("another part's level", with_inputs(blockage_short_lived="4"), ["昙花一现", "'4'", "unchecked"]),
        ("an unknown stage", with_inputs(blockage_stage="<script>"), ["阶段", "'<script>'", "initiation"]),
        ("a name too long", with_inputs(name="字" * 41), ["案例名称", "40"]),
        ("a name as number", with_inputs(name=7), ["案例名称", "7", "文字"]),
        ("a note too long", with_inputs(drivers_evidence="x" * 161), ["证据说明（动力）", "160"]),
        ("a control character", with_inputs(name="a\u0000b"), ["案例名称", "控制字符"]),
        ("half a character", with_inputs(name="\ud800"), ["案例名称", "\\ud800"]),
    ]


@EACH_SPEC
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_saved_comes_back(spec, lang):
    draw = random.Random(3)
    for _ in range(40):
        setting = random_setting(spec, draw)
        saved = json.loads(json.dumps(files.export(spec.NAME, setting, lang)["document"]))
        back = files.reopen(spec.NAME, saved, lang)
        assert back == settle(spec.CONTROLS, setting)
        assert spec.respond(lang, **back) == spec.respond(lang, **setting)
        assert list(saved) == list(files.FIELDS)
        assert saved["measures"] == {m["label"]: m["text"] for m in spec.respond(lang, **setting)["measures"]}


@EACH_SPEC
def test_the_largest_profile_is_below_the_limit_of_a_file(spec):
    longest = {c["key"]: "😀" * c["longest"] for c in spec.CONTROLS if c["kind"] == "text"}
    saved = files.export(spec.NAME, longest)
    assert len(json.dumps(saved["document"], indent=1).encode()) < files.LARGEST
    assert saved["markdown"].endswith("\n")


@EACH_SPEC
def test_measures_have_names_of_their_own(spec):
    labels = [measure["label"] for measure in spec.respond()["measures"]]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("document", "words"), [case[1:] for case in bad_documents()], ids=[c[0] for c in bad_documents()]
)
def test_a_bad_document_is_refused_by_field_value_and_rule(document, words):
    with pytest.raises(ValueError, match=r".") as refusal:
        files.reopen("case_lab", document)
    assert all(word in str(refusal.value) for word in words), str(refusal.value)
    assert len(str(refusal.value)) < 1200


@pytest.mark.parametrize(
    "content", [b"{", b"", b"\xff\xfe", b"[" * 60_000, b"x" * (files.LARGEST + 1)], ids=len
)
def test_what_is_no_json_of_a_size_is_refused(content):
    with pytest.raises(ValueError, match=r"JSON|字节"):
        files.parsed(content)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("", "case"),
        ("温岭民主恳谈", "case-温岭民主恳谈"),
        ("../../etc/passwd", "case-etc-passwd"),
        ('a<b>:"c"|d?*\\', "case-a-b-c-d"),
        ("a\u202egpj.exe", "case-a-gpj-exe"),
        ("河长制（长兴）。", "case-河长制-长兴"),
        ("CON", "case-CON"),
        ("Ç à", "case-Ç-à"),
    ],
)
def test_names_of_files_suit_every_system(subject, name):
    assert files.stem(subject) == name


def test_names_of_files_are_short():
    assert len(files.stem("字" * 999)) == len("case-") + files.LONGEST_NAME
