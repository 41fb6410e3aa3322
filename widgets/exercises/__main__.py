"""The instructor's kit: `python -m widgets.exercises --help`."""

from widgets.exercises.commands import app

if __name__ == "__main__":
    app(prog_name="python -m widgets.exercises")
