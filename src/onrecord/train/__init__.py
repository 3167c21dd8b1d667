"""Training of the models that ship in ``onrecord.models``; the only place where torch is imported (extra ``train``)."""
