"""A group of people at once, such as a reorganisation: where they could go, what it takes, and who goes where."""
