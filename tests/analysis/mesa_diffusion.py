"""The same diffusion written in Mesa, as its guides advise: agents on cells, two stages a step.

For comparison alone: a second implementation that shares no code with the book's, and a
yardstick for its speed. Luck is drawn year by year here, not beforehand.
"""

from mesa import DataCollector, Model
from mesa.discrete_space import Cell, DiscreteSpace, FixedAgent


class Country(DiscreteSpace):
    """Places as cells, connected where they share a border."""

    def __init__(self, borders, random):
        super().__init__(capacity=1, random=random)
        cells = [Cell((place,), capacity=1, random=random) for place in range(len(borders))]
        for cell, near in zip(cells, borders, strict=True):
            self.add_cell(cell)
            for place in near:
                cell.connect(cells[place])


class Government(FixedAgent):
    """The government of a place, which adopts the innovation once or never."""

    def __init__(self, model, cell):
        super().__init__(model)
        self.cell = cell
        self.suits = self.random.random() < model.causes["fit"]
        self.year = None
        self.route = None
        self.altered = False
        self.decision = None

    @property
    def adopted(self):
        return self.year is not None

    @property
    def neighbours(self):
        return self.cell.neighborhood.agents

    def decide(self):
        """Choose a route, or none, from what everybody did until last year."""
        if self.adopted:
            return
        routes = self.voluntary_routes() if self.suits else {}
        order = self.model.order
        voluntary = min(1, sum(routes.values()))
        if self.random.random() < 1 - (1 - voluntary) * (1 - order):
            routes["mandate"] = order
            self.decision = self.random.choices(list(routes), list(routes.values()))[0]
            self.altered = self.alters()

    def adopt(self):
        """Carry out the decision."""
        if self.decision:
            self.year, self.route, self.decision = self.model.steps, self.decision, None

    def voluntary_routes(self):
        """Chance of each route that is open to a willing government."""
        causes, share = self.model.causes, self.model.share
        neighbours = list(self.neighbours)
        near = sum(other.adopted for other in neighbours) / len(neighbours) if neighbours else 0
        return {
            "own": causes["own"],
            "neighbours": causes["neighbours"] * near,
            "peers": causes["peers"] * share,
            "endorsement": causes["endorsement"] if share >= causes["threshold"] else 0,
        }

    def alters(self):
        """Whether it changes the essentials, or copies one that has."""
        if not self.suits or self.random.random() >= self.model.causes["fidelity"]:
            return True
        if self.decision == "neighbours":
            return self.random.choice([other for other in self.neighbours if other.adopted]).altered
        return self.decision == "peers" and self.random.choice(self.model.adopters).altered


class Diffusion(Model):
    """Governments on a map and the innovation that spreads among them."""

    def __init__(self, borders, causes, origins, seed=None):
        super().__init__(seed=seed)
        self.causes = causes
        self.country = Country(borders, random=self.random)
        governments = Government.create_agents(self, len(borders), list(self.country.all_cells))
        for place in origins:
            governments[place].year, governments[place].route = 0, "origin"
        self.datacollector = DataCollector({"share": "share"})
        self.count()

    @property
    def share(self):
        return len(self.adopters) / len(self.agents)

    @property
    def order(self):
        return self.causes["mandate"] if self.steps >= self.causes["mandate_year"] else 0

    def step(self):
        self.agents.do("decide")
        self.agents.do("adopt")
        self.count()

    def count(self):
        """Note who has adopted by now."""
        self.adopters = list(self.agents.select(lambda government: government.adopted))
        self.datacollector.collect(self)


def run(borders, causes, years, origins, seed):
    """Give the model after some years."""
    model = Diffusion(borders, causes, origins, seed)
    for _ in range(years):
        model.step()
    return model
