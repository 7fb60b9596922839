"""The edges: command line, HTTP with JSON, and pages. They ask the planner and decide nothing."""
