"""The bank for other systems: Moodle, QTI, paper, and tables."""
