"""Words of the instructor's kit on the command line: choose, release, grade, return, export, agree."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table

from widgets.analysis.cluster import connected
from widgets.exercises import agreement, bank, instructor, leaks, peer, scoring
from widgets.exercises.course import (
    feedback,
    gradebook,
    isolation,
    marking,
    plan,
    rehearsal,
    release,
    report,
    submissions,
)
from widgets.exercises.exports import files
from widgets.exercises.exports.files import Format

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="rich")
console = Console()
LEAST_MEMORY = 512  # MiB, for Python and its libraries
REFUSALS = (ConnectionError, OSError, RuntimeError, ValueError)


class Lang(StrEnum):
    """Languages that students' files can be in."""

    ZH = "zh"
    EN = "en"


Course = Annotated[Path, typer.Option(help="The course's folder, in nbgrader's form.")]
Database = Annotated[
    str | None, typer.Option("--db", help="Gradebook; a SQLite file in the course unless given.")
]
Private = Annotated[Path | None, typer.Option(help="The instructor's tree; see init-private.")]
Sections = Annotated[list[str] | None, typer.Option("--section", help="All items of a page; repeat.")]
Items = Annotated[list[str] | None, typer.Option("--item", help="One item; repeat.")]


def told(command: Callable[..., None]) -> Callable[..., None]:
    """Show what a command refuses as words, not as a traceback, and end with status 2."""

    @wraps(command)
    def run(*arguments: object, **options: object) -> None:
        try:
            command(*arguments, **options)
        except typer.Exit:  # a RuntimeError too
            raise
        except REFUSALS as refusal:
            Console(stderr=True).print(str(refusal), style="red", markup=False, highlight=False)
            raise typer.Exit(2) from None

    return run


@app.command("list")
@told
def list_items(
    section: Sections = None,
    kind: Annotated[str | None, typer.Option("--type", help="Only items of this type.")] = None,
    private: Private = None,
    lang: Lang = Lang.ZH,
) -> None:
    """Show the bank: id, type, points, variants, title."""
    entries = instructor.load(private) if private else {}
    _require_one_of("type", kind, {item["type"] for item in bank.items()})
    name = Column("id", no_wrap=True)
    table = Table(name, "type", "use", "points", "variants", "private part", "title")
    shown = [item for item in _chosen(section, None) if kind in (None, item["type"])]
    for item in shown:
        variants = "seeds" if "parameters" in item else "one"
        has = "yes" if item["id"] in entries else ""
        title = item["title"].get(lang) or item["title"]["zh"]
        table.add_row(item["id"], item["type"], item["use"], str(item["points"]), variants, has, title)
    console.print(table)
    console.print(f"{len(shown)} items")
    if unwritten := instructor.unwritten(entries):
        console.print(f"still to be written: {', '.join(unwritten)}")


@app.command("release")
@told
def release_assignment(
    assignment: Annotated[str, typer.Argument(help="Its name, such as week-3.")],
    course: Course = Path("course"),
    section: Sections = None,
    item: Items = None,
    roster: Annotated[Path | None, typer.Option(help="Text file with one student's id a line.")] = None,
    seed_per_student: Annotated[bool, typer.Option(help="Each student gets variants of their own.")] = False,
    db: Database = None,
    lang: Lang = Lang.ZH,
) -> None:
    """Make an nbgrader assignment of chosen items or sections."""
    items = _chosen(section, item, must=True)
    students = roster.read_text("utf-8-sig").split() if roster else []
    made = plan.new_plan(assignment, items, seed_per_student, lang, students)
    paths = release.release(course, gradebook.database_of(course, db), made, items)
    console.print(f"{len(items)} items, {sum(each['points'] for each in items)} points")
    console.print(f"for students: {paths[0] if len(paths) == 1 else paths[0].parents[1]}", soft_wrap=True)


@app.command("rehearse")
@told
def rehearse_class(
    folder: Annotated[Path, typer.Argument(help="New; gets the notebooks.")],
    assignment: Annotated[str, typer.Option(help="As it was released.")],
    students: Annotated[int, typer.Option(min=1, max=1000, help="How many, if there is no roster.")] = 6,
    private: Private = None,
    course: Course = Path("course"),
) -> None:
    """Make up what a class might hand in, to try grading before students do."""
    made = plan.load(course, assignment)
    paths = rehearsal.rehearse(folder, made, _with_answers(made, private), students)
    console.print(f"{len(paths)} made-up notebooks in {folder}", soft_wrap=True)


