"""The attribution network: one encoder pass, then tags for every piece and links for every cue.

*Tagging.* Each word piece gets begin/inside/outside logits for the three roles. Cues are read off these.
*Linking.* In PolNeAR every attribution has exactly one cue, so an attribution is found by asking, for each cue, which pieces
are its source and which its content: a scorer over (cue, piece) pairs with an additive and a multiplicative (biaffine) term
and the distance between them. This gives content in several pieces, missing sources, shared sources and nested attributions
without further machinery. After Dozat & Manning 2017 (https://arxiv.org/abs/1611.01734), with Roth & Lapata's per-predicate view.

Shapes: B windows, L pieces, C cues, H encoder width, D link width.
"""

from __future__ import annotations

from torch import Tensor, nn
from transformers import BertModel

from onrecord.attribute.encoding import FEATURES
from onrecord.attribute.linking import BLOCK_BUCKETS, DISTANCE_BUCKETS, LINK_TAGS

LINK_WIDTH = 256
TAGS = 9  # begin, inside, outside for cue, source and content


class Tagger(nn.Module):
    """Encoder and tagging heads, with the two projections that the linker reads."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.features = nn.Embedding(FEATURES, width)
        nn.init.zeros_(self.features.weight)
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, TAGS))
        self.piece = nn.Linear(width, 2 * LINK_WIDTH)
        self.cue = nn.Linear(width, 2 * LINK_WIDTH)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """ids, features, mask (B, L) → tag logits (B, L, 9), piece (B, L, 2D) and cue (B, L, 2D) projections."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.features(features)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tags(hidden), self.piece(hidden), self.cue(hidden)


class Linker(nn.Module):
    """For every cue, the role of every piece."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCE_BUCKETS, LINK_WIDTH)
        self.block = nn.Embedding(BLOCK_BUCKETS, LINK_WIDTH)
        self.norm = nn.LayerNorm(LINK_WIDTH)
        self.dropout = nn.Dropout(0.1)
        self.score = nn.Sequential(nn.GELU(), nn.Linear(LINK_WIDTH, 64), nn.GELU(), nn.Linear(64, len(LINK_TAGS)))
        for table in (self.distance, self.block):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, piece: Tensor, cue: Tensor, distance: Tensor, block: Tensor) -> Tensor:
        """piece (C, L, 2D) or (1, L, 2D), cue (C, 2D), distance and block buckets (C, L) → logits (C, L, 5)."""
        piece_add, piece_times = piece.chunk(2, dim=-1)
        cue_add, cue_times = cue.unsqueeze(1).chunk(2, dim=-1)
        mixed = piece_add + cue_add + self.distance(distance) + self.block(block) + piece_times * cue_times
        return self.score(self.dropout(self.norm(mixed)))


class AttributionNetwork(nn.Module):
    """Tagger and linker, trained together."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.tagger = Tagger(encoder)
        self.linker = Linker()
