"""The Werkplan: what one person does, who arranges it, and how it goes on when something changes."""
