"""Search finds Chinese and English terms, from the page of results and from Ctrl+K."""

import pytest

QUERIES = {
    "政府创新": "chapters/index.html",
    "地方回应型创新": "chapters/types.html",
    "行政审批制度改革": "chapters/types.html",
    "自上而下": "chapters/types.html",
    "社会嵌入": "chapters/types.html",
    "民主恳谈": "chapters/wenling.html",
    "government innovation": "chapters/glossary.html",
    "participatory budgeting": "chapters/glossary.html",
}


@pytest.mark.parametrize("query", QUERIES)
def test_the_page_of_results_finds(visit, query):
    page = visit().open(f"search.html?q={query}")
    page.wait_for_selector(".search-results li")
    links = page.locator("#book-search-page .search-results a").evaluate_all("all => all.map((a) => a.href)")
    assert any(QUERIES[query] in link for link in links)


def test_what_is_nowhere_is_said_to_be_nowhere(visit):
    page = visit().open("search.html?q=魑魅魍魉")
    page.wait_for_function("() => document.querySelector('#book-search-page .search-status').textContent")
    assert page.locator("#book-search-page .search-results li").count() == 0


def test_control_k_opens_a_search_that_answers_while_typing(visit):
    page = visit().open("chapters/glossary.html")
    page.keyboard.press("Control+k")
    box = page.locator("dialog input[type=search]")
    box.wait_for(state="visible")
    box.fill("行政审批制度改革")
    page.wait_for_selector("dialog .search-results a")
    page.locator("dialog .search-results a", has_text="创新的类型").first.click()
    page.wait_for_load_state()
    assert "types.html" in page.url
