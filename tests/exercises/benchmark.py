"""How long a class takes to grade: `python -m tests.exercises.benchmark [SUBMISSIONS]`.

Grades the same submissions with one worker and with two in one run; prints both times, their ratio, whether
the gradebooks are equal, and how much memory the main process and its workers took at most.
"""

import random
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import psutil

from tests.exercises.classes import EVERY_TYPE, answered, hand_in, released
from widgets.analysis.cluster import connected
from widgets.exercises.course import gradebook, marking, submissions
from widgets.exercises.course.isolation import DEFAULT_LIMITS

SUBMISSIONS = 400
WORKERS = (1, 2)
SECONDS_BETWEEN = 0.2


class Memory:
    """Watches this process and all below it while the block runs; `most` is in bytes."""

    def __enter__(self):
        self.most = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def _watch(self):
        main = psutil.Process()
        while not self._ended.wait(SECONDS_BETWEEN):
            self.most = max(self.most, sum(map(_size, [main, *main.children(recursive=True)])))

    def __exit__(self, *error):
        self._ended.set()
        self._thread.join()


def _size(process):
    """Memory of a process alone; pages that several share are not counted several times."""
    try:
        return process.memory_full_info().uss
    except psutil.Error:  # it has just ended
        return 0


def main(count):
    """Release, hand in, grade with each number of workers, compare."""
    with tempfile.TemporaryDirectory() as folder:
        students = [f"s{number:04}" for number in range(count)]
        course = released(Path(folder, "course"), students)
        chance = random.Random(count)
        for student in students:
            hand_in(Path(folder, "in"), student, answered(course, student, chance.random()))
        found = submissions.collect(Path(folder, "in"), course.assignment)
        print(f"{count} submissions of {len(EVERY_TYPE)} items")
        seconds, books = [], []
        for workers in WORKERS:
            copy = Path(folder, str(workers))
            shutil.copytree(course.folder, copy)
            graded = replace(course, folder=copy, database=gradebook.database_of(copy))
            with Memory() as memory, connected(None, workers) as client:
                begin = time.perf_counter()
                marking.mark(client, copy, graded.database, course.plan, course.items, found, DEFAULT_LIMITS)
                seconds.append(time.perf_counter() - begin)
            books.append(_book(graded))
            print(f"{workers} worker(s): {seconds[-1]:.1f} s, at most {memory.most / 2**20:.0f} MiB")
        print(f"ratio: {seconds[0] / seconds[1]:.2f}")
        print(f"gradebooks equal: {books[0] == books[1]} ({len(books[0])} grades)")


def _book(course):
    points = [item["id"] for item in course.items]
    with gradebook.opened(course.database) as book:
        return {
            (student, name): score
            for student in course.plan.students
            for name, score in gradebook.scores(book, course.assignment, student, points).items()
        }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SUBMISSIONS)