@app.command("grade")
@told
def grade_class(
    folder: Annotated[
        Path, typer.Argument(metavar="SUBMISSIONS", help="Folder with what students handed in.")
    ],
    assignment: Annotated[str, typer.Option(help="As it was released.")],
    course: Course = Path("course"),
    private: Private = None,
    scheduler: Annotated[
        str | None, typer.Option(help="A Dask scheduler, such as tcp://127.0.0.1:8786.")
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes on this machine; one for each core.")] = None,
    seconds: Annotated[
        int, typer.Option(min=1, help="Time of one notebook.")
    ] = isolation.DEFAULT_LIMITS.seconds,
    cell_seconds: Annotated[
        int, typer.Option(min=1, help="Time of one cell, and of one program.")
    ] = isolation.DEFAULT_LIMITS.cell_seconds,
    memory: Annotated[
        int, typer.Option(min=LEAST_MEMORY, help="MiB of one notebook.")
    ] = isolation.DEFAULT_LIMITS.memory // 1024**2,
    trust: Annotated[
        bool, typer.Option(help="Run submissions without a sandbox, as if they were yours.")
    ] = False,
    db: Database = None,
) -> None:
    """Grade what is not graded yet; run it again after any interruption."""
    made = plan.load(course, assignment)
    items = _with_answers(made, private)
    found = submissions.collect(folder, assignment)
    if not trust and not isolation.available():
        raise isolation.NoSandboxError(isolation.REMEDY)
    limits = isolation.Limits(cell_seconds=cell_seconds, seconds=seconds, memory=memory * 1024**2)
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    database = gradebook.database_of(course, db)
    left = len(marking.due(found, course, made)) + len(marking.missing(found, course, made))
    with connected(scheduler, workers) as client, Progress(*columns, console=console) as progress:
        bar = progress.add_task("", total=left)
        results = marking.mark(
            client, course, database, made, items, found, limits, trust, lambda result: progress.advance(bar)
        )
    sheet, page = _report(course, database, made, items, results)
    _print_statuses(results)
    console.print(f"gradebook: {database}\ntable: {sheet}\nreport: {page}", soft_wrap=True)


@app.command("report")
@told
def report_class(
    assignment: Annotated[str, typer.Argument(help="As it was released.")],
    course: Course = Path("course"),
    db: Database = None,
) -> None:
    """Write table and report again, after marks were given by hand."""
    made = plan.load(course, assignment)
    results = marking.results(course, assignment)
    sheet, page = _report(course, gradebook.database_of(course, db), made, _items(made), results)
    console.print(f"table: {sheet}\nreport: {page}", soft_wrap=True)


@app.command("feedback")
@told
def give_feedback(
    assignment: Annotated[str, typer.Argument(help="As it was released.")],
    course: Course = Path("course"),
    db: Database = None,
) -> None:
    """Write a page for each student; hidden checks are not in it."""
    made = plan.load(course, assignment)
    database = gradebook.database_of(course, db)
    results = marking.results(course, assignment)
    failures = []
    with Progress(TextColumn("feedback"), BarColumn(), MofNCompleteColumn(), console=console) as progress:
        for result in progress.track(results):
            try:
                feedback.write(course, database, assignment, result, made.lang)
            except RuntimeError as refusal:  # one student's page must not keep the others from theirs
                failures.append(f"{result['student']}: {refusal}")
    console.print(f"{len(results) - len(failures)} pages in {course / 'feedback'}", soft_wrap=True)
    if failures:
        raise RuntimeError("\n".join(failures))


@app.command("export")
@told
def export_items(
    form: Annotated[Format, typer.Option("--format", help="Of the files.")],
    out: Annotated[Path | None, typer.Option(help="File; for pdf a folder.")] = None,
    section: Sections = None,
    item: Items = None,
    seed: Annotated[int | None, typer.Option(help="Begin with this variant, not the page's.")] = None,
    variants: Annotated[int, typer.Option(min=1, help="Of each item with parameters.")] = 1,
    private: Private = None,
    lang: Lang = Lang.ZH,
) -> None:
    """Write items for Moodle, QTI 2.1, paper, or as data."""
    items = _joined(_chosen(section, item), private)
    order = files.Order(form, items, bool(private), lang.value, seed, variants)
    for written in files.write(order, out or Path(f"exercises{files.ENDINGS[form]}")):
        console.print(f"{written.path}: {written.says}", soft_wrap=True)
    by_hand = [each["id"] for each in items if each["type"] in ("code", "essay")]
    if by_hand and form in (Format.MOODLE, Format.QTI):
        console.print(f"marked by hand there: {', '.join(by_hand)}", soft_wrap=True)


@app.command("peer")
@told
def review_peers(
    folder: Annotated[Path, typer.Argument(help="Where the forms are, or shall be.")],
    assignment: Annotated[str | None, typer.Option(help="Write forms for this assignment's essays.")] = None,
    item: Annotated[str | None, typer.Option(help="The essay to review.")] = None,
    readers: Annotated[int, typer.Option(help="Reviews of each essay.")] = 3,
    course: Course = Path("course"),
) -> None:
    """Write double-blind review forms (with --assignment), or tally the filled ones."""
    if assignment:
        made = plan.load(course, assignment)
        chosen = _essay(made, item)
        texts = peer.essays(course, assignment, chosen["id"])
        made_forms = peer.write_forms(folder, made, chosen, texts, readers)
        console.print(f"{len(made_forms)} reviewers, {readers} essays each: {folder}", soft_wrap=True)
        return
    essays, reviewers, alphas = peer.tally(folder)
    for name, table in (("essays", essays), ("reviewers", reviewers)):
        table.to_csv(folder / f"{name}.csv", encoding="utf-8-sig")
        console.print(_table(table))
    console.print(
        "Krippendorff's alpha: " + ", ".join(f"{name} {value:.2f}" for name, value in alphas.items())
    )


@app.command("agreement")
@told
def measure_agreement(
    codings: Annotated[
        Path, typer.Argument(help="CSV with coder, unit, variable, value; or a folder of JSON files.")
    ],
    level: Annotated[str, typer.Option(help="nominal, ordinal or interval.")] = "ordinal",
    pairs: Annotated[bool, typer.Option(help="Show each pair of coders too.")] = False,
) -> None:
    """Tell how far coders agree: Krippendorff's alpha and weighted kappas."""
    table = agreement.read(codings)
    console.print(_table(agreement.alphas(table, level)))
    if pairs:
        console.print(_table(agreement.kappas(table, level).set_index("variable")))


@app.command("init-private")
@told
def init_private(folder: Annotated[Path, typer.Argument(help="New or empty, outside the book.")]) -> None:
    """Begin an instructor's tree: answers, hidden checks, rubrics."""
    for path in instructor.init(folder):
        console.print(str(path), soft_wrap=True)


@app.command("leaks")
@told
def search_leaks(
    private: Annotated[Path, typer.Argument(help="The instructor's tree.")],
    paths: Annotated[list[Path], typer.Argument(help="What is about to be published.")],
) -> None:
    """Search files, archives, PDFs and Git objects for model answers; status 1 if there are any."""
    secrets = {entry["canary"] for entry in instructor.load(private).values()}
    places = leaks.leaks(secrets, paths)
    for place in places:
        console.print(place, soft_wrap=True)
    console.print(f"{len(places)} leaks")
    raise typer.Exit(1 if places else 0)


def _chosen(sections: list[str] | None, names: list[str] | None, must: bool = False) -> list[dict[str, Any]]:
    """Items of the sections and those named, in the order of the bank; the whole bank if nothing is named."""
    known = {item["section"] for item in bank.items()}
    for section in sections or []:
        _require_one_of("section", section, known)
    named = {bank.item(name)["id"] for name in names or []}
    if not sections and not named:
        if must:
            raise ValueError("items: got none, expected --section or --item")
        return bank.items()
    return [item for item in bank.items() if item["id"] in named or item["section"] in (sections or [])]


def _items(made: plan.Plan) -> list[dict[str, Any]]:
    items = [bank.item(name) for name in made.items]
    plan.require_same(made, items)
    return items


def _essay(made: plan.Plan, name: str | None) -> dict[str, Any]:
    """The essay of that name, or the only one of an assignment."""
    essays = {item["id"]: item for item in _items(made) if item["type"] == "essay"}
    if name is None and len(essays) == 1:
        return essays.popitem()[1]
    if name not in essays:
        raise ValueError(
            f"item: got {name!r}, expected an essay of {made.assignment}: {', '.join(essays) or 'none'}"
        )
    return essays[name]


def _require_one_of(field: str, value: str | None, known: set[str]) -> None:
    if value is not None and value not in known:
        raise ValueError(f"{field}: got {value!r}, expected one of {', '.join(sorted(known))}")


def _joined(items: list[dict[str, Any]], private: Path | None) -> list[dict[str, Any]]:
    """Items with what the instructor's tree says of them, if there is one."""
    entries = instructor.load(private) if private else {}
    return [instructor.joined(item, entries.get(item["id"])) for item in items]


def _with_answers(made: plan.Plan, private: Path | None) -> list[dict[str, Any]]:
    items = _joined(_items(made), private)
    missing = [item["id"] for item in items if item["type"] != "essay" and not scoring.has_answers(item)]
    if missing:
        raise ValueError(f"answers of {', '.join(missing)} are in the instructor's tree: say --private DIR")
    return items


def _report(
    course: Path, database: str, made: plan.Plan, items: list[dict[str, Any]], results: list[dict[str, Any]]
) -> tuple[Path, Path]:
    points = {item["id"]: item["points"] for item in items}
    titles = {item["id"]: item["title"].get(made.lang) or item["title"]["zh"] for item in items}
    with gradebook.opened(database) as book:
        scores = {
            result["student"]: gradebook.scores(book, made.assignment, result["student"], list(points))
            for result in results
        }
    rows = report.table(results, scores, points)
    return report.write(course / "reports", made.assignment, rows, points, titles, made.lang)


def _print_statuses(results: list[dict[str, Any]]) -> None:
    counts: dict[str, int] = {}
    for result in results:
        counts[result["statuses"][0]] = counts.get(result["statuses"][0], 0) + 1
    table = Table("status", "submissions")
    for status, count in counts.items():
        table.add_row(status, str(count))
    console.print(table)


def _table(frame: pd.DataFrame) -> Table:
    table = Table(frame.index.name or "", *map(str, frame.columns))
    for name, row in frame.iterrows():
        table.add_row(
            str(name), *(f"{value:.2f}" if isinstance(value, float) else str(value) for value in row)
        )
    return table
