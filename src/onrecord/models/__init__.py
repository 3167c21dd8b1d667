"""The models that ship with the package, and how they are found, verified and opened."""
