"""What the figures of all explorables share: colours, fonts, a quiet layout."""

# Distinct in hue and lightness, at least 3:1 on the book's white and on its dark ground.
COLORS = ("#c8581a", "#2c7fb8", "#3f8f3f", "#8e63b5", "#b08a00", "#c44a7d", "#5f7a86")
NEUTRAL = "#808890"
SYMBOLS = ("triangle-up", "square", "circle", "diamond", "cross", "star", "x")


def layout(height: int, margin: dict | None = None) -> dict:
    """A transparent layout that fills the width it is given.

    The page sets the colour of text and grid by theme, so they are left out.

    Parameters
    ----------
    height : int
        Pixels.
    margin : dict, optional
        Plotly margins that differ from the usual.

    Examples
    --------
    >>> layout(300)["height"]
    300
    """
    margins = {"l": 16, "r": 16, "t": 16, "b": 16}
    margins.update(margin or {})
    return {
        "height": height,
        "margin": margins,
        "autosize": True,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": NEUTRAL},
    }
