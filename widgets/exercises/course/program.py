"""Runs one program and its calls, in a process that has never seen the rest of the notebook."""

from widgets.exercises import sandbox
from widgets.exercises.course.intake import begin, end, say


def main() -> None:
    """Take the request and reply what `sandbox.run` finds."""
    request, replies = begin()
    say(sandbox.run(**request["task"]), replies)
    end(replies)


if __name__ == "__main__":
    main()
