"""What is told of a change."""

import pytest

from widgets import explorables


def _change(setting, lang):
    return explorables.answer("diffusion", setting, before={}, lang=lang)["change"]


@pytest.mark.parametrize(("lang", "told"), [("zh", "改了 5 个设置："), ("en", "5 controls moved: ")])
def test_few_controls_are_named_and_many_are_counted(lang, told):
    few = {"own": 0.1, "peers": 0.3, "fit": 0.5, "fidelity": 0.5}
    assert _change(few, lang).count("→") > 4
    many = {**few, "neighbours": 0.1}
    assert _change(many, lang).startswith(told)
