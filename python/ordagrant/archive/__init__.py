"""Archives: a million documents in a folder of Parquet, by a run of any length that can be ended and gone on with.

`batch`, `forget` and `replay` are the verb of the command line; `tables` and `schema` are the same kernel for an engine
that moves Arrow record batches itself (Spark, DuckDB).

>>> import ordagrant as og
>>> og.archive.schema["quotes"].names[:5]
['id', 'doc', 'start', 'end', 'text']
"""

from __future__ import annotations

from ordagrant.archive.columns import Schemas, tables
from ordagrant.archive.forgetting import forget
from ordagrant.archive.replaying import Replayed, replay
from ordagrant.archive.request import Means, Request, Summary
from ordagrant.archive.run import batch

__all__ = ["Means", "Replayed", "Request", "Summary", "batch", "forget", "replay", "schema", "tables"]

# The columns of each verb's table; see Schemas.
schema = Schemas()
