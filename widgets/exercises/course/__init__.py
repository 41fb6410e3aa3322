"""A course in nbgrader's form: released, collected, graded in sandboxes, returned."""
