"""The ways to ask: command line, JSON lines, page. Each parses, calls the service and presents; none decides anything."""
