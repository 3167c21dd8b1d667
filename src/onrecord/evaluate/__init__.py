"""How well the stages do: metrics, each with its definition, and a gate that keeps them from falling."""
